using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>One SELECT, from its list to its WINDOW clause.</summary>
internal static class SelectReader
{
    public static void Read(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.Select));
        ReadDistinct(parser, parts);

        if (!EndsTargets(parser))
        {
            parts.Add(ReadTargets(parser));
        }

        if (parser.Accept(Keyword.Into))
        {
            ReadInto(parser);
        }

        if (parser.Is(Keyword.From))
        {
            parts.Add(parser.TakeWords());
            parts.Add(FromReader.ReadItems(parser));
        }

        if (parser.Is(Keyword.Where))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadExpression());
        }

        if (parser.Is(Keyword.Group, Keyword.By))
        {
            ReadGroupBy(parser, parts);
        }

        if (parser.Is(Keyword.Having))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadExpression());
        }

        if (parser.Is(Keyword.Window))
        {
            WindowReader.ReadWindows(parser, parts);
        }
    }

    /// <summary>The list behind SELECT or RETURNING.</summary>
    public static SyntaxNode ReadTargets(StatementParser parser)
    {
        var start = parser.Position;
        var targets = new List<SyntaxNode>();

        do
        {
            targets.Add(ReadTarget(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        return parser.Node(SyntaxKind.List, start, null, [.. targets]);
    }

    private static SyntaxNode ReadTarget(StatementParser parser)
    {
        if (parser.Is(TokenKind.Star))
        {
            return parser.Leaf(SyntaxKind.Star, null);
        }

        var start = parser.Position;
        var value = parser.ReadExpression();

        if (parser.Accept(Keyword.As))
        {
            return parser.Node(SyntaxKind.Labelled, start, parser.ReadLabel(), value);
        }

        // FORMAT before JSON is a clause of the call around a query, not a name.
        return parser.IsLabel() && Keywords.IsBareLabel(parser.Keyword) && !parser.Is(Keyword.Format, Keyword.Json)
            ? parser.Node(SyntaxKind.Labelled, start, parser.ReadLabel(), value)
            : value;
    }

    private static bool EndsTargets(StatementParser parser) =>
        parser.AtEnd || parser.Is(TokenKind.RightParenthesis)
        || parser.Keyword is Keyword.From or Keyword.Into or Keyword.Where or Keyword.Group or Keyword.Having or Keyword.Window
            or Keyword.Union or Keyword.Intersect or Keyword.Except or Keyword.Order or Keyword.Limit or Keyword.Offset or Keyword.Fetch or Keyword.For;

    private static void ReadDistinct(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Accept(Keyword.All) || !parser.Is(Keyword.Distinct))
        {
            return;
        }

        parts.Add(parser.TakeWords());

        if (parser.Is(Keyword.On))
        {
            parts.Add(parser.TakeWords());
            var start = parser.Position;
            parser.ExpectLeft();
            var keys = parser.ReadExpressions();
            parser.ExpectRight();
            parts.Add(parser.Node(SyntaxKind.Row, start, null, keys));
        }
    }

    // SELECT … INTO makes a table.
    private static void ReadInto(StatementParser parser)
    {
        var persistence = TableOptions.ReadPersistence(parser);
        parser.Accept(Keyword.Table);
        parser.Draft.Into = new CreateTable(parser.ReadQualifiedName()) { Persistence = persistence };
    }

    private static void ReadGroupBy(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());
        parts.Add(parser.TakeWords());

        if (parser.Keyword is Keyword.All or Keyword.Distinct)
        {
            parts.Add(parser.TakeWords());
        }

        parts.Add(ReadGroupingItems(parser));
    }

    private static SyntaxNode ReadGroupingItems(StatementParser parser)
    {
        var start = parser.Position;
        var items = new List<SyntaxNode>();

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        do
        {
            items.Add(ReadGroupingItem(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.Leave();
        return parser.Node(SyntaxKind.List, start, null, [.. items]);
    }

    private static SyntaxNode ReadGroupingItem(StatementParser parser)
    {
        var start = parser.Position;

        if (parser.Is(TokenKind.LeftParenthesis) && parser.Ahead(1).Kind == TokenKind.RightParenthesis)
        {
            parser.Advance();
            parser.Advance();
            return parser.Node(SyntaxKind.Row, start, null);
        }

        var isSets = parser.Is(Keyword.Grouping, Keyword.Sets);

        if (!isSets && !(parser.Keyword is Keyword.Rollup or Keyword.Cube && parser.Ahead(1).Kind == TokenKind.LeftParenthesis))
        {
            return parser.ReadExpression();
        }

        var name = isSets ? "GROUPING SETS" : Keywords.TextOf(parser.Keyword).ToUpperInvariant();
        parser.MoveTo(parser.Position + (isSets ? 2 : 1));
        parser.ExpectLeft();
        var items = ReadGroupingItems(parser);
        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, name, items);
    }
}
