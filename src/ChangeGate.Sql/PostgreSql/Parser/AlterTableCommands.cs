using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>One command of ALTER TABLE: its subtype in PostgreSQL's own words, and what it changes.</summary>
internal static class AlterTableCommands
{
    public static void Read(StatementParser parser, ObjectId relation)
    {
        var keyword = parser.Keyword;

        switch (keyword)
        {
            case Keyword.Add:
                parser.Advance();
                ReadAdd(parser, relation);
                break;
            case Keyword.Drop:
                parser.Advance();
                ReadDrop(parser, relation.Name);
                break;
            case Keyword.Alter:
                parser.Advance();
                ReadAlter(parser, relation.Name);
                break;
            case Keyword.Validate:
                parser.Advance();
                parser.Expect(Keyword.Constraint);
                Add(parser, "AT_ValidateConstraint", new ValidateConstraint(relation.Name, parser.ReadName()));
                break;
            case Keyword.Attach or Keyword.Detach:
                ReadPartition(parser, relation);
                break;
            case Keyword.Enable or Keyword.Disable or Keyword.Force:
            case Keyword.No when parser.Ahead(1).Keyword == Keyword.Force:
                AlterTableSwitches.Read(parser, relation.Name);
                break;
            default:
                AlterTableOptions.Read(parser, relation);
                break;
        }
    }

    public static void Add(StatementParser parser, string subkind, Change change)
    {
        parser.Draft.AddSubkind(subkind);
        parser.Draft.Add(change);
    }

    private static void ReadAdd(StatementParser parser, ObjectId relation)
    {
        if (ConstraintReader.IsNext(parser))
        {
            Add(parser, "AT_AddConstraint", new AddConstraint(relation.Name, ConstraintReader.Read(parser)));
            return;
        }

        parser.Accept(Keyword.Column);
        var ifNotExists = parser.AcceptIfNotExists();
        var column = ColumnReader.Read(parser);
        Add(parser, "AT_AddColumn", new AddColumn(relation.Name, column.Column) { Constraints = column.Constraints, IfNotExists = ifNotExists });
    }

    private static void ReadDrop(StatementParser parser, ObjectName table)
    {
        if (parser.Accept(Keyword.Constraint))
        {
            var exists = parser.AcceptIfExists();
            var constraint = parser.ReadName();
            var cascade = parser.AcceptCascade();
            Add(parser, "AT_DropConstraint", new DropConstraint(table, constraint) { IfExists = exists, Cascade = cascade });
            return;
        }

        parser.Accept(Keyword.Column);
        var ifExists = parser.AcceptIfExists();
        var column = parser.ReadName();
        var cascades = parser.AcceptCascade();
        Add(parser, "AT_DropColumn", new DropColumn(table, column) { IfExists = ifExists, Cascade = cascades });
    }

    private static void ReadAlter(StatementParser parser, ObjectName table)
    {
        if (parser.Accept(Keyword.Constraint))
        {
            ReadAlterConstraint(parser, table);
            return;
        }

        parser.Accept(Keyword.Column);

        // SET STATISTICS of an index names its column by number.
        var byNumber = parser.Is(TokenKind.Integer) && parser.Ahead(1).Keyword == Keyword.Set && parser.Ahead(2).Keyword == Keyword.Statistics;
        var column = byNumber ? SequenceOptions.ReadNumber(parser) : parser.ReadName();
        AlterColumnReader.Read(parser, table, column);
    }

    private static void ReadAlterConstraint(StatementParser parser, ObjectName table)
    {
        var name = parser.ReadName();
        var start = parser.Position;
        bool? deferrable = null;
        bool? deferred = null;
        bool? enforced = null;
        parser.Accept(Keyword.Inherit);

        while (ConstraintAttributes.IsNext(parser))
        {
            var negated = parser.Is(Keyword.Not) || parser.Is(Keyword.No);
            var what = negated ? parser.Ahead(1).Keyword : parser.Keyword;
            var read = ConstraintAttributes.Read(parser, new ConstraintDefinition { Kind = ConstraintKind.Check });
            deferrable = what == Keyword.Deferrable || read.InitiallyDeferred ? !negated : deferrable;
            deferred = what == Keyword.Initially ? read.InitiallyDeferred : deferred;
            enforced = what == Keyword.Enforced ? !negated : enforced;
        }

        Add(
            parser,
            "AT_AlterConstraint",
            new AlterConstraint(table, name, parser.TextFrom(start)) { Deferrable = deferrable, InitiallyDeferred = deferred, Enforced = enforced });
    }

    private static void ReadPartition(StatementParser parser, ObjectId relation)
    {
        var attaches = parser.Is(Keyword.Attach);
        parser.Advance();
        parser.Expect(Keyword.Partition);
        var partition = parser.ReadQualifiedName();

        if (!attaches)
        {
            var concurrent = parser.Accept(Keyword.Concurrently);
            var finalize = !concurrent && parser.Accept(Keyword.Finalize);
            parser.Draft.Concurrent |= concurrent;
            parser.Draft.NeedsAutocommit |= concurrent;
            Add(
                parser,
                finalize ? "AT_DetachPartitionFinalize" : "AT_DetachPartition",
                new DetachPartition(relation.Name, partition) { Concurrent = concurrent, Finalizes = finalize });
        }
        else if (relation.Kind == ObjectKind.Index)
        {
            Add(parser, "AT_AttachPartition", new AttachIndex(relation.Name, partition));
        }
        else
        {
            Add(parser, "AT_AttachPartition", new AttachPartition(relation.Name, partition, TableStatements.ReadBound(parser)));
        }
    }
}
