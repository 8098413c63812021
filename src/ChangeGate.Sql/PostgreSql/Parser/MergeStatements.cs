using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class MergeStatements
{
    public static void Read(StatementParser parser)
    {
        var start = parser.Position;
        parser.Expect(Keyword.Merge);
        parser.Expect(Keyword.Into);
        var table = FromReader.ReadRelationName(parser);
        var alias = DataStatements.ReadTargetAlias(parser);
        parser.Expect(Keyword.Using);
        FromReader.ReadItems(parser);
        parser.Expect(Keyword.On);
        parser.ReadExpression();
        var merge = new MergeRows(table);

        do
        {
            merge = ReadWhen(parser, merge, alias);
        }
        while (parser.Is(Keyword.When));

        DataStatements.ReadReturning(parser);
        parser.Draft.Add(merge with { Span = parser.SpanFrom(start) });
    }

    private static MergeRows ReadWhen(StatementParser parser, MergeRows merge, string? alias)
    {
        parser.Expect(Keyword.When);
        var hasTarget = !parser.Accept(Keyword.Not);
        parser.Expect(Keyword.Matched);

        if (!hasTarget && parser.Accept(Keyword.By))
        {
            hasTarget = parser.ExpectOneOf(Keyword.Source, Keyword.Target).Text == "SOURCE";
        }

        var (filter, where) = (RowFilter.None, (string?)null);

        if (parser.Accept(Keyword.And))
        {
            var start = parser.Position;
            filter = Conditions.FilterOf(parser.ReadExpression(), parser, alias ?? merge.Table.Name);
            where = parser.TextFrom(start);
        }

        parser.Expect(Keyword.Then);

        switch (parser.Keyword)
        {
            case Keyword.Delete when hasTarget:
                parser.Advance();
                return merge with { Deletes = merge.Deletes || filter != RowFilter.AlwaysFalse };
            case Keyword.Update when hasTarget:
                parser.Advance();
                parser.Expect(Keyword.Set);
                var (columns, values) = DataStatements.ReadAssignments(parser);
                var update = new UpdateRows(merge.Table) { Columns = columns, Values = values, Filter = filter, Where = where, Alias = alias, Joins = true };
                return merge with { Updates = true, Overwrites = [.. merge.Overwrites, update] };
            case Keyword.Do:
                parser.Advance();
                parser.Expect(Keyword.Nothing);
                return merge;
            case Keyword.Insert when !hasTarget:
                ReadInsert(parser);
                return merge with { Inserts = true };
            default:
                parser.Fail("expected what to do with the row");
                return merge;
        }
    }

    private static void ReadInsert(StatementParser parser)
    {
        parser.Expect(Keyword.Insert);

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            DataStatements.ReadTargetColumns(parser);
        }

        if (parser.Accept(Keyword.Overriding))
        {
            parser.ExpectOneOf(Keyword.User, Keyword.System);
            parser.Expect(Keyword.Value);
        }

        if (parser.Accept(Keyword.Default))
        {
            parser.Expect(Keyword.Values);
            return;
        }

        parser.Expect(Keyword.Values);
        parser.ExpectLeft();
        parser.ReadExpressions();
        parser.ExpectRight();
    }
}
