using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A column of PostgreSQL that is there on both sides of the step.</summary>
internal static class ColumnAlteration
{
    public static void Undo(Undoing undo, Table table, ColumnDefinition before, ColumnDefinition after)
    {
        if (before == after)
        {
            return;
        }

        if (before.GenerationExpression != after.GenerationExpression)
        {
            Regenerate(undo, table, before, after);
            return;
        }

        var name = table.Id.Name;
        var retypes = before.Type != after.Type || before.Collation != after.Collation;

        if (before.Identity != after.Identity && before.Identity == IdentityKind.None)
        {
            undo.Run(undo.Write.AlterColumn(name, before.Name, "DROP IDENTITY"));
        }

        // A default is cast along with the type, and may be beyond the old one.
        if (after.Default is not null && (retypes || before.Default is null))
        {
            undo.Run(undo.Write.DropDefault(name, before.Name));
        }

        if (before.NotNull != after.NotNull && !before.NotNull)
        {
            undo.Run(undo.Write.DropNotNull(name, before.Name));
        }

        if (retypes)
        {
            TypeReversal.Undo(undo, table, before, after);
        }

        if (before.Default is not null && (retypes || before.Default != after.Default))
        {
            undo.Run(undo.Write.SetDefault(name, before.Name, before.Default));
        }

        if (before.NotNull && !after.NotNull)
        {
            SetNotNull(undo, name, before.Name);
        }

        Identify(undo, name, before, after);
        Describe(undo, name, before, after);
    }

    /// <summary>A column that the migration made may be empty now, and goes in the end.</summary>
    public static void SetNotNull(Undoing undo, ObjectName table, string column)
    {
        if (undo.Lineage.Of(table)?.OriginOf(column) is not null)
        {
            undo.Run(undo.Write.SetNotNull(table, column));
        }
    }

    private static void Identify(Undoing undo, ObjectName table, ColumnDefinition before, ColumnDefinition after)
    {
        if (before.Identity == after.Identity || before.Identity == IdentityKind.None)
        {
            return;
        }

        var kind = before.Identity == IdentityKind.Always ? "ALWAYS" : "BY DEFAULT";
        undo.Run(undo.Write.AlterColumn(table, before.Name, after.Identity == IdentityKind.None ? $"ADD GENERATED {kind} AS IDENTITY" : $"SET GENERATED {kind}"));

        if (after.Identity == IdentityKind.None && undo.Before.Referrers(ObjectId.Table(table)).OfType<Sequence>().FirstOrDefault(one => one.OwnedBy == ObjectId.Column(table, before.Name)) is { } sequence)
        {
            RowReversal.RestoreSequence(undo, sequence);
        }
    }

    private static void Describe(Undoing undo, ObjectName table, ColumnDefinition before, ColumnDefinition after)
    {
        if (before.Comment != after.Comment)
        {
            undo.Run(undo.Write.Comment(ObjectId.Column(table, before.Name), before.Comment));
        }

        if (before.Options != after.Options)
        {
            undo.Run(ColumnOptionText.Undo(before, after.Options).Select(clause => undo.Write.AlterColumn(table, before.Name, clause)));
        }
    }

    private static void Regenerate(Undoing undo, Table table, ColumnDefinition before, ColumnDefinition after)
    {
        var name = table.Id.Name;

        if (before.GenerationExpression is not null && after.GenerationExpression is not null)
        {
            undo.Run(undo.Write.AlterColumn(name, before.Name, $"SET EXPRESSION AS ({before.GenerationExpression})"));
            return;
        }

        // DROP EXPRESSION has no inverse: the column is made anew, with what stood on it.
        var part = ObjectId.Column(name, before.Name);
        var users = undo.After.Referrers(part).Where(user => user is not (Table or Privilege) && SchemaLinks.Uses(user, undo.After, part));
        Suspension.Around(undo, users, () => undo.Run(
        [
            undo.Write.DropColumn(name, before.Name),
            undo.Write.AddColumn(name, before),
            .. table.Constraints.Where(constraint => ColumnUse.In(constraint, before.Name, Dialect.PostgreSql)).Select(constraint => undo.Write.AddConstraint(name, constraint)),
        ]));
    }
}
