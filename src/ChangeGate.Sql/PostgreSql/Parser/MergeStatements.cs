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
        DataStatements.ReadTargetAlias(parser);
        parser.Expect(Keyword.Using);
        FromReader.ReadItems(parser);
        parser.Expect(Keyword.On);
        parser.ReadExpression();
        var merge = new MergeRows(table);

        do
        {
            merge = ReadWhen(parser, merge);
        }
        while (parser.Is(Keyword.When));

        DataStatements.ReadReturning(parser);
        parser.Draft.Add(merge with { Span = parser.SpanFrom(start) });
    }

    private static MergeRows ReadWhen(StatementParser parser, MergeRows merge)
    {
        parser.Expect(Keyword.When);
        var hasTarget = !parser.Accept(Keyword.Not);
        parser.Expect(Keyword.Matched);

        if (!hasTarget && parser.Accept(Keyword.By))
        {
            hasTarget = parser.ExpectOneOf(Keyword.Source, Keyword.Target).Text == "SOURCE";
        }

        if (parser.Accept(Keyword.And))
        {
            parser.ReadExpression();
        }

        parser.Expect(Keyword.Then);

        switch (parser.Keyword)
        {
            case Keyword.Delete when hasTarget:
                parser.Advance();
                return merge with { Deletes = true };
            case Keyword.Update when hasTarget:
                parser.Advance();
                parser.Expect(Keyword.Set);
                DataStatements.ReadAssignments(parser);
                return merge with { Updates = true };
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
