using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>GRANT and REVOKE, of privileges on objects and of roles; ALTER DEFAULT PRIVILEGES.</summary>
internal static class GrantStatements
{
    public static void Read(StatementParser parser)
    {
        var grants = parser.Is(Keyword.Grant);
        parser.Advance();
        var optionOnly = !grants && ReadOptionFor(parser);
        var start = parser.Position;
        var (privileges, ofColumns) = ReadPrivileges(parser);

        if (!parser.Is(Keyword.On))
        {
            parser.MoveTo(start);
            ReadRoles(parser, [.. parser.ReadRoles()], grants);
            return;
        }

        parser.Advance();
        parser.Draft.Kind = "GrantStmt";
        var (objects, allOf) = ReadTarget(parser);
        var grantees = ReadGrantees(parser, grants);
        var withOption = grants && parser.Accept(Keyword.With, Keyword.Grant, Keyword.Option);
        ReadGrantedBy(parser);
        var cascade = !grants && parser.AcceptCascade();

        foreach (var thing in objects)
        {
            if (privileges.Count > 0)
            {
                Add(thing, privileges);
            }

            foreach (var column in ofColumns)
            {
                Add(ObjectId.Column(thing.Name, column.Key), [.. column.Select(one => one.Privilege)]);
            }
        }

        void Add(ObjectId on, EquatableList<string> given)
        {
            var schema = allOf is null ? null : on.Name.Name;
            parser.Draft.Add(grants
                ? new GrantPrivilege(on, given, grantees) { AllInSchema = schema, AllOfKind = allOf, WithGrantOption = withOption }
                : new RevokePrivilege(on, given, grantees) { AllInSchema = schema, AllOfKind = allOf, GrantOptionOnly = optionOnly, Cascade = cascade });
        }
    }

    /// <summary>ALTER DEFAULT PRIVILEGES, behind ALTER.</summary>
    public static void ReadDefault(StatementParser parser)
    {
        parser.Draft.Kind = "AlterDefaultPrivilegesStmt";
        parser.Advance();
        parser.Advance();
        var start = parser.Position;

        var change = new AlterDefaultPrivileges("");

        while (parser.Is(Keyword.In) || parser.Is(Keyword.For))
        {
            change = ReadDefaultScope(parser, change);
        }

        var grants = parser.Is(Keyword.Grant);

        if (!grants && !parser.Is(Keyword.Revoke))
        {
            parser.Fail("expected GRANT or REVOKE");
        }

        parser.Advance();

        var option = !grants && ReadOptionFor(parser);
        change = change with { Grants = grants, Privileges = ReadPrivileges(parser).Privileges };
        parser.Expect(Keyword.On);
        change = change with { OfKind = ReadDefaultKind(parser), Grantees = ReadGrantees(parser, grants) };

        if (grants)
        {
            option = parser.Accept(Keyword.With, Keyword.Grant, Keyword.Option);
        }
        else
        {
            parser.AcceptCascade();
        }

        parser.Draft.Add(change with { What = parser.TextFrom(start), GrantOption = option });
    }

    private static ObjectKind? ReadDefaultKind(StatementParser parser)
    {
        if (parser.Accept(Keyword.Large))
        {
            parser.Expect(Keyword.Objects);
            return null;
        }

        ObjectKind? kind = parser.Keyword switch
        {
            Keyword.Tables => ObjectKind.Table,
            Keyword.Functions or Keyword.Routines => ObjectKind.Function,
            Keyword.Sequences => ObjectKind.Sequence,
            Keyword.Types => ObjectKind.Type,
            Keyword.Schemas => ObjectKind.Schema,
            _ => null,
        };

        if (kind is null)
        {
            parser.Fail("expected a kind of objects");
        }

        parser.Advance();
        return kind;
    }

