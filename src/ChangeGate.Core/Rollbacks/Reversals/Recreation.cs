using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Objects that the step took away, made again: structure, then rows, then what watches over rows.</summary>
internal sealed class Recreation(Undoing undo, IEnumerable<SchemaObject> gone)
{
    private readonly IReadOnlyList<SchemaObject> _order = CreationOrder.Of([.. gone]);

    private IEnumerable<Table> Tables => _order.OfType<Table>();

    public void Write()
    {
        foreach (var value in _order.Where(value => value is not (Index or View or Trigger or RowPolicy or Privilege) && !IsLateFunction(value)))
        {
            Create(value);
        }

        Own();
        Rows();
        Run(undo.IsSqlite ? [] : Tables.SelectMany(table => table.Constraints.Where(IsLate).Select(constraint => undo.Write.AddConstraint(table.Id.Name, constraint))));

        foreach (var value in _order.Where(value => value is Index or View or Trigger or RowPolicy || IsLateFunction(value)))
        {
            Create(value);
        }

        Run(Tables.SelectMany(Security));
        Run(_order.SelectMany(Comments));
        Run(_order.OfType<Privilege>().SelectMany(privilege => undo.Write.Grant(privilege.On, privilege.Privileges, privilege.Grantee)));
    }

    /// <summary>A foreign key waits for the rows of both tables; a check that old rows need not meet can only be added.</summary>
    public static bool IsLate(ConstraintDefinition constraint) => constraint.NotValid || constraint.Kind == ConstraintKind.ForeignKey;

    private void Run(IEnumerable<string> statements) => undo.Run(statements);

    private bool IsLateFunction(SchemaObject value) => value is Function && !_order.OfType<Table>().Any(table => table.DependsOn.Any(id => id.Kind == ObjectKind.Function && id.Name == value.Id.Name));

    private void Create(SchemaObject value)
    {
        switch (value)
        {
            case NamedSchema:
                undo.Run($"CREATE SCHEMA {undo.Write.Name(value.Id.Name.Name)}");
                break;
            case Extension extension:
                undo.Run($"CREATE EXTENSION {undo.Write.Name(value.Id.Name.Name)}{(extension.InSchema is { } schema ? $" WITH SCHEMA {undo.Write.Name(schema)}" : "")}");
                break;
            case UserType type:
                CreateFrom(value, undo.Write.CreateType(type));
                break;
            case Sequence sequence when !IsIdentity(sequence):
                undo.Run(undo.Write.CreateSequence(sequence));
                break;
            case Table table:
                CreateTable(table);
                break;
            case Index { Constraint: null } index when !IsOfPartition(index):
                CreateIndex(index);
                break;
            case View or Function or RowPolicy:
                Define(value);
                break;
            case Trigger trigger:
                CreateTrigger(trigger);
                break;
            case OtherObject other:
                CreateFrom(value, other.Definition);
                break;
        }
    }

    // Whether a view or trigger uses a column is read from its text: it may have stayed where the engine knew better.
    private void Define(SchemaObject value)
    {
        var replaces = undo is { Change: DropColumn { Cascade: true }, IsSqlite: false };

        if (value is View view && !undo.IsSqlite && DefinitionText.TakesAllColumns(view) && undo.Archives.Start.Find<View>(view.Id)?.Definition == view.Definition)
        {
            undo.Archives.View(view.Id.Name);
            undo.Run(undo.Restore.CreateView(undo.Archives.ViewArchive, view.Id.Name, DefinitionText.Head(view, replaces, undo.Write)));
            return;
        }

        undo.Run(replaces ? DefinitionText.Replacing(value, undo.Write) : [DefinitionText.Of(value, undo.Write)]);
    }

    private void CreateFrom(SchemaObject value, string? definition)
    {
        if (definition is null)
        {
            undo.Refuse($"The definition of `{value.Id}` is not known, so it cannot be made again.");
            return;
        }

        undo.Run(definition);
    }

