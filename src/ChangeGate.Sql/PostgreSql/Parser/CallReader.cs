using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What begins with a name: a column, a call, a constant of a named type.</summary>
internal static class CallReader
{
    // Database, schema, table, column, and fields of composite values behind them.
    private const int LongestPath = 16;

    public static SyntaxNode ReadNamed(this StatementParser parser)
    {
        var start = parser.Position;
        return parser.ReadTypedConstant(start) ?? parser.ReadNameOrCall(start);
    }

    public static SyntaxNode ExpectWords(this StatementParser parser, Keyword keyword)
    {
        var span = parser.Current.Span;
        parser.Expect(keyword);
        return SyntaxNode.Words(Keywords.TextOf(keyword).ToUpperInvariant(), span);
    }

    /// <summary>The current word as it is.</summary>
    public static SyntaxNode TakeWords(this StatementParser parser)
    {
        var token = parser.Current;
        parser.Advance();
        return SyntaxNode.Words(parser.Text.Substring(token.Start, token.Length).ToUpperInvariant(), token.Span);
    }

    /// <summary>A call's arguments and what may follow them: WITHIN GROUP, FILTER, OVER.</summary>
    public static SyntaxNode ReadCall(this StatementParser parser, ObjectName function, int start)
    {
        var parts = new List<SyntaxNode> { parser.ReadArguments() };

        if (parser.Is(Keyword.Within, Keyword.Group))
        {
            parser.Advance();
            parser.Advance();
            parts.Add(SyntaxNode.Words("WITHIN GROUP", default));
            parser.ExpectLeft();
            parts.Add(parser.ReadOrderBy());
            parser.ExpectRight();
        }

        parser.ReadFilterAndWindow(parts);
        parser.Uses.Call(function, CountOf(parts[0]));
        parser.NoteSequence(function, parts[0]);
        EngineCalls.Note(parser, function, parts[0]);
        return new SyntaxNode(SyntaxKind.Call, parser.SpanFrom(start), null, [.. parts]) { Name = function };
    }

    public static void ReadFilterAndWindow(this StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Is(Keyword.Filter) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis)
        {
            parser.Advance();
            parser.Advance();
            parser.Expect(Keyword.Where);
            parts.Add(SyntaxNode.Words("FILTER WHERE", default));
            parts.Add(parser.ReadExpression());
            parser.ExpectRight();
        }

