using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class TextSearchStatements
{
    /// <summary>TEXT SEARCH, behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        var kind = OtherObjects.ReadKind(parser) ?? "";
        var thing = OtherObjects.Named(parser.ReadQualifiedName(), kind);

        if (OwnershipStatements.TryRead(parser, thing))
        {
            return;
        }

        if (kind == "text search dictionary")
        {
            parser.Draft.Kind = "AlterTSDictionaryStmt";
            TableOptions.ReadParameters(parser);
        }
        else
        {
            parser.Draft.Kind = "AlterTSConfigurationStmt";
            ReadMapping(parser);
        }

        parser.Draft.Add(new ChangeOther("alter", thing));
    }

    private static void ReadMapping(StatementParser parser)
    {
        var verb = parser.Keyword;

        if (verb is not (Keyword.Add or Keyword.Alter or Keyword.Drop))
        {
            parser.Fail("expected ADD, ALTER or DROP MAPPING");
        }

        parser.Advance();
        parser.Expect(Keyword.Mapping);

        if (verb == Keyword.Drop)
        {
            parser.AcceptIfExists();
            parser.Expect(Keyword.For);
            parser.ReadNames();
            return;
        }

        if (parser.Accept(Keyword.For))
        {
            parser.ReadNames();
        }

        if (parser.Accept(Keyword.Replace))
        {
            parser.ReadQualifiedName();
        }

        parser.Expect(Keyword.With);
        parser.ReadQualifiedNames();
    }
}
