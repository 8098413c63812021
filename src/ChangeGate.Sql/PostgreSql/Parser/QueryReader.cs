using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>SELECT, VALUES, TABLE and what joins them.</summary>
internal static class QueryReader
{
    private const int KeptRows = 100;

    public static SyntaxNode ReadQuery(this StatementParser parser)
    {
        var start = parser.Position;

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var parts = new List<SyntaxNode>();
        var commonTables = parser.Uses.CommonTableCount;

        if (parser.Is(Keyword.With))
        {
            WithReader.Read(parser, parts);
        }

        ReadBody(parser, parts);
        parser.Uses.ForgetCommonTables(commonTables);
        parser.Leave();
        return parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    /// <summary>What stands behind WITH.</summary>
    public static void ReadBody(StatementParser parser, List<SyntaxNode> parts)
    {
        ReadOperand(parser, parts);
        ReadRest(parser, parts);
    }

    /// <summary>Goes on behind a query in parentheses that turned out to be the first operand of UNION and the like.</summary>
    public static SyntaxNode ContinueQuery(this StatementParser parser, SyntaxNode first, int start)
    {
        var parts = new List<SyntaxNode> { first };
        ReadRest(parser, parts);
        return parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    public static SyntaxNode ReadOrderBy(this StatementParser parser)
    {
        var start = parser.Position;
        var parts = new List<SyntaxNode> { parser.ExpectWords(Keyword.Order), parser.ExpectWords(Keyword.By) };
        var keys = new List<SyntaxNode>();

        do
        {
            keys.Add(ReadSortKey(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        parts.Add(parser.Node(SyntaxKind.List, start, null, [.. keys]));
        return parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    private static SyntaxNode ReadSortKey(StatementParser parser)
    {
        var start = parser.Position;
        var parts = new List<SyntaxNode> { parser.ReadExpression() };

        if (parser.Accept(Keyword.Using))
        {
            parts.Add(SyntaxNode.Words("USING " + parser.ReadOperator(), default));
        }
        else if (parser.Keyword is Keyword.Asc or Keyword.Desc)
        {
            parts.Add(parser.TakeWords());
        }

        if (parser.Is(Keyword.Nulls))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ExpectOneOf(Keyword.First, Keyword.Last));
        }

        return parts.Count == 1 ? parts[0] : parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    public static SyntaxNode ExpectOneOf(this StatementParser parser, Keyword first, Keyword second)
    {
        if (parser.Keyword != first && parser.Keyword != second)
        {
            parser.Fail($"expected {Keywords.TextOf(first).ToUpperInvariant()} or {Keywords.TextOf(second).ToUpperInvariant()}");
        }

        return parser.TakeWords();
    }

    private static void ReadRest(StatementParser parser, List<SyntaxNode> parts)
    {
        while (parser.Keyword is Keyword.Union or Keyword.Intersect or Keyword.Except)
        {
            parts.Add(parser.TakeWords());

            if (parser.Keyword is Keyword.All or Keyword.Distinct)
            {
                parts.Add(parser.TakeWords());
            }

            ReadOperand(parser, parts);
        }

        if (parser.Is(Keyword.Order))
        {
            parts.Add(parser.ReadOrderBy());
        }

        LimitReader.Read(parser, parts);
    }

    private static void ReadOperand(StatementParser parser, List<SyntaxNode> parts)
    {
        switch (parser.Keyword)
        {
            case Keyword.Select:
                SelectReader.Read(parser, parts);
                break;
            case Keyword.Values:
                ReadValues(parser, parts);
                break;
            case Keyword.Table:
                parts.Add(parser.TakeWords());
                parts.Add(FromReader.ReadRelation(parser));
                break;
            case Keyword.NoKeyword when parser.Is(TokenKind.LeftParenthesis):
                ReadParenthesizedOperand(parser, parts);
                break;
            default:
                parser.Fail("expected a query");
                break;
        }
    }

    private static void ReadParenthesizedOperand(StatementParser parser, List<SyntaxNode> parts)
    {
        var operand = parser.ReadParenthesized();

        if (operand.Kind != SyntaxKind.Subquery)
        {
            parser.Fail("expected a query");
        }

        parts.Add(operand);
    }

    private static void ReadValues(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());
        var start = parser.Position;
        var rows = new List<SyntaxNode>();
        var count = 0;

        do
        {
            var row = parser.Position;
            parser.ExpectLeft();
            var items = parser.ReadExpressions();
            parser.ExpectRight();

            // Nobody looks into the rows of a load: only their number is kept.
            if (count++ < KeptRows)
            {
                rows.Add(parser.Node(SyntaxKind.Row, row, null, items));
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parts.Add(parser.Node(SyntaxKind.List, start, count.ToString(), [.. rows]));
    }
}
