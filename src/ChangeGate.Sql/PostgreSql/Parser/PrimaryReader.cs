using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What operators stand between: constants, columns, calls, parentheses, subqueries.</summary>
internal static class PrimaryReader
{
    public static SyntaxNode ReadPrimary(this StatementParser parser)
    {
        var start = parser.Position;

        switch (parser.Kind)
        {
            case TokenKind.Integer or TokenKind.Decimal:
                return parser.Leaf(SyntaxKind.Number, null);
            case TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.DollarString or TokenKind.NationalString:
                return parser.Leaf(SyntaxKind.String, null);
            case TokenKind.BitString:
                return parser.Leaf(SyntaxKind.BitString, null);
            case TokenKind.Parameter:
                return parser.ReadIndirection(parser.Leaf(SyntaxKind.Parameter, null), start);
            case TokenKind.LeftParenthesis:
                return parser.ReadIndirection(parser.ReadParenthesized(), start);
            case TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier:
                return parser.ReadNamed();
            case TokenKind.Word:
                return parser.ReadWord(start);
            default:
                parser.Fail("expected an expression");
                return SyntaxNode.Missing(parser.EndOffset);
        }
    }

    /// <summary>A query, an expression or a row in parentheses.</summary>
    public static SyntaxNode ReadParenthesized(this StatementParser parser)
    {
        var start = parser.Position;
        var content = parser.ReadParenthesizedContent();

        return content.Kind == SyntaxKind.List && content.Children.Length != 1
            ? parser.Node(SyntaxKind.Row, start, null, content.Children)
            : content.Kind == SyntaxKind.List ? content.Children[0] : content;
    }

    /// <summary>A query, or a list of expressions even where it is one, in parentheses.</summary>
    public static SyntaxNode ReadParenthesizedList(this StatementParser parser) => parser.ReadParenthesizedContent();

    public static bool StartsQuery(Keyword keyword) => keyword is Keyword.Select or Keyword.Values or Keyword.With or Keyword.Table;

    public static bool ContinuesQuery(Keyword keyword) =>
        keyword is Keyword.Union or Keyword.Intersect or Keyword.Except or Keyword.Order or Keyword.Limit or Keyword.Offset or Keyword.Fetch or Keyword.For;

    public static SyntaxNode Leaf(this StatementParser parser, SyntaxKind kind, string? text)
    {
        var span = parser.Current.Span;
        parser.Advance();
        return new SyntaxNode(kind, span, text, []);
    }

    /// <summary>Subscripts, fields and <c>.*</c> behind a value.</summary>
    public static SyntaxNode ReadIndirection(this StatementParser parser, SyntaxNode node, int start)
    {
        while (true)
        {
            if (parser.Is(TokenKind.LeftBracket))
            {
                node = parser.ReadSubscript(node, start);
            }
            else if (parser.Is(TokenKind.Dot))
            {
                parser.Advance();
                var field = parser.Accept(TokenKind.Star) ? "*" : parser.ReadLabel();
                node = parser.Node(SyntaxKind.Field, start, field, node);
            }
            else
            {
                return node;
            }
        }
    }

    private static SyntaxNode ReadParenthesizedContent(this StatementParser parser)
    {
        var start = parser.Position;
        parser.ExpectLeft();

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var content = StartsQuery(parser.Keyword)
            ? parser.Node(SyntaxKind.Subquery, start, null, parser.ReadQuery())
            : parser.Is(TokenKind.LeftParenthesis) ? parser.ReadAfterParenthesis(start) : parser.ReadList(start, parser.ReadExpression());

        parser.Leave();
        parser.ExpectRight();
        return content;
    }

    // `((` may begin a query, an operand or a row: what the inner parentheses hold decides.
    private static SyntaxNode ReadAfterParenthesis(this StatementParser parser, int start)
    {
        var inner = parser.Position;
        var first = parser.ReadParenthesized();

        if (first.Kind == SyntaxKind.Subquery && (parser.Is(TokenKind.RightParenthesis) || ContinuesQuery(parser.Keyword)))
        {
            return parser.Node(SyntaxKind.Subquery, start, null, parser.ContinueQuery(first, inner));
        }

        return parser.ReadList(start, parser.ContinueExpression(parser.ReadIndirection(first, inner)));
    }

    private static SyntaxNode ReadList(this StatementParser parser, int start, SyntaxNode first)
    {
        if (!parser.Is(TokenKind.Comma))
        {
            return parser.Node(SyntaxKind.List, start, null, first);
        }

        var items = new List<SyntaxNode> { first };

        while (parser.Accept(TokenKind.Comma))
        {
            items.Add(parser.ReadExpression());
        }

        return parser.Node(SyntaxKind.List, start, null, [.. items]);
    }

