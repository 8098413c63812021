using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class ViewStatements
{
    /// <summary>Behind CREATE [OR REPLACE] [TEMPORARY].</summary>
    public static void ReadCreate(StatementParser parser, bool orReplace, bool temporary)
    {
        var recursive = parser.Accept(Keyword.Recursive);
        parser.Expect(Keyword.View);
        parser.Draft.Kind = "ViewStmt";
        var name = parser.ReadQualifiedName();
        var columns = recursive || parser.Is(TokenKind.LeftParenthesis) ? parser.ReadColumnList() : [];
        TableOptions.ReadOptionalWith(parser);
        parser.Expect(Keyword.As);

        if (recursive)
        {
            parser.Uses.DeclareCommonTable(name.Name);
        }

        var start = parser.Position;
        var made = parser.ReadQuery();
        var query = parser.TextFrom(start);
        ReadCheckOption(parser);

        parser.Draft.Add(new CreateView(name)
        {
            Definition = parser.StatementText,
            Query = query,
            QueryColumns = made is null ? [] : QueryColumnReader.Read(made, parser),
            Columns = [.. columns],
            Reads = [.. parser.Uses.Reads],
            OrReplace = orReplace,
            Temporary = temporary,
        });
    }

    /// <summary>Behind CREATE [UNLOGGED].</summary>
    public static void ReadCreateMaterialized(StatementParser parser)
    {
        parser.Expect(Keyword.Materialized);
        parser.Expect(Keyword.View);
        parser.Draft.Kind = "CreateTableAsStmt";
        var ifNotExists = parser.AcceptIfNotExists();
        var name = parser.ReadQualifiedName();
        var columns = parser.ReadOptionalColumnList();
        TableOptions.ReadMethod(parser);
        TableOptions.ReadOptionalWith(parser);
        TableOptions.ReadTablespace(parser);
        parser.Expect(Keyword.As);
        var query = ReadQueryText(parser);
        var withNoData = TableStatements.ReadWithData(parser);

        parser.Draft.Add(new CreateView(name)
        {
            Definition = parser.StatementText,
            Query = query,
            Columns = [.. columns],
            Reads = [.. parser.Uses.Reads],
            Materialized = true,
            IfNotExists = ifNotExists,
            WithNoData = withNoData,
        });
    }

    /// <summary>REFRESH MATERIALIZED VIEW.</summary>
    public static void ReadRefresh(StatementParser parser)
    {
        parser.Expect(Keyword.Refresh);
        parser.Expect(Keyword.Materialized);
        parser.Expect(Keyword.View);
        parser.Draft.Kind = "RefreshMatViewStmt";
        var concurrent = parser.Accept(Keyword.Concurrently);
        var name = parser.ReadQualifiedName();
        var withNoData = TableStatements.ReadWithData(parser);
        parser.Draft.Concurrent = concurrent;
        parser.Draft.Add(new RefreshView(name) { Concurrent = concurrent, WithNoData = withNoData });
    }

    private static string ReadQueryText(StatementParser parser)
    {
        var start = parser.Position;
        parser.ReadQuery();
        return parser.TextFrom(start);
    }

    private static void ReadCheckOption(StatementParser parser)
    {
        if (!parser.Accept(Keyword.With))
        {
            return;
        }

        if (!parser.Accept(Keyword.Cascaded))
        {
            parser.Accept(Keyword.Local);
        }

        parser.Expect(Keyword.Check);
        parser.Expect(Keyword.Option);
    }
}
