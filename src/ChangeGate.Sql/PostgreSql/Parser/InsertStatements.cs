using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class InsertStatements
{
    public static void Read(StatementParser parser)
    {
        var start = parser.Position;
        parser.Expect(Keyword.Insert);
        parser.Expect(Keyword.Into);
        var table = parser.ReadQualifiedName();

        var alias = parser.Accept(Keyword.As) ? parser.ReadName() : null;
        var columns = IsColumnList(parser) ? DataStatements.ReadTargetColumns(parser) : [];

        if (parser.Accept(Keyword.Overriding))
        {
            parser.ExpectOneOf(Keyword.User, Keyword.System);
            parser.Expect(Keyword.Value);
        }

        var insert = ReadSource(parser, new InsertRows(table) { Columns = [.. columns] });
        var isGuarded = parser.Is(Keyword.On);
        var (replaces, overwrites) = ReadConflict(parser, table, alias);
        DataStatements.ReadReturning(parser);
        parser.Draft.Add(insert with { Replaces = replaces, ReplacesWhere = overwrites?.Where, Overwrites = overwrites, CopyOf = isGuarded ? null : insert.CopyOf, Written = isGuarded ? null : insert.Written, Span = parser.SpanFrom(start) });
    }

    private static bool IsColumnList(StatementParser parser) =>
        parser.Is(TokenKind.LeftParenthesis) && parser.Ahead(1).Kind != TokenKind.LeftParenthesis && !PrimaryReader.StartsQuery(parser.Ahead(1).Keyword);

    private static InsertRows ReadSource(StatementParser parser, InsertRows insert)
    {
        if (parser.Accept(Keyword.Default, Keyword.Values))
        {
            return insert with { Rows = 1 };
        }

        var start = parser.Position;
        var query = parser.ReadQuery();

        if (query.Children is [{ Text: "VALUES" }, { Kind: SyntaxKind.List, Text: { } rows }])
        {
            var count = int.Parse(rows);
            return insert with { Rows = count, Written = count <= InsertRows.FewRows ? parser.TextFrom(start) : null };
        }

        return insert with { Query = parser.TextFrom(start), Reads = [.. parser.Uses.Reads], CopyOf = CopyReader.Read(query, parser) };
    }

    // ON CONFLICT [target] DO NOTHING | DO UPDATE SET … [WHERE …]
    private static (bool Replaces, UpdateRows? Overwrites) ReadConflict(StatementParser parser, ObjectName table, string? alias)
    {
        if (!parser.Accept(Keyword.On))
        {
            return (false, null);
        }

        parser.Expect(Keyword.Conflict);

        if (parser.Accept(Keyword.On, Keyword.Constraint))
        {
            parser.ReadName();
        }
        else if (parser.Is(TokenKind.LeftParenthesis))
        {
            IndexStatements.ReadElements(parser);

            if (parser.Accept(Keyword.Where))
            {
                parser.ReadExpression();
            }
        }

        parser.Expect(Keyword.Do);

        if (parser.Accept(Keyword.Nothing))
        {
            return (false, null);
        }

        parser.Expect(Keyword.Update);
        parser.Expect(Keyword.Set);
        var (columns, values) = DataStatements.ReadAssignments(parser);
        var (filter, where) = DataStatements.ReadWhere(parser, alias ?? table.Name);

        // EXCLUDED stands beside the table like another relation.
        return (true, new UpdateRows(table) { Columns = columns, Values = values, Filter = filter, Where = where, Alias = alias, Joins = true });
    }
}
