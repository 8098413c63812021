using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Schemas, and sequences beside them.</summary>
internal static class SchemaStatements
{
    /// <summary>CREATE SCHEMA, behind CREATE: with the statements that may stand in it.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.Kind = "CreateSchemaStmt";
        parser.Expect(Keyword.Schema);
        var ifNotExists = parser.AcceptIfNotExists();
        var name = parser.Is(Keyword.Authorization) ? null : parser.ReadName();

        if (parser.Accept(Keyword.Authorization))
        {
            var role = parser.ReadRole();
            name ??= role;
        }

        parser.Draft.Add(new CreateSchema(name ?? "") { IfNotExists = ifNotExists, Span = parser.SpanFrom(parser.StatementStart) });

        while (parser.Keyword is Keyword.Create or Keyword.Grant)
        {
            ReadElement(parser, name!);
        }
    }

    /// <summary>ALTER SCHEMA, behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Expect(Keyword.Schema);
        var name = parser.ReadName();

        if (!OwnershipStatements.TryRead(parser, new ObjectId(ObjectKind.Schema, new ObjectName(null, name)), newName => new RenameSchema(name, newName)))
        {
            parser.Fail("expected RENAME TO or OWNER TO");
        }
    }

    /// <summary>CREATE SEQUENCE, behind CREATE and the words of persistence.</summary>
    public static void ReadCreateSequence(StatementParser parser, Persistence persistence)
    {
        parser.Draft.Kind = "CreateSeqStmt";
        parser.Expect(Keyword.Sequence);
        var ifNotExists = parser.AcceptIfNotExists();
        var name = parser.ReadQualifiedName();
        var (options, owner) = ReadOptions(parser);

        parser.Draft.Add(new CreateSequence(name)
        {
            IfNotExists = ifNotExists,
            Temporary = persistence == Persistence.Temporary,
            OwnedBy = owner,
            Options = [.. options],
        });
    }

    /// <summary>ALTER SEQUENCE, behind ALTER.</summary>
    public static void ReadAlterSequence(StatementParser parser)
    {
        parser.Expect(Keyword.Sequence);
        var start = parser.Position;
        var ifExists = parser.AcceptIfExists();
        var name = parser.ReadQualifiedName();

        // Renames, owners and persistence are those of any relation.
        if (parser.Keyword is Keyword.Rename or Keyword.Set or Keyword.Owner)
        {
            parser.MoveTo(start);
            AlterTableStatements.Read(parser, ObjectKind.Sequence);
            return;
        }

        parser.Draft.Kind = "AlterSeqStmt";
        var (options, owner) = ReadOptions(parser);

        if (options.Count == 0 && owner is null)
        {
            parser.Fail("expected an option of the sequence");
        }

        parser.Draft.Add(new AlterSequence(name)
        {
            IfExists = ifExists,
            Restarts = options.Exists(option => option.StartsWith("RESTART", StringComparison.Ordinal)),
            OwnedBy = owner,
            Options = [.. options],
        });
    }

    private static (List<string> Options, ObjectId? Owner) ReadOptions(StatementParser parser)
    {
        var options = new List<string>();
        ObjectId? owner = null;

        while (!parser.AtEnd)
        {
            if (parser.Accept(Keyword.Owned, Keyword.By))
            {
                owner = SequenceOptions.ReadOwner(parser);

                if (owner is null)
                {
                    options.Add("OWNED BY NONE");
                }
            }
            else if (SequenceOptions.Read(parser) is { } option)
            {
                options.Add(option);
            }
            else
            {
                break;
            }
        }

        return (options, owner);
    }

    private static void ReadElement(StatementParser parser, string schema)
    {
        var first = parser.Draft.Changes.Count;
        var inner = parser.ReadInner(StatementReader.Read);

        if (inner.Kind is not ("CreateStmt" or "IndexStmt" or "CreateSeqStmt" or "CreateTrigStmt" or "GrantStmt" or "ViewStmt"))
        {
            parser.Fail("expected a statement that may stand in CREATE SCHEMA");
        }

        for (var index = first; index < parser.Draft.Changes.Count; index++)
        {
            parser.Draft.Changes[index] = InSchema(parser.Draft.Changes[index], schema);
        }
    }

    // What is made inside CREATE SCHEMA lies in that schema.
    private static Change InSchema(Change change, string schema) => change switch
    {
        CreateTable { Table.Schema: null } table => table with { Table = table.Table with { Schema = schema } },
        CreateView { View.Schema: null } view => view with { View = view.View with { Schema = schema } },
        CreateSequence { Sequence.Schema: null } sequence => sequence with { Sequence = sequence.Sequence with { Schema = schema } },
        CreateIndex { Index.Table.Schema: null } index => index with { Index = index.Index with { Table = index.Index.Table with { Schema = schema } } },
        CreateTrigger { Table.Schema: null } trigger => trigger with { Table = trigger.Table with { Schema = schema } },
        GrantPrivilege { Object: { Name.Schema: null, Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Sequence or ObjectKind.Function or ObjectKind.Type } on } grant =>
            grant with { Object = on with { Name = on.Name with { Schema = schema } } },
        _ => change,
    };
}
