using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Expressions, by operator precedence. What stands between operators is in <see cref="PrimaryReader"/>.</summary>
internal static class ExpressionReader
{
    public static SyntaxNode ReadExpression(this StatementParser parser) => Read(parser, new Limits(Precedence.Or, false));

    /// <summary>
    /// The grammar's <c>b_expr</c>, where AND, NOT, IN and the like would be ambiguous: the default of a column, the lower bound of BETWEEN.
    /// </summary>
    public static SyntaxNode ReadRestrictedExpression(this StatementParser parser) => Read(parser, new Limits(Precedence.Or, true));

    /// <summary>The right side of an operator of this precedence.</summary>
    public static SyntaxNode ReadOperandAbove(this StatementParser parser, Precedence precedence) => Read(parser, new Limits(precedence + 1, false));

    public static SyntaxNode ReadRestrictedOperand(this StatementParser parser) => Read(parser, new Limits(Precedence.Comparison, true));

    /// <summary>Goes on behind an operand that has been read already.</summary>
    public static SyntaxNode ContinueExpression(this StatementParser parser, SyntaxNode left) => Continue(parser, left, new Limits(Precedence.Or, false));

    /// <summary>Expressions separated by commas.</summary>
    public static SyntaxNode[] ReadExpressions(this StatementParser parser)
    {
        var first = parser.ReadExpression();

        if (!parser.Is(TokenKind.Comma))
        {
            return [first];
        }

        var items = new List<SyntaxNode> { first };

        while (parser.Accept(TokenKind.Comma))
        {
            items.Add(parser.ReadExpression());
        }

        return [.. items];
    }

    public static SyntaxNode Node(this StatementParser parser, SyntaxKind kind, int start, string? text, params SyntaxNode[] children) =>
        new(kind, parser.SpanFrom(start), text, children);

    private static SyntaxNode Read(StatementParser parser, Limits limits)
    {
        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var node = Continue(parser, ReadPrefixed(parser, limits), limits);
        parser.Leave();
        return node;
    }

    private static SyntaxNode Above(StatementParser parser, Precedence precedence, Limits limits) =>
        Read(parser, limits with { Lowest = precedence + 1 });

    private static SyntaxNode ReadPrefixed(StatementParser parser, Limits limits)
    {
        var start = parser.Position;

        switch (parser.Kind)
        {
            case TokenKind.Word when parser.Is(Keyword.Not) && !limits.Restricted:
                parser.Advance();
                return parser.Node(SyntaxKind.Not, start, null, Read(parser, limits with { Lowest = Precedence.Not }));
            case TokenKind.Plus or TokenKind.Minus:
                var sign = parser.Is(TokenKind.Plus) ? "+" : "-";
                parser.Advance();
                return parser.Node(SyntaxKind.Prefix, start, sign, Read(parser, limits with { Lowest = Precedence.Sign }));
            case TokenKind.Operator:
            case TokenKind.Word when parser.IsNamedOperator():
                var name = parser.ReadOperator();
                parser.Uses.Operate(name);
                return parser.Node(SyntaxKind.Prefix, start, name, Above(parser, Precedence.Operator, limits));
            default:
                return parser.ReadPrimary();
        }
    }

    private static SyntaxNode Continue(StatementParser parser, SyntaxNode left, Limits limits)
    {
        // An operator that does not associate may not follow another of its kind.
        var closed = Precedence.Primary;

        while (!parser.AtEnd)
        {
            var precedence = PrecedenceOfNext(parser, limits.Restricted);

            if (precedence is null || precedence < limits.Lowest)
            {
                break;
            }

            if (precedence == closed)
            {
                parser.Fail("expected parentheses between operators that do not associate");
                break;
            }

            var next = ReadOperation(parser, left, precedence.Value, limits);
            closed = IsOpenEnded(next) ? precedence.Value : Precedence.Primary;
            left = next;
        }

        return left;
    }

    private static bool IsOpenEnded(SyntaxNode node) =>
        node.Kind is SyntaxKind.Like or SyntaxKind.Between
        || (node.Kind == SyntaxKind.Test && node.Children.Length == 2)
        || (node.Kind == SyntaxKind.Binary && node.Text is "=" or "<" or ">" or "<=" or ">=" or "<>");

