using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Under the key of a row that was taken away another was written, which is neither missing nor added.</summary>
internal static class ReplacedRows
{
    /// <summary>Goes before the rows that are missing: a row that took a key may hold what is unique.</summary>
    /// <param name="undo">Of the step that took rows away.</param>
    /// <param name="rows">What it took.</param>
    /// <param name="live">The table as it stands before the step.</param>
    public static void Restore(Undoing undo, Archive rows, Table live)
    {
        if (rows.Key is not null && rows.Source.ColumnsKnown && undo.IsFilledLater(rows.Source) && RowReversal.ChangedColumns(undo, live.Id.Name, []) is { Count: > 0 } columns)
        {
            var values = undo.Archives.Values(rows.Source, columns, rows.Filter, rows.Through);
            RowReversal.RestoreValues(undo, values, values.ClaimColumns(columns));
        }
    }
}
