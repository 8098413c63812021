using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class ExtensionStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.Kind = "CreateExtensionStmt";
        parser.Expect(Keyword.Extension);
        var ifNotExists = parser.AcceptIfNotExists();
        var name = parser.ReadName();
        parser.Accept(Keyword.With);
        string? schema = null;

        while (!parser.AtEnd)
        {
            if (parser.Accept(Keyword.Schema))
            {
                schema = parser.ReadName();
            }
            else if (parser.Accept(Keyword.Version) || parser.Accept(Keyword.From))
            {
                ReadVersion(parser);
            }
            else
            {
                parser.Expect(Keyword.Cascade);
            }
        }

        parser.Draft.Add(new CreateExtension(name) { Schema = schema, IfNotExists = ifNotExists });
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Expect(Keyword.Extension);
        var name = parser.ReadName();
        var start = parser.Position;

        if (parser.Accept(Keyword.Update))
        {
            parser.Draft.Kind = "AlterExtensionStmt";

            if (parser.Accept(Keyword.To))
            {
                ReadVersion(parser);
            }

            parser.Draft.Add(new AlterExtension(name, parser.TextFrom(start)));
        }
        else if (parser.Keyword is Keyword.Add or Keyword.Drop)
        {
            parser.Draft.Kind = "AlterExtensionContentsStmt";
            parser.Advance();
            ObjectReader.Read(parser);
            parser.Draft.Add(new AlterExtension(name, parser.TextFrom(start)));
        }
        else if (!OwnershipStatements.TryRead(parser, new ObjectId(ObjectKind.Extension, new ObjectName(null, name))))
        {
            parser.Fail("expected UPDATE, ADD, DROP or SET SCHEMA");
        }
    }

    private static void ReadVersion(StatementParser parser)
    {
        if (parser.Current.IsString)
        {
            parser.ReadString();
        }
        else
        {
            parser.ReadNonReservedWord();
        }
    }
}