    private void CreateTable(Table table)
    {
        if (!table.ColumnsKnown)
        {
            undo.Refuse($"`{table.Id}` was made from a query, and its columns are not known.");
            return;
        }

        // SQLite cannot add a constraint later: its foreign keys are checked when rows are written, not when the table is made.
        var early = undo.IsSqlite ? table.Constraints : [.. table.Constraints.Where(constraint => !IsLate(constraint))];
        var columns = table.Columns.Select(column => column with { Serial = false });
        undo.Run(undo.Write.CreateTable(table with { Constraints = early, Columns = [.. columns] }));

        if (table is { PartitionOf: { } parent, PartitionBound: { } bound })
        {
            // The engine takes an index of the partition for the one that its parent asks for, and so the index keeps its name.
            Run(_order.OfType<Index>().Where(index => index.Constraint is null && index.Definition.Table == table.Id.Name).Select(index => undo.Write.CreateIndex(index.Definition, concurrently: false)));
            undo.Run(undo.Write.AttachPartition(parent, table.Id.Name, bound));
        }
    }

    private void CreateIndex(Index index) =>
        undo.Run(undo.Write.CreateIndex(index.Definition, concurrently: false, ifNotExists: undo is { Change: DropColumn { Cascade: true }, IsSqlite: false }));

    private void CreateTrigger(Trigger trigger)
    {
        Define(trigger);

        if (!trigger.Enabled)
        {
            undo.Run($"ALTER TABLE {undo.Write.Name(trigger.Id.Name)} DISABLE TRIGGER {undo.Write.Name(trigger.Id.Part!)}");
        }
    }

    private void Own()
    {
        foreach (var sequence in _order.OfType<Sequence>().Where(sequence => sequence.OwnedBy is not null && !IsIdentity(sequence)))
        {
            undo.Run(undo.Write.OwnSequence(sequence.Id.Name, sequence.OwnedBy));
        }
    }

    private void Rows()
    {
        // With foreign keys on, SQLite writes no row under one whose table is not there: one that went too comes back only later.
        undo.NeedsForeignKeysOff |= undo.IsSqlite && Tables.Any(table => table.Constraints.Any(constraint => constraint.References is { } reference && IsAbsent(ObjectId.Table(reference.Table))));

        // Rows of a partition come back through the table that it is part of.
        foreach (var table in ForeignKeyOrder.Of(Tables.Where(table => table.PartitionOf is not { } parent || _order.All(other => other.Id != ObjectId.Table(parent)))))
        {
            RowReversal.RestoreTable(undo, table);
        }

        foreach (var sequence in _order.OfType<Sequence>())
        {
            RowReversal.RestoreSequence(undo, sequence);
        }
    }

    private bool IsAbsent(ObjectId table) => !undo.After.Contains(table) && !_order.Any(other => other.Id == table);

    private IEnumerable<string> Security(Table table)
    {
        if (table.RowSecurity)
        {
            yield return $"ALTER TABLE {undo.Write.Name(table.Id.Name)} ENABLE ROW LEVEL SECURITY";
        }

        if (table.ForceRowSecurity)
        {
            yield return $"ALTER TABLE {undo.Write.Name(table.Id.Name)} FORCE ROW LEVEL SECURITY";
        }
    }

    private IEnumerable<string> Comments(SchemaObject value)
    {
        if (undo.IsSqlite)
        {
            yield break;
        }

        if (value is { Comment: { } comment } and not Privilege)
        {
            yield return undo.Write.Comment(value.Id, comment);
        }

        foreach (var column in (value as Table)?.Columns.Where(column => column.Comment is not null) ?? [])
        {
            yield return undo.Write.Comment(ObjectId.Column(value.Id.Name, column.Name), column.Comment);
        }

        foreach (var constraint in (value as Table)?.Constraints.Where(constraint => constraint.Comment is not null) ?? [])
        {
            yield return undo.Write.Comment(new ObjectId(ObjectKind.Constraint, value.Id.Name, constraint.Name), constraint.Comment);
        }
    }

    /// <summary>The engine makes the sequence of an identity column with the column.</summary>
    private bool IsIdentity(Sequence sequence) =>
        sequence.OwnedBy is { Part: { } column } owner && undo.Before.Find<Table>(ObjectId.Table(owner.Name))?.Column(column)?.Identity is not (null or IdentityKind.None);

    // Made before its partition was attached.
    private bool IsOfPartition(Index index) => Tables.Any(table => table.PartitionOf is not null && table.Id.Name == index.Definition.Table);
}