        if (parser.Accept(Keyword.Over))
        {
            parts.Add(SyntaxNode.Words("OVER", default));
            parts.Add(parser.Is(TokenKind.LeftParenthesis) ? WindowReader.ReadWindow(parser) : SyntaxNode.Words(parser.ReadName(), default));
        }
    }

    private static SyntaxNode ReadNameOrCall(this StatementParser parser, int start)
    {
        var first = parser.Current;

        if (!NameReader.IsNameToken(first) && !NameReader.IsTypeOrFunctionNameToken(first))
        {
            parser.Fail("expected an expression");
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var name = new ObjectName(null, parser.TakeIdentifier());
        var parts = 1;
        string? path = null;

        while (parser.Is(TokenKind.Dot) && parser.Ahead(1).Kind != TokenKind.Star && IsIdentifier(parser.Ahead(1).Kind))
        {
            if (++parts > LongestPath)
            {
                parser.Fail("expected a shorter name");
                break;
            }

            parser.Advance();
            path = Quoting.Path(path, name.Name);
            name = new ObjectName(name.Name, parser.TakeIdentifier());
        }

        if (parser.Is(TokenKind.LeftParenthesis) && (parts > 1 || NameReader.IsTypeOrFunctionNameToken(first)))
        {
            return parser.ReadCallOrTypedConstant(name, start);
        }

        if (!NameReader.IsNameToken(first))
        {
            parser.Fail("expected an expression");
        }

        var column = parser.Node(SyntaxKind.Column, start, Quoting.Path(path, name.Name));
        return parser.ReadIndirection(column, start);
    }

    private static bool IsIdentifier(TokenKind kind) => kind is TokenKind.Word or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier;

    private static SyntaxNode ReadCallOrTypedConstant(this StatementParser parser, ObjectName name, int start)
    {
        var call = parser.ReadCall(name, start);

        // `numeric(5,2) '1.5'`
        if (!parser.Current.IsString || call.Children is not [{ Text: null, Children: [{ Kind: not SyntaxKind.Star }, ..] }])
        {
            return call;
        }

        var constant = parser.Leaf(SyntaxKind.String, null);
        return parser.Node(SyntaxKind.Cast, start, name.ToString(), constant);
    }

    // `date '2020-01-01'`, `interval '1' day`, `timestamp with time zone '…'`, `char(3) 'abc'`
    private static SyntaxNode? ReadTypedConstant(this StatementParser parser, int start)
    {
        if (parser.Kind == TokenKind.Word && IsConstantType(parser.Keyword) && parser.IsConstantBehindType())
        {
            var interval = parser.Is(Keyword.Interval);
            var type = parser.ReadSimpleType();
            var value = parser.Leaf(SyntaxKind.String, null);
            var modifiers = type.Modifiers;
            var fields = interval ? parser.ReadIntervalFields(ref modifiers) : "";
            return parser.Node(SyntaxKind.Cast, start, TypeNames.TextOf(type with { Name = type.Name + fields, Modifiers = modifiers }), value);
        }

        if (!NameReader.IsTypeOrFunctionNameToken(parser.Current) && parser.Ahead(1).Kind != TokenKind.Dot)
        {
            return null;
        }

        var length = 1;

        while (parser.Ahead(length).Kind == TokenKind.Dot && IsIdentifier(parser.Ahead(length + 1).Kind))
        {
            length += 2;
        }

        if (!parser.Ahead(length).IsString)
        {
            return null;
        }

        var named = parser.ReadSimpleType();
        parser.Uses.Cast(named);
        return parser.Node(SyntaxKind.Cast, start, TypeNames.TextOf(named), parser.Leaf(SyntaxKind.String, null));
    }

    private static bool IsConstantType(Keyword keyword) => keyword is
        Keyword.Int or Keyword.Integer or Keyword.Smallint or Keyword.Bigint or Keyword.Real or Keyword.Boolean or Keyword.Float or Keyword.Double
        or Keyword.Decimal or Keyword.Dec or Keyword.Numeric or Keyword.Bit or Keyword.Character or Keyword.Char or Keyword.Varchar
        or Keyword.National or Keyword.Nchar or Keyword.Timestamp or Keyword.Time or Keyword.Interval or Keyword.Json;

    // Looks over the words and the modifiers of the type, which are few.
    private static bool IsConstantBehindType(this StatementParser parser)
    {
        var distance = 1;

        while (parser.Ahead(distance).Keyword is Keyword.Precision or Keyword.Varying or Keyword.Character or Keyword.Char)
        {
            distance++;
        }

        if (parser.Ahead(distance).Kind == TokenKind.LeftParenthesis)
        {
            while (parser.Ahead(distance).Kind is TokenKind.LeftParenthesis or TokenKind.Integer or TokenKind.Comma)
            {
                distance++;
            }

            if (parser.Ahead(distance++).Kind != TokenKind.RightParenthesis)
            {
                return false;
            }
        }

        if (parser.Ahead(distance).Keyword is Keyword.With or Keyword.Without
            && parser.Ahead(distance + 1).Keyword == Keyword.Time && parser.Ahead(distance + 2).Keyword == Keyword.Zone)
        {
            distance += 3;
        }

        return parser.Ahead(distance).IsString;
    }

    private static SyntaxNode ReadArguments(this StatementParser parser)
    {
        var start = parser.Position;
        parser.ExpectLeft();
        string? quantifier = null;
        var items = new List<SyntaxNode>();

        if (parser.Is(TokenKind.Star))
        {
            items.Add(parser.Leaf(SyntaxKind.Star, null));
        }
        else if (!parser.Is(TokenKind.RightParenthesis))
        {
            if (parser.Keyword is Keyword.Distinct or Keyword.All)
            {
                quantifier = parser.Is(Keyword.Distinct) ? "DISTINCT" : null;
                parser.Advance();
            }

            do
            {
                items.Add(parser.ReadArgument());
            }
            while (parser.Accept(TokenKind.Comma));

            if (parser.Is(Keyword.Order))
            {
                items.Add(parser.ReadOrderBy());
            }
        }

        parser.ExpectRight();
        return parser.Node(SyntaxKind.List, start, quantifier, [.. items]);
    }

    private static SyntaxNode ReadArgument(this StatementParser parser)
    {
        var start = parser.Position;
        var variadic = parser.Accept(Keyword.Variadic);

        if (parser.Ahead(1).Kind is TokenKind.Arrow or TokenKind.ColonEquals)
        {
            var name = parser.ReadTypeOrFunctionName();
            parser.Advance();
            return parser.Node(SyntaxKind.NamedArgument, start, name, parser.ReadExpression());
        }

        var value = parser.ReadExpression();
        return variadic ? parser.Node(SyntaxKind.NamedArgument, start, "VARIADIC", value) : value;
    }

    private static int CountOf(SyntaxNode arguments) => arguments.Children switch
    {
        [{ Kind: SyntaxKind.Star }] => 0,
        [.., { Kind: SyntaxKind.NamedArgument, Text: "VARIADIC" }] => -1,
        [.., { Kind: SyntaxKind.Query }] => -1,
        var items => items.Length,
    };

    // setval('s', 1) moves a sequence: the name is the constant's text, with or without ::regclass.
    private static void NoteSequence(this StatementParser parser, ObjectName function, SyntaxNode arguments)
    {
        if (function.Name != "setval" || function.Schema is not (null or "pg_catalog") || arguments.Children.Length == 0)
        {
            return;
        }

        var first = arguments.Children[0];

        while (first.Kind == SyntaxKind.Cast)
        {
            first = first.Children[0];
        }

        parser.Uses.SetSequences.Add(first.Kind == SyntaxKind.String ? NameText.Parse(parser.ValueOf(first)) : null);
    }
}