    private static Precedence? PrecedenceOfNext(StatementParser parser, bool restricted)
    {
        var precedence = parser.Kind switch
        {
            TokenKind.Word => PrecedenceOfWord(parser),
            TokenKind.Equal or TokenKind.Less or TokenKind.Greater or TokenKind.LessOrEqual or TokenKind.GreaterOrEqual or TokenKind.NotEqual => Precedence.Comparison,
            TokenKind.Operator => Precedence.Operator,
            TokenKind.Plus or TokenKind.Minus => Precedence.Additive,
            TokenKind.Star or TokenKind.Slash or TokenKind.Percent => Precedence.Multiplicative,
            TokenKind.Caret => Precedence.Power,
            TokenKind.DoubleColon => Precedence.Cast,
            _ => (Precedence?)null,
        };

        return restricted && IsForbiddenInRestricted(parser, precedence) ? null : precedence;
    }

    private static bool IsForbiddenInRestricted(StatementParser parser, Precedence? precedence) => precedence switch
    {
        Precedence.Or or Precedence.And or Precedence.Not or Precedence.Matching or Precedence.AtTimeZone or Precedence.Collate => true,
        Precedence.Is => !(parser.Is(Keyword.Is) && IsDistinctOrDocument(parser.Ahead(1).Keyword == Keyword.Not ? parser.Ahead(2).Keyword : parser.Ahead(1).Keyword)),
        _ => false,
    };

    private static bool IsDistinctOrDocument(Keyword keyword) => keyword is Keyword.Distinct or Keyword.Document;

    private static Precedence? PrecedenceOfWord(StatementParser parser) => parser.Keyword switch
    {
        Keyword.Or => Precedence.Or,
        Keyword.And => Precedence.And,
        Keyword.Is or Keyword.Isnull or Keyword.Notnull => Precedence.Is,
        Keyword.Between or Keyword.In or Keyword.Like or Keyword.Ilike => Precedence.Matching,
        Keyword.Similar when parser.Ahead(1).Keyword == Keyword.To => Precedence.Matching,
        Keyword.Not when parser.Ahead(1).Keyword is Keyword.Between or Keyword.In or Keyword.Like or Keyword.Ilike or Keyword.Similar => Precedence.Matching,
        Keyword.Overlaps => Precedence.Comparison,
        Keyword.Operator when parser.IsNamedOperator() => Precedence.Operator,
        Keyword.At when parser.Ahead(1).Keyword is Keyword.Time or Keyword.Local => Precedence.AtTimeZone,
        Keyword.Collate => Precedence.Collate,
        _ => null,
    };

    private static SyntaxNode ReadOperation(StatementParser parser, SyntaxNode left, Precedence precedence, Limits limits)
    {
        switch (precedence)
        {
            case Precedence.Or:
                return ReadChain(parser, left, SyntaxKind.Or, limits);
            case Precedence.And:
                return ReadChain(parser, left, SyntaxKind.And, limits);
            case Precedence.Is:
                return TestReader.Read(parser, left, limits.Restricted);
            case Precedence.Matching:
                return ReadMatching(parser, left, limits);
            case Precedence.Cast:
                parser.Advance();
                var type = parser.ReadType();
                parser.Uses.Cast(type);
                return Join(parser, left, SyntaxKind.Cast, TypeNames.TextOf(type));
            case Precedence.Collate:
                parser.Advance();
                var collation = Quoting.Quote(parser.ReadQualifiedName());
                return Join(parser, left, SyntaxKind.Collate, collation);
            case Precedence.AtTimeZone:
                parser.Advance();
                return parser.Accept(Keyword.Local)
                    ? Join(parser, left, SyntaxKind.AtTimeZone, "LOCAL")
                    : ReadAtTimeZone(parser, left, limits);
            default:
                return ReadBinary(parser, left, precedence, limits);
        }
    }

    private static SyntaxNode Join(StatementParser parser, SyntaxNode left, SyntaxKind kind, string? text, params ReadOnlySpan<SyntaxNode> others) =>
        new(kind, Span.Between(left.Span.Start, parser.PreviousEnd), text, [left, .. others]);

    private static SyntaxNode ReadAtTimeZone(StatementParser parser, SyntaxNode left, Limits limits)
    {
        parser.Expect(Keyword.Time);
        parser.Expect(Keyword.Zone);
        var zone = Above(parser, Precedence.AtTimeZone, limits);
        return Join(parser, left, SyntaxKind.AtTimeZone, null, zone);
    }

