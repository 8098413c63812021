using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>COMMENT ON and SECURITY LABEL ON.</summary>
internal static class CommentStatements
{
    public static void Read(StatementParser parser)
    {
        parser.Draft.Kind = "CommentStmt";
        parser.Expect(Keyword.Comment);
        parser.Expect(Keyword.On);
        var thing = ObjectReader.Read(parser);
        parser.Expect(Keyword.Is);
        parser.Draft.Add(new SetComment(thing, ReadText(parser)));
    }

    public static void ReadLabel(StatementParser parser)
    {
        parser.Draft.Kind = "SecLabelStmt";
        parser.Expect(Keyword.Security);
        parser.Expect(Keyword.Label);

        if (parser.Accept(Keyword.For) && !parser.Current.IsString)
        {
            parser.ReadNonReservedWord();
        }
        else if (parser.Current.IsString)
        {
            parser.Advance();
        }

        parser.Expect(Keyword.On);
        var thing = ObjectReader.Read(parser);
        parser.Expect(Keyword.Is);
        ReadText(parser);
        parser.Draft.Add(new ChangeOther("alter", OtherObjects.Named(thing.Name, "security label")));
    }

    private static string? ReadText(StatementParser parser) => parser.Accept(Keyword.Null) ? null : parser.ReadString();
}
