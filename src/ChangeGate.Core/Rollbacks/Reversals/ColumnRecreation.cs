using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A column of PostgreSQL that the step took away, made again with its values. Constraints and indexes follow apart.</summary>
internal static class ColumnRecreation
{
    public static void Undo(Undoing undo, Table table, ColumnDefinition column)
    {
        var name = table.Id.Name;

        if (table.Columns[^1].Name != column.Name)
        {
            undo.Note($"`{name}.{column.Name}` comes back as the last column of its table: PostgreSQL cannot put it in its old place.");
        }

        if (undo.Lineage.Of(name)?.OriginOf(column.Name) is not { } origin || column.Generated != GeneratedKind.None)
        {
            undo.Run(undo.Write.AddColumn(name, column with { NotNull = column is { NotNull: true, Generated: not GeneratedKind.None }, Serial = false, Default = null }));
            return;
        }

        var sequence = undo.Before.Referrers(table.Id).OfType<Sequence>().FirstOrDefault(one => one.OwnedBy == ObjectId.Column(name, column.Name));

        if (sequence is not null && column.Identity == IdentityKind.None)
        {
            undo.Run(undo.Write.CreateSequence(sequence));
        }

        undo.Run(undo.Write.AddColumn(name, column with { NotNull = false, Serial = false, Identity = IdentityKind.None }));
        Values(undo, table, origin);
        Finish(undo, name, column, sequence);
    }

    private static void Values(Undoing undo, Table table, string origin)
    {
        var source = undo.Lineage.Of(table.Id.Name)!.Origin!;

        if (undo.Archives.KeyOf(source) is null && table.PartitionBy is not null)
        {
            undo.Lose($"`{table.Id}` has no key, so the values of `{origin}` cannot be given back to its rows.");
            return;
        }

        var archive = undo.Archives.Values(source, [origin]);
        archive.KeepsUnchanged = true;
        RowReversal.RestoreValues(undo, archive, [origin]);
    }

    private static void Finish(Undoing undo, ObjectName table, ColumnDefinition column, Sequence? sequence)
    {
        if (column.NotNull)
        {
            undo.Run(undo.Write.SetNotNull(table, column.Name));

            if (column is { Default: null, Identity: IdentityKind.None })
            {
                undo.Note($"Rows of `{table}` written after the migration have no value for `{column.Name}`: the rollback stops if there are any.");
            }
        }

        if (column.Identity != IdentityKind.None)
        {
            undo.Run(undo.Write.AlterColumn(table, column.Name, $"ADD GENERATED {(column.Identity == IdentityKind.Always ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY"));
        }
        else if (sequence is not null)
        {
            undo.Run(undo.Write.OwnSequence(sequence.Id.Name, sequence.OwnedBy));
        }

        if (sequence is not null)
        {
            RowReversal.RestoreSequence(undo, sequence);
        }

        if (column.Comment is not null)
        {
            undo.Run(undo.Write.Comment(ObjectId.Column(table, column.Name), column.Comment));
        }

        undo.Run(ColumnOptionText.Undo(column, []).Select(clause => undo.Write.AlterColumn(table, column.Name, clause)));
    }
}
