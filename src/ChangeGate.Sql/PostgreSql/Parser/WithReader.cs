using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>WITH: queries, and statements that change data and give changes of their own.</summary>
internal static class WithReader
{
    public static void Read(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.With));
        var recursive = parser.Is(Keyword.Recursive);

        if (recursive)
        {
            parts.Add(parser.TakeWords());
        }

        do
        {
            ReadCommonTable(parser, parts, recursive);
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadCommonTable(StatementParser parser, List<SyntaxNode> parts, bool recursive)
    {
        var start = parser.Position;
        var name = parser.ReadName();
        var columns = parser.ReadOptionalColumnList();
        parser.Expect(Keyword.As);

        if (parser.Accept(Keyword.Not))
        {
            parser.Expect(Keyword.Materialized);
        }
        else
        {
            parser.Accept(Keyword.Materialized);
        }

        if (recursive)
        {
            parser.Uses.DeclareCommonTable(name);
        }

        parser.ExpectLeft();
        var body = ReadBody(parser);
        NoteMoved(parser, name, columns.Count > 0);
        parser.ExpectRight();

        if (!recursive)
        {
            parser.Uses.DeclareCommonTable(name);
        }

        var table = new List<SyntaxNode> { body };
        table.AddRange(columns.Select(static column => SyntaxNode.Words(Quoting.Quote(column), default)));

        if (ReadSearch(parser))
        {
            table.Add(SyntaxNode.Words("SEARCH", default));
        }

        if (ReadCycle(parser))
        {
            table.Add(SyntaxNode.Words("CYCLE", default));
        }

        var label = columns.Count == 0 ? name : $"{name}({string.Join(", ", columns)})";
        parts.Add(new SyntaxNode(SyntaxKind.Labelled, parser.SpanFrom(start), label, [.. table]) { Name = new ObjectName(null, name) });
    }

    // WITH name AS (DELETE … RETURNING …): whoever reads name reads what is gone.
    private static void NoteMoved(StatementParser parser, string name, bool renames)
    {
        if (parser.Uses.Returned is { } returned && parser.Draft.Changes is [.., DeleteRows delete] changes && delete.Table == returned.Source && !renames)
        {
            changes[^1] = delete with { ReturnedAs = name };
            parser.Uses.Moved[name] = returned with { MovedBy = name };
        }

        parser.Uses.Returned = null;
    }

    private static SyntaxNode ReadBody(StatementParser parser)
    {
        var start = parser.Position;

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var body = DataStatements.ReadPreparable(parser).Query ?? SyntaxNode.Words(parser.TextFrom(start), default);
        parser.Leave();
        return parser.Node(SyntaxKind.Subquery, start, null, body);
    }

    private static bool ReadSearch(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Search))
        {
            return false;
        }

        parser.ExpectOneOf(Keyword.Depth, Keyword.Breadth);
        parser.Expect(Keyword.First);
        parser.Expect(Keyword.By);
        parser.ReadNames();
        parser.Expect(Keyword.Set);
        parser.ReadName();
        return true;
    }

    private static bool ReadCycle(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Cycle))
        {
            return false;
        }

        parser.ReadNames();
        parser.Expect(Keyword.Set);
        parser.ReadName();

        if (parser.Accept(Keyword.To))
        {
            parser.ReadPrimary();
            parser.Expect(Keyword.Default);
            parser.ReadPrimary();
        }

        parser.Expect(Keyword.Using);
        parser.ReadName();
        return true;
    }
}
