using ChangeGate.Changes;
using ChangeGate.Changes.Queries;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser.Outlines;
using ChangeGate.Sql.PostgreSql.Syntax;

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
            Outline = OutlineOf(made, name, recursive ? columns : null, parser),
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
        var start = parser.Position;
        var made = parser.ReadQuery();
        var query = parser.TextFrom(start);
        var withNoData = TableStatements.ReadWithData(parser);

        parser.Draft.Add(new CreateView(name)
        {
            Definition = parser.StatementText,
            Query = query,
            Outline = QueryOutlineReader.Read(made, parser),
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

    // CREATE RECURSIVE VIEW v (…) AS … is CREATE VIEW v AS WITH RECURSIVE v (…) AS (…) SELECT … FROM v.
    private static QueryOutline? OutlineOf(SyntaxNode made, ObjectName view, IReadOnlyList<string>? recursive, StatementParser parser) =>
        QueryOutlineReader.Read(made, parser) is not { } outline ? null
            : recursive is null ? outline
            : new QueryOutline([new SelectArm([new QueryTarget(null, new EveryColumn(null))], [new RelationSource(new ObjectName(null, view.Name))])])
            {
                With = [new CommonTable(view.Name, [.. recursive], outline)],
                Recursive = true,
            };

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
