using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class WindowReader
{
    public static void ReadWindows(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.Window));

        do
        {
            var start = parser.Position;
            var name = parser.ReadName();
            parser.Expect(Keyword.As);
            parts.Add(parser.Node(SyntaxKind.Labelled, start, name, ReadWindow(parser)));
        }
        while (parser.Accept(TokenKind.Comma));
    }

    /// <summary>What stands in parentheses behind OVER or in a WINDOW clause.</summary>
    public static SyntaxNode ReadWindow(StatementParser parser)
    {
        var start = parser.Position;
        var parts = new List<SyntaxNode>();
        parser.ExpectLeft();

        if (parser.IsName() && !IsClause(parser.Keyword))
        {
            parts.Add(SyntaxNode.Words(Quoting.Quote(parser.ReadName()), default));
        }

        if (parser.Is(Keyword.Partition))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ExpectWords(Keyword.By));
            var list = parser.Position;
            parts.Add(parser.Node(SyntaxKind.List, list, null, parser.ReadExpressions()));
        }

        if (parser.Is(Keyword.Order))
        {
            parts.Add(parser.ReadOrderBy());
        }

        if (parser.Keyword is Keyword.Range or Keyword.Rows or Keyword.Groups)
        {
            ReadFrame(parser, parts);
        }

        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, "", [.. parts]);
    }

    private static bool IsClause(Keyword keyword) => keyword is Keyword.Partition or Keyword.Range or Keyword.Rows or Keyword.Groups;

    private static void ReadFrame(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());

        if (parser.Is(Keyword.Between))
        {
            parts.Add(parser.TakeWords());
            ReadBound(parser, parts);
            parts.Add(parser.ExpectWords(Keyword.And));
        }

        ReadBound(parser, parts);

        if (!parser.Is(Keyword.Exclude))
        {
            return;
        }

        parts.Add(parser.TakeWords());

        switch (parser.Keyword)
        {
            case Keyword.Current or Keyword.No:
                parts.Add(parser.TakeWords());
                parts.Add(parser.ExpectOneOf(Keyword.Row, Keyword.Others));
                break;
            default:
                parts.Add(parser.ExpectOneOf(Keyword.Group, Keyword.Ties));
                break;
        }
    }

    private static void ReadBound(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Is(Keyword.Current, Keyword.Row))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.TakeWords());
            return;
        }

        parts.Add(parser.Is(Keyword.Unbounded) && parser.Ahead(1).Keyword is Keyword.Preceding or Keyword.Following ? parser.TakeWords() : parser.ReadExpression());
        parts.Add(parser.ExpectOneOf(Keyword.Preceding, Keyword.Following));
    }
}
