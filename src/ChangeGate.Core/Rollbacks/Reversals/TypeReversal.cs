using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>ALTER COLUMN … TYPE back. What the way there may have destroyed is kept and put back by the key of its row.</summary>
internal static class TypeReversal
{
    public static void Undo(Undoing undo, Table table, ColumnDefinition before, ColumnDefinition after) =>
        Suspension.Around(undo, ColumnUsers.Of(undo, table, before.Name), () =>
            ColumnUsers.WithoutChecks(undo, [table], _ => [before], () => Convert(undo, table, before, after)));

    private static void Convert(Undoing undo, Table table, ColumnDefinition before, ColumnDefinition after)
    {
        var written = (undo.Change as ChangeColumnType)?.Using;
        var isCast = TypeConversion.IsCast(written, before.Name);
        var isLossless = isCast && TypeConversion.KeepsEveryValue(before.Type, after.Type, undo.Before);
        var back = TypeConversion.Back(after.Type, before.Type, undo.Write, before.Name);
        var origin = undo.Lineage.Of(table.Id.Name)?.OriginOf(before.Name);

        if (isLossless || origin is null)
        {
            undo.Run(undo.Write.ChangeType(table.Id.Name, before, back.Expression ?? (back.Exists ? null : Nothing(undo, before))));
            return;
        }

        var source = undo.Lineage.Of(table.Id.Name)!.Origin!;
        var key = undo.Archives.KeyOf(source);

        if (key is null || key.Columns.Contains(origin))
        {
            Cast(undo, table, before, back, isCast);
            return;
        }

        var archive = undo.Archives.Values(source, [origin]);
        archive.KeepsUnchanged = true;
        var isKept = isCast && back.Exists;
        var suspends = before.NotNull && !isKept;

        undo.Run(suspends ? [undo.Write.DropNotNull(table.Id.Name, before.Name)] : []);
        undo.Run(undo.Write.ChangeType(table.Id.Name, before, isKept ? back.Expression : Nothing(undo, before)));
        RowReversal.RestoreValues(undo, archive, [origin]);
        undo.Run(suspends ? [undo.Write.SetNotNull(table.Id.Name, before.Name)] : []);
        undo.Note(isKept
            ? $"`{table.Id}.{before.Name}` gets its old values back, over what was written to the same rows since."
            : $"`{table.Id}.{before.Name}` gets its old values back; values written since have no way back to {before.Type} and are lost.");
    }

    private static void Cast(Undoing undo, Table table, ColumnDefinition before, (bool Exists, string? Expression) back, bool isCast)
    {
        if (!isCast || !back.Exists)
        {
            undo.Refuse($"The values of `{table.Id}.{before.Name}` cannot be turned back into {before.Type}, and no key of their rows stays the same to keep them by.");
            return;
        }

        undo.Run(undo.Write.ChangeType(table.Id.Name, before, back.Expression));
        undo.Lose($"`{table.Id}.{before.Name}` is cast back to {before.Type}: what the change of type cut off does not come back.");
    }

    private static string Nothing(Undoing undo, ColumnDefinition before) => $"NULL::{undo.Write.Type(before.Type)}";
}
