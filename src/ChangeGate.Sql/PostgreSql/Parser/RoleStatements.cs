using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Roles, users and groups. A password is never kept.</summary>
internal static class RoleStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.Kind = "CreateRoleStmt";
        parser.Advance();
        var name = parser.ReadRole();
        parser.Accept(Keyword.With);
        var (options, password) = ReadOptions(parser);
        parser.Draft.Add(new CreateRole(name) { Options = options, HasPassword = password });
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        var isGroup = parser.Is(Keyword.Group);
        parser.Advance();
        var all = parser.Is(Keyword.All);
        var name = all ? parser.TakeIdentifier() : parser.ReadRole();
        var role = new ObjectId(ObjectKind.Role, new ObjectName(null, name));

        if (parser.Is(Keyword.Rename))
        {
            OwnershipStatements.TryRead(parser, role, newName => new AlterRole(name) { Options = ["RENAME TO " + newName] });
        }
        else if (isGroup)
        {
            ReadMembers(parser, name);
        }
        else if (parser.Keyword is Keyword.Set or Keyword.Reset || parser.Is(Keyword.In, Keyword.Database))
        {
            ReadSetting(parser, name);
        }
        else
        {
            parser.Draft.Kind = "AlterRoleStmt";
            parser.Accept(Keyword.With);
            var (options, password) = ReadOptions(parser);
            parser.Draft.Add(new AlterRole(name) { Options = options, HasPassword = password });

            if (all)
            {
                parser.Fail("expected SET or RESET");
            }
        }
    }

    /// <summary>Behind DROP.</summary>
    public static void ReadDrop(StatementParser parser)
    {
        parser.Draft.Kind = "DropRoleStmt";
        parser.Advance();
        var ifExists = parser.AcceptIfExists();

        foreach (var role in parser.ReadRoles())
        {
            parser.Draft.Add(new DropRole(role) { IfExists = ifExists });
        }
    }

    // ALTER ROLE … [IN DATABASE …] SET … or RESET …
    private static void ReadSetting(StatementParser parser, string name)
    {
        parser.Draft.Kind = "AlterRoleSetStmt";

        if (parser.Accept(Keyword.In, Keyword.Database))
        {
            parser.ReadName();
        }

        if (parser.Accept(Keyword.Reset))
        {
            parser.Draft.Add(new AlterRole(name) { Options = ["RESET " + SettingStatements.ReadResetName(parser)] });
            return;
        }

        parser.Expect(Keyword.Set);
        var (setting, value) = SettingStatements.ReadSetting(parser);
        parser.Draft.Add(new AlterRole(name) { Options = [$"SET {setting} TO {value ?? "DEFAULT"}"] });
    }

    private static void ReadMembers(StatementParser parser, string group)
    {
        parser.Draft.Kind = "AlterRoleStmt";
        var adds = parser.ExpectOneOf(Keyword.Add, Keyword.Drop).Text == "ADD";
        parser.Expect(Keyword.User);
        var members = parser.ReadRoles();
        parser.Draft.Add(adds ? new GrantRole([group], [.. members]) : new RevokeRole([group], [.. members]));
    }

    private static (EquatableList<string> Options, bool Password) ReadOptions(StatementParser parser)
    {
        var options = new List<string>();
        var password = false;

        while (!parser.AtEnd)
        {
            switch (parser.Keyword)
            {
                case Keyword.Password:
                    parser.Advance();
                    password |= !parser.Accept(Keyword.Null);

                    if (password)
                    {
                        parser.ReadString();
                    }

                    break;
                case Keyword.Encrypted or Keyword.Unencrypted:
                    parser.Advance();
                    parser.Expect(Keyword.Password);
                    parser.ReadString();
                    password = true;
                    break;
                default:
                    options.Add(ReadOption(parser));
                    break;
            }
        }

        return ([.. options], password);
    }

    private static string ReadOption(StatementParser parser)
    {
        var start = parser.Position;

        switch (parser.Keyword)
        {
            case Keyword.Inherit:
                parser.Advance();
                break;
            case Keyword.Connection:
                parser.Advance();
                parser.Expect(Keyword.Limit);
                SequenceOptions.ReadNumber(parser);
                break;
            case Keyword.Valid:
                parser.Advance();
                parser.Expect(Keyword.Until);
                parser.ReadString();
                break;
            case Keyword.Sysid:
                parser.Advance();
                SequenceOptions.ReadNumber(parser);
                break;
            case Keyword.Admin or Keyword.Role or Keyword.User:
                parser.Advance();
                parser.ReadRoles();
                break;
            case Keyword.In:
                parser.Advance();
                parser.ExpectOneOf(Keyword.Role, Keyword.Group);
                parser.ReadRoles();
                break;
            default:
                ReadAttribute(parser);
                break;
        }

        return parser.TextFrom(start).ToUpperInvariant();
    }

    // These words are no keywords of the grammar, only of this statement.
    private static void ReadAttribute(StatementParser parser)
    {
        var attribute = parser.IsName() ? parser.ReadName() : "";

        if (attribute is not ("superuser" or "nosuperuser" or "createrole" or "nocreaterole" or "replication" or "noreplication" or "createdb"
            or "nocreatedb" or "login" or "nologin" or "bypassrls" or "nobypassrls" or "noinherit" or "createuser" or "nocreateuser"))
        {
            parser.Fail("expected an option of the role");
        }
    }
}