    private static SyntaxNode ReadChain(StatementParser parser, SyntaxNode left, SyntaxKind kind, Limits limits)
    {
        var keyword = kind == SyntaxKind.Or ? Keyword.Or : Keyword.And;
        var operands = new List<SyntaxNode> { left };

        while (parser.Accept(keyword))
        {
            operands.Add(Above(parser, kind == SyntaxKind.Or ? Precedence.Or : Precedence.And, limits));
        }

        return new SyntaxNode(kind, Span.Between(left.Span.Start, parser.PreviousEnd), null, [.. operands]);
    }

    private static SyntaxNode ReadBinary(StatementParser parser, SyntaxNode left, Precedence precedence, Limits limits)
    {
        if (parser.Accept(Keyword.Overlaps))
        {
            return Join(parser, left, SyntaxKind.Binary, "OVERLAPS", parser.ReadPrimary());
        }

        var start = parser.Current;
        var name = parser.ReadOperator();

        if (precedence == Precedence.Operator)
        {
            parser.Uses.Operate(name);
        }

        if (parser.Keyword is Keyword.Any or Keyword.Some or Keyword.All)
        {
            return ReadQuantified(parser, left, name);
        }

        var right = Above(parser, precedence, limits);

        if (precedence == Precedence.Comparison || !IsSame(parser, start))
        {
            return Join(parser, left, SyntaxKind.Binary, name, right);
        }

        return ReadSameOperators(parser, [left, right], new Link(start, name, precedence), limits);
    }

    // A long chain of one operator is one node, so that no walk over the tree is deep because the text is long.
    private static SyntaxNode ReadSameOperators(StatementParser parser, List<SyntaxNode> operands, Link link, Limits limits)
    {
        while (IsSame(parser, link.Token) && parser.Ahead(1).Keyword is not (Keyword.Any or Keyword.Some or Keyword.All))
        {
            parser.Advance();
            operands.Add(Above(parser, link.Precedence, limits));
        }

        return new SyntaxNode(SyntaxKind.Binary, Span.Between(operands[0].Span.Start, parser.PreviousEnd), link.Name, [.. operands]);
    }

    private static bool IsSame(StatementParser parser, Token token) =>
        parser.Kind == token.Kind && token.Kind != TokenKind.Word
        && (token.Kind != TokenKind.Operator
            || parser.Text.AsSpan(token.Start, token.Length).SequenceEqual(parser.Text.AsSpan(parser.Current.Start, parser.Current.Length)));

    private static SyntaxNode ReadQuantified(StatementParser parser, SyntaxNode left, string name)
    {
        var quantifier = parser.Is(Keyword.All) ? "ALL" : "ANY";
        parser.Advance();
        parser.ExpectLeft();
        parser.MoveTo(parser.Position - 1);
        var right = parser.ReadParenthesized();
        return Join(parser, left, SyntaxKind.Quantified, $"{name} {quantifier}", right);
    }

    private static SyntaxNode ReadMatching(StatementParser parser, SyntaxNode left, Limits limits)
    {
        var negated = parser.Accept(Keyword.Not) ? "NOT " : "";

        if (parser.Accept(Keyword.In))
        {
            parser.ExpectLeft();
            parser.MoveTo(parser.Position - 1);
            return Join(parser, left, SyntaxKind.In, negated + "IN", parser.ReadParenthesizedList());
        }

        if (parser.Accept(Keyword.Between))
        {
            var symmetric = parser.Accept(Keyword.Symmetric) ? " SYMMETRIC" : "";
            parser.Accept(Keyword.Asymmetric);
            var low = parser.ReadRestrictedExpression();
            parser.Expect(Keyword.And);
            var high = Above(parser, Precedence.Matching, limits);
            return Join(parser, left, SyntaxKind.Between, $"{negated}BETWEEN{symmetric}", low, high);
        }

        var name = parser.Is(Keyword.Similar) ? "SIMILAR TO" : parser.Is(Keyword.Ilike) ? "ILIKE" : "LIKE";
        parser.Advance();

        if (name == "SIMILAR TO")
        {
            parser.Expect(Keyword.To);
        }
        else if (parser.Keyword is Keyword.Any or Keyword.Some or Keyword.All)
        {
            return ReadQuantified(parser, left, negated + name);
        }

        var pattern = Above(parser, Precedence.Matching, limits);
        return parser.Accept(Keyword.Escape)
            ? Join(parser, left, SyntaxKind.Like, negated + name, pattern, Above(parser, Precedence.Matching, limits))
            : Join(parser, left, SyntaxKind.Like, negated + name, pattern);
    }

    private readonly record struct Limits(Precedence Lowest, bool Restricted);

    private readonly record struct Link(Token Token, string Name, Precedence Precedence);
}