    private static AlterDefaultPrivileges ReadDefaultScope(StatementParser parser, AlterDefaultPrivileges change)
    {
        if (parser.Accept(Keyword.In))
        {
            parser.Expect(Keyword.Schema);
            return change with { Schemas = [.. parser.ReadNames()] };
        }

        parser.Expect(Keyword.For);
        parser.ExpectOneOf(Keyword.Role, Keyword.User);
        return change with { Makers = [.. parser.ReadRoles()] };
    }

    // GRANT OPTION FOR, ADMIN OPTION FOR (PostgreSQL 16: INHERIT, SET)
    private static bool ReadOptionFor(StatementParser parser)
    {
        if (parser.Accept(Keyword.Grant, Keyword.Option, Keyword.For))
        {
            return true;
        }

        if (parser.Ahead(1).Keyword == Keyword.Option && parser.Ahead(2).Keyword == Keyword.For)
        {
            parser.MoveTo(parser.Position + 3);
            return true;
        }

        return false;
    }

    private static (EquatableList<string> Privileges, ILookup<string, (string Column, string Privilege)> OfColumns) ReadPrivileges(StatementParser parser)
    {
        var privileges = new List<string>();
        var ofColumns = new List<(string Column, string Privilege)>();

        do
        {
            var privilege = ReadPrivilege(parser);
            var columns = parser.ReadOptionalColumnList();
            ofColumns.AddRange(columns.Select(column => (column, privilege)));

            if (columns.Count == 0)
            {
                privileges.Add(privilege);
            }
        }
        while (parser.Accept(TokenKind.Comma));

        return ([.. privileges], ofColumns.ToLookup(one => one.Column));
    }

    private static string ReadPrivilege(StatementParser parser)
    {
        if (parser.Accept(Keyword.All))
        {
            parser.Accept(Keyword.Privileges);
            return "ALL";
        }

        if (parser.Accept(Keyword.Alter, Keyword.System))
        {
            return "ALTER SYSTEM";
        }

        var privilege = parser.Keyword is Keyword.Select or Keyword.References or Keyword.Create
            ? parser.TakeIdentifier()
            : parser.ReadName();
        return privilege.ToUpperInvariant();
    }

    private static (List<ObjectId> Objects, ObjectKind? AllOf) ReadTarget(StatementParser parser)
    {
        if (parser.Accept(Keyword.All))
        {
            var kind = parser.Keyword switch
            {
                Keyword.Tables => ObjectKind.Table,
                Keyword.Sequences => ObjectKind.Sequence,
                Keyword.Functions or Keyword.Procedures or Keyword.Routines => ObjectKind.Function,
                _ => ObjectKind.Other,
            };

            if (kind == ObjectKind.Other)
            {
                parser.Fail("expected a kind of objects");
            }

            parser.Advance();
            parser.Expect(Keyword.In);
            parser.Expect(Keyword.Schema);
            return ([.. parser.ReadNames().Select(schema => new ObjectId(ObjectKind.Schema, new ObjectName(null, schema)))], kind);
        }

        return (ReadObjects(parser), null);
    }

