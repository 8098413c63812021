using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Foreign data wrappers, servers, user mappings and imported schemas.</summary>
internal static class ForeignStatements
{
    /// <summary>SERVER or FOREIGN DATA WRAPPER, behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        if (parser.Accept(Keyword.Server))
        {
            parser.AcceptIfNotExists();
            OtherCreateStatements.Add(parser, "CreateForeignServerStmt", Server(parser));

            if (parser.Accept(Keyword.Type))
            {
                parser.ReadString();
            }

            ReadVersion(parser);
            ExpectWrapper(parser);
            parser.ReadName();
        }
        else
        {
            ExpectWrapper(parser);
            OtherCreateStatements.Add(parser, "CreateFdwStmt", Wrapper(parser));
            ReadFunctions(parser);
        }

        TableOptions.ReadForeignOptions(parser);
    }

    /// <summary>SERVER or FOREIGN DATA WRAPPER, behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        var isServer = parser.Accept(Keyword.Server);

        if (!isServer)
        {
            ExpectWrapper(parser);
        }

        var thing = isServer ? Server(parser) : Wrapper(parser);

        if (OwnershipStatements.TryRead(parser, thing))
        {
            return;
        }

        parser.Draft.Kind = isServer ? "AlterForeignServerStmt" : "AlterFdwStmt";
        var start = parser.Position;

        if (isServer)
        {
            ReadVersion(parser);
        }
        else
        {
            ReadFunctions(parser);
        }

        TableOptions.ReadForeignOptions(parser);
        parser.Draft.Add(new ChangeOther("alter", thing));

        if (parser.Position == start)
        {
            parser.Fail("expected OPTIONS");
        }
    }

    /// <summary>USER MAPPING, behind CREATE, ALTER or DROP.</summary>
    public static void ReadMapping(StatementParser parser, string verb)
    {
        parser.Advance();
        parser.Advance();
        parser.Draft.Kind = verb switch
        {
            "create" => "CreateUserMappingStmt",
            "alter" => "AlterUserMappingStmt",
            _ => "DropUserMappingStmt",
        };

        if (verb == "create")
        {
            parser.AcceptIfNotExists();
        }
        else if (verb == "drop")
        {
            parser.AcceptIfExists();
        }

        parser.Expect(Keyword.For);
        var role = parser.Is(Keyword.User) ? parser.TakeIdentifier() : parser.ReadRole();
        parser.Expect(Keyword.Server);
        var server = parser.ReadName();

        if (verb != "drop")
        {
            TableOptions.ReadForeignOptions(parser);
        }

        parser.Draft.Add(new ChangeOther(verb, OtherObjects.Named(new ObjectName(server, role), "user mapping")));
    }

    public static void ReadImport(StatementParser parser)
    {
        parser.Draft.Kind = "ImportForeignSchemaStmt";
        parser.Expect(Keyword.Import);
        parser.Expect(Keyword.Foreign);
        parser.Expect(Keyword.Schema);
        var schema = parser.ReadName();

        if (parser.Accept(Keyword.Limit, Keyword.To) || parser.Accept(Keyword.Except))
        {
            parser.ExpectLeft();
            parser.ReadQualifiedNames();
            parser.ExpectRight();
        }

        parser.Expect(Keyword.From);
        parser.Expect(Keyword.Server);
        parser.ReadName();
        parser.Expect(Keyword.Into);
        parser.ReadName();
        TableOptions.ReadForeignOptions(parser);
        parser.Draft.Add(new ChangeOther("create", OtherObjects.Named(new ObjectName(null, schema), "foreign schema")));
    }

    private static ObjectId Server(StatementParser parser) => OtherObjects.Named(new ObjectName(null, parser.ReadName()), "server");

    private static ObjectId Wrapper(StatementParser parser) => OtherObjects.Named(new ObjectName(null, parser.ReadName()), "foreign data wrapper");

    private static void ExpectWrapper(StatementParser parser)
    {
        parser.Expect(Keyword.Foreign);
        parser.Expect(Keyword.Data);
        parser.Expect(Keyword.Wrapper);
    }

    private static void ReadVersion(StatementParser parser)
    {
        if (parser.Accept(Keyword.Version) && !parser.Accept(Keyword.Null))
        {
            parser.ReadString();
        }
    }

    private static void ReadFunctions(StatementParser parser)
    {
        while (!parser.AtEnd && !parser.Is(Keyword.Options))
        {
            if (parser.Accept(Keyword.No))
            {
                parser.ExpectOneOf(Keyword.Handler, Keyword.Validator);
            }
            else
            {
                parser.ExpectOneOf(Keyword.Handler, Keyword.Validator);
                parser.ReadQualifiedName();
            }
        }
    }
}
