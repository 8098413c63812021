using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Commands of ALTER TABLE that are about the relation as a whole.</summary>
internal static class AlterTableOptions
{
    public static void Read(StatementParser parser, ObjectId relation)
    {
        switch (parser.Keyword)
        {
            case Keyword.Owner:
                parser.Advance();
                parser.Expect(Keyword.To);
                AlterTableCommands.Add(parser, "AT_ChangeOwner", new ChangeOwner(relation, parser.ReadRole()));
                break;
            case Keyword.Set:
                parser.Advance();
                ReadSet(parser, relation);
                break;
            case Keyword.Reset:
                ReadOption(parser, relation, "AT_ResetRelOptions");
                break;
            case Keyword.Cluster:
                parser.Advance();
                parser.Expect(Keyword.On);
                AlterTableCommands.Add(parser, "AT_ClusterOn", new SetTableOption(relation.Name, "CLUSTER ON " + parser.ReadName()));
                break;
            case Keyword.Inherit:
                parser.Advance();
                AlterTableCommands.Add(parser, "AT_AddInherit", new ChangeInheritance(relation.Name, parser.ReadQualifiedName(), true));
                break;
            case Keyword.No:
                parser.Advance();
                parser.Expect(Keyword.Inherit);
                AlterTableCommands.Add(parser, "AT_DropInherit", new ChangeInheritance(relation.Name, parser.ReadQualifiedName(), false));
                break;
            case Keyword.Of:
                parser.Advance();
                AlterTableCommands.Add(parser, "AT_AddOf", new SetTableOption(relation.Name, "OF " + parser.ReadQualifiedName()));
                break;
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Of);
                AlterTableCommands.Add(parser, "AT_DropOf", new SetTableOption(relation.Name, "NOT OF"));
                break;
            case Keyword.Replica:
                ReadReplicaIdentity(parser, relation.Name);
                break;
            case Keyword.Options:
                TableOptions.ReadForeignOptions(parser);
                AlterTableCommands.Add(parser, "AT_GenericOptions", new SetTableOption(relation.Name, "OPTIONS"));
                break;
            default:
                parser.Fail("expected a command of ALTER TABLE");
                break;
        }
    }

    private static void ReadSet(StatementParser parser, ObjectId relation)
    {
        switch (parser.Keyword)
        {
            case Keyword.Logged or Keyword.Unlogged:
                var logged = parser.Is(Keyword.Logged);
                parser.Advance();
                AlterTableCommands.Add(
                    parser,
                    logged ? "AT_SetLogged" : "AT_SetUnLogged",
                    new SetTablePersistence(relation.Name, logged ? Persistence.Permanent : Persistence.Unlogged));
                break;
            case Keyword.Without:
                parser.Advance();
                var cluster = parser.ExpectOneOf(Keyword.Cluster, Keyword.Oids).Text == "CLUSTER";
                AlterTableCommands.Add(
                    parser,
                    cluster ? "AT_DropCluster" : "AT_DropOids",
                    new SetTableOption(relation.Name, cluster ? "SET WITHOUT CLUSTER" : "SET WITHOUT OIDS"));
                break;
            case Keyword.Access:
                parser.Advance();
                parser.Expect(Keyword.Method);
                var method = parser.Is(Keyword.Default) ? parser.TakeIdentifier() : parser.ReadName();
                AlterTableCommands.Add(
                    parser,
                    "AT_SetAccessMethod",
                    new SetTableOption(relation.Name, "SET ACCESS METHOD " + method) { Rewrites = true });
                break;
            case Keyword.Tablespace:
                parser.Advance();
                ReadTablespace(parser, relation);
                break;
            default:
                parser.MoveTo(parser.Position - 1);
                ReadOption(parser, relation, "AT_SetRelOptions");
                break;
        }
    }

    private static void ReadTablespace(StatementParser parser, ObjectId relation)
    {
        var what = "SET TABLESPACE " + parser.ReadName();
        Change change = relation.Kind == ObjectKind.Index
            ? new SetIndexOption(relation.Name, what)
            : new SetTableOption(relation.Name, what) { Rewrites = true };
        AlterTableCommands.Add(parser, "AT_SetTableSpace", change);
    }

    // SET (…) or RESET (…)
    private static void ReadOption(StatementParser parser, ObjectId relation, string subkind)
    {
        var verb = parser.Is(Keyword.Set) ? "SET" : "RESET";
        parser.Advance();
        var what = $"{verb} ({string.Join(", ", TableOptions.ReadParameters(parser))})";
        Change change = relation.Kind == ObjectKind.Index ? new SetIndexOption(relation.Name, what) : new SetTableOption(relation.Name, what);
        AlterTableCommands.Add(parser, subkind, change);
    }

    private static void ReadReplicaIdentity(StatementParser parser, ObjectName table)
    {
        parser.Advance();
        parser.Expect(Keyword.Identity);
        string what;

        if (parser.Accept(Keyword.Using))
        {
            parser.Expect(Keyword.Index);
            what = "USING INDEX " + parser.ReadName();
        }
        else if (parser.Keyword is Keyword.Nothing or Keyword.Full or Keyword.Default)
        {
            what = parser.TakeIdentifier().ToUpperInvariant();
        }
        else
        {
            parser.Fail("expected NOTHING, FULL, DEFAULT or USING INDEX");
            return;
        }

        AlterTableCommands.Add(parser, "AT_ReplicaIdentity", new SetReplicaIdentity(table, what));
    }
}