    private static SyntaxNode ReadSubscript(this StatementParser parser, SyntaxNode node, int start)
    {
        parser.Expect(TokenKind.LeftBracket, "[");
        var parts = new List<SyntaxNode> { node };

        if (!parser.Is(TokenKind.Colon))
        {
            parts.Add(parser.ReadExpression());
        }

        if (parser.Is(TokenKind.Colon))
        {
            parts.Add(SyntaxNode.Words(":", parser.Current.Span));
            parser.Advance();

            if (!parser.Is(TokenKind.RightBracket))
            {
                parts.Add(parser.ReadExpression());
            }
        }

        parser.Expect(TokenKind.RightBracket, "]");
        return parser.Node(SyntaxKind.Subscript, start, null, [.. parts]);
    }

    private static SyntaxNode ReadWord(this StatementParser parser, int start)
    {
        switch (parser.Keyword)
        {
            case Keyword.Null:
                return parser.Leaf(SyntaxKind.Null, null);
            case Keyword.True:
                return parser.Leaf(SyntaxKind.True, null);
            case Keyword.False:
                return parser.Leaf(SyntaxKind.False, null);
            case Keyword.Default:
                return parser.Leaf(SyntaxKind.Default, null);
            case Keyword.Case:
                return parser.ReadCase(start);
            case Keyword.Array:
                return parser.ReadArray(start);
            case Keyword.Exists when parser.Ahead(1).Kind == TokenKind.LeftParenthesis:
                parser.Advance();
                return parser.Node(SyntaxKind.Exists, start, null, parser.ReadParenthesized());
            case Keyword.Row when parser.Ahead(1).Kind == TokenKind.LeftParenthesis:
                return parser.ReadRow(start);
            case Keyword.CurrentDate or Keyword.CurrentRole or Keyword.CurrentUser or Keyword.SessionUser or Keyword.SystemUser or Keyword.User
                or Keyword.CurrentCatalog:
                return parser.Leaf(SyntaxKind.ValueFunction, Keywords.TextOf(parser.Keyword).ToUpperInvariant());
            case Keyword.CurrentSchema when parser.Ahead(1).Kind is not (TokenKind.LeftParenthesis or TokenKind.Dot):
                return parser.Leaf(SyntaxKind.ValueFunction, "CURRENT_SCHEMA");
            case Keyword.CurrentTime or Keyword.CurrentTimestamp or Keyword.Localtime or Keyword.Localtimestamp:
                return parser.ReadTimeFunction(start);
            default:
                return SpecialCallReader.TryRead(parser, start) ?? parser.ReadNamed();
        }
    }

    private static SyntaxNode ReadTimeFunction(this StatementParser parser, int start)
    {
        var name = Keywords.TextOf(parser.Keyword).ToUpperInvariant();
        parser.Advance();
        var precision = parser.ReadModifiers();
        return parser.Node(SyntaxKind.ValueFunction, start, precision.Count == 0 ? name : $"{name}({precision[0]})");
    }

    private static SyntaxNode ReadCase(this StatementParser parser, int start)
    {
        parser.Advance();
        var parts = new List<SyntaxNode>();

        if (!parser.Is(Keyword.When))
        {
            parts.Add(parser.ReadExpression());
        }

        while (parser.Is(Keyword.When))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadExpression());
            parts.Add(parser.ExpectWords(Keyword.Then));
            parts.Add(parser.ReadExpression());
        }

        if (parser.Is(Keyword.Else))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadExpression());
        }

        parser.Expect(Keyword.End);
        return parser.Node(SyntaxKind.Case, start, null, [.. parts]);
    }

    private static SyntaxNode ReadArray(this StatementParser parser, int start)
    {
        parser.Advance();
        return parser.Is(TokenKind.LeftParenthesis)
            ? parser.Node(SyntaxKind.ArrayQuery, start, null, parser.ReadParenthesized())
            : parser.ReadArrayElements(start);
    }

    private static SyntaxNode ReadArrayElements(this StatementParser parser, int start)
    {
        var items = new List<SyntaxNode>();

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        parser.Expect(TokenKind.LeftBracket, "[");

        if (!parser.Is(TokenKind.RightBracket))
        {
            do
            {
                items.Add(parser.Is(TokenKind.LeftBracket) ? parser.ReadArrayElements(parser.Position) : parser.ReadExpression());
            }
            while (parser.Accept(TokenKind.Comma));
        }

        parser.Leave();
        parser.Expect(TokenKind.RightBracket, "]");
        return parser.Node(SyntaxKind.Array, start, null, [.. items]);
    }

    private static SyntaxNode ReadRow(this StatementParser parser, int start)
    {
        parser.Advance();
        parser.ExpectLeft();
        var items = parser.Is(TokenKind.RightParenthesis) ? [] : parser.ReadExpressions();
        parser.ExpectRight();
        return parser.ReadIndirection(parser.Node(SyntaxKind.Row, start, "ROW", items), start);
    }
}
