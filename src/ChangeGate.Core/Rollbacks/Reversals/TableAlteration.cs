using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A table that is there on both sides of the step, brought back from what it is after to what it was before.</summary>
internal sealed class TableAlteration(Undoing undo, Table before, Table after)
{
    private ObjectName Name => before.Id.Name;

    private DdlWriter Write => undo.Write;

    public static void Undo(Undoing undo, Table before, Table after)
    {
        if (before == after)
        {
            return;
        }

        if (undo.IsSqlite)
        {
            SqliteRebuild.Undo(undo, before, after);
            return;
        }

        new TableAlteration(undo, before, after).Alter();
    }

    /// <summary>Foreign keys come last, when every table that they point at is there with its rows.</summary>
    public static void UndoForeignKeys(Undoing undo, Table? before, Table? after)
    {
        if (before is not null && after is not null && !undo.IsSqlite)
        {
            new TableAlteration(undo, before, after).AddConstraints(before.Constraints.Where(constraint => constraint.Kind == ConstraintKind.ForeignKey));
        }
    }

    private void Alter()
    {
        DropConstraints();

        foreach (var column in after.Columns.Where(column => before.Column(column.Name) is null))
        {
            undo.Drop(Write.DropColumn(Name, column.Name, undo.IfExists));
        }

        foreach (var column in before.Columns)
        {
            if (after.Column(column.Name) is { } changed)
            {
                ColumnAlteration.Undo(undo, before, column, changed);
            }
            else
            {
                ColumnRecreation.Undo(undo, before, column);
            }
        }

        AddConstraints(before.Constraints.Where(constraint => constraint.Kind != ConstraintKind.ForeignKey));
        AlterTable();
    }

    private void DropConstraints()
    {
        foreach (var constraint in after.Constraints.Where(constraint => constraint.Name is not null && Same(before, constraint) is null))
        {
            undo.Drop(Write.DropConstraint(Name, constraint.Name!, undo.IfExists));
        }
    }

    private void AddConstraints(IEnumerable<ConstraintDefinition> constraints)
    {
        foreach (var constraint in constraints)
        {
            var kept = Same(after, constraint);

            if (kept is null)
            {
                AddConstraint(constraint);
            }
            else if (kept.Deferrable != constraint.Deferrable || kept.InitiallyDeferred != constraint.InitiallyDeferred)
            {
                var deferrable = constraint.Deferrable ? "DEFERRABLE" : "NOT DEFERRABLE";
                undo.Run($"ALTER TABLE {Write.Name(Name)} ALTER CONSTRAINT {Write.Name(constraint.Name!)} {deferrable} INITIALLY {(constraint.InitiallyDeferred ? "DEFERRED" : "IMMEDIATE")}");
            }

            if (constraint.Name is not null && constraint.Comment != kept?.Comment)
            {
                undo.Run(Write.Comment(new ObjectId(ObjectKind.Constraint, Name, constraint.Name), constraint.Comment));
            }
        }
    }

    private void AddConstraint(ConstraintDefinition constraint)
    {
        if (constraint.Kind == ConstraintKind.NotNull)
        {
            return;
        }

        // The rows of a column that the migration itself made are not there again, so nothing can be asked of them.
        undo.Run(Write.AddConstraint(Name, constraint));
    }

    // Deferrability can be altered in place; anything else takes another constraint.
    private static ConstraintDefinition? Same(Table table, ConstraintDefinition constraint) => table.Constraints.FirstOrDefault(other =>
        other.Name == constraint.Name
        && other with { Deferrable = constraint.Deferrable, InitiallyDeferred = constraint.InitiallyDeferred, Comment = constraint.Comment, UsingIndex = constraint.UsingIndex } == constraint
        && (constraint.Kind == ConstraintKind.ForeignKey || (other.Deferrable == constraint.Deferrable && other.InitiallyDeferred == constraint.InitiallyDeferred)));

    private void AlterTable()
    {
        var table = $"ALTER TABLE {Write.Name(Name)}";

        if (before.Persistence != after.Persistence && before.Persistence != Persistence.Temporary)
        {
            undo.Run($"{table} SET {(before.Persistence == Persistence.Unlogged ? "UNLOGGED" : "LOGGED")}");
        }

        if (before.RowSecurity != after.RowSecurity)
        {
            undo.Run($"{table} {(before.RowSecurity ? "ENABLE" : "DISABLE")} ROW LEVEL SECURITY");
        }

        if (before.ForceRowSecurity != after.ForceRowSecurity)
        {
            undo.Run($"{table} {(before.ForceRowSecurity ? "FORCE" : "NO FORCE")} ROW LEVEL SECURITY");
        }

        undo.Run(OptionText.Undo(before.Options, after.Options).Select(clause => $"{table} {clause}"));
        undo.Run(after.Inherits.Except(before.Inherits).Select(parent => $"{table} NO INHERIT {Write.Name(parent)}"));
        undo.Run(before.Inherits.Except(after.Inherits).Select(parent => $"{table} INHERIT {Write.Name(parent)}"));

        if (before.Comment != after.Comment)
        {
            undo.Run(Write.Comment(before.Id, before.Comment));
        }
    }
}