    private static List<ObjectId> ReadObjects(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Table:
                parser.Advance();
                return Objects(ObjectKind.Table, parser.ReadQualifiedNames());
            case Keyword.Sequence:
                parser.Advance();
                return Objects(ObjectKind.Sequence, parser.ReadQualifiedNames());
            case Keyword.Type or Keyword.Domain:
                parser.Advance();
                return Objects(ObjectKind.Type, parser.ReadQualifiedNames());
            case Keyword.Schema:
                parser.Advance();
                return Names(parser, ObjectKind.Schema);
            case Keyword.Database:
                parser.Advance();
                return Names(parser, ObjectKind.Database);
            case Keyword.Function or Keyword.Procedure or Keyword.Routine:
                parser.Advance();
                return ReadFunctions(parser);
            case Keyword.Language or Keyword.Tablespace or Keyword.Parameter or Keyword.Large or Keyword.Foreign:
                return ReadOthers(parser);
            default:
                return Objects(ObjectKind.Table, parser.ReadQualifiedNames());
        }
    }

    private static List<ObjectId> Objects(ObjectKind kind, List<ObjectName> names) => [.. names.Select(name => new ObjectId(kind, name))];

    private static List<ObjectId> Names(StatementParser parser, ObjectKind kind) =>
        [.. parser.ReadNames().Select(name => new ObjectId(kind, new ObjectName(null, name)))];

    private static List<ObjectId> ReadFunctions(StatementParser parser)
    {
        var functions = new List<ObjectId>();

        do
        {
            var (name, arguments) = FunctionSignatures.Read(parser);
            functions.Add(new ObjectId(ObjectKind.Function, name, arguments));
        }
        while (parser.Accept(TokenKind.Comma));

        return functions;
    }

    private static List<ObjectId> ReadOthers(StatementParser parser)
    {
        var what = parser.TakeIdentifier();

        if (what == "foreign")
        {
            what = parser.Accept(Keyword.Server) ? "foreign server" : "foreign data wrapper";

            if (what == "foreign data wrapper")
            {
                parser.Expect(Keyword.Data);
                parser.Expect(Keyword.Wrapper);
            }
        }
        else if (what == "large")
        {
            parser.Expect(Keyword.Object);
            return ReadNumbers(parser);
        }

        var others = new List<ObjectId>();

        do
        {
            var name = parser.ReadName();

            while (parser.Accept(TokenKind.Dot))
            {
                name += "." + parser.ReadName();
            }

            others.Add(new ObjectId(ObjectKind.Other, new ObjectName(null, name), what));
        }
        while (parser.Accept(TokenKind.Comma));

        return others;
    }

    private static List<ObjectId> ReadNumbers(StatementParser parser)
    {
        var objects = new List<ObjectId>();

        do
        {
            objects.Add(new ObjectId(ObjectKind.Other, new ObjectName(null, SequenceOptions.ReadNumber(parser)), "large object"));
        }
        while (parser.Accept(TokenKind.Comma));

        return objects;
    }

    private static EquatableList<string> ReadGrantees(StatementParser parser, bool grants)
    {
        parser.Expect(grants ? Keyword.To : Keyword.From);
        var grantees = new List<string>();

        do
        {
            parser.Accept(Keyword.Group);
            grantees.Add(parser.ReadRole());
        }
        while (parser.Accept(TokenKind.Comma));

        return [.. grantees];
    }

    private static void ReadGrantedBy(StatementParser parser)
    {
        if (parser.Accept(Keyword.Granted))
        {
            parser.Expect(Keyword.By);
            parser.ReadRole();
        }
    }

    private static void ReadRoles(StatementParser parser, EquatableList<string> roles, bool grants)
    {
        parser.Draft.Kind = "GrantRoleStmt";
        var grantees = ReadGrantees(parser, grants);
        var admin = grants && ReadRoleOptions(parser);
        ReadGrantedBy(parser);

        if (!grants)
        {
            parser.AcceptCascade();
        }

        parser.Draft.Add(grants ? new GrantRole(roles, grantees) { WithAdminOption = admin } : new RevokeRole(roles, grantees));
    }

    // WITH ADMIN OPTION, WITH INHERIT TRUE, SET FALSE (PostgreSQL 16)
    private static bool ReadRoleOptions(StatementParser parser)
    {
        var admin = false;

        if (!parser.Accept(Keyword.With))
        {
            return false;
        }

        do
        {
            var isAdmin = parser.Is(Keyword.Admin);
            parser.ReadLabel();
            var refused = parser.Is(Keyword.False);

            if (!parser.Accept(Keyword.Option) && !parser.Accept(Keyword.True) && !parser.Accept(Keyword.False))
            {
                parser.Fail("expected OPTION, TRUE or FALSE");
            }

            admin |= isAdmin && !refused;
        }
        while (parser.Accept(TokenKind.Comma));

        return admin;
    }
}
