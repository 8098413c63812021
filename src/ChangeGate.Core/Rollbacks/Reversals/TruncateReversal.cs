using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>All tables of one TRUNCATE at once: their rows come back in the order that foreign keys ask for.</summary>
internal static class TruncateReversal
{
    public static void Truncate(Undoing undo)
    {
        var changes = undo.Step.Statement.Changes.OfType<TruncateTable>().ToList();
        var tables = new List<Table>();

        foreach (var change in changes)
        {
            if (undo.TableBefore(change.Table) is { } table)
            {
                Reach(undo, table, change.Cascade, tables);
            }
            else
            {
                undo.Refuse($"`{change.Table}` is not known from the history, so the rows that TRUNCATE takes cannot be kept.");
            }
        }

        foreach (var table in ForeignKeyOrder.Of(tables))
        {
            if (undo.Lineage.Of(table.Id.Name)?.Origin is { } origin)
            {
                TriggerGuard.Warn(undo, table.Id.Name, "TRUNCATE");

                if (!origin.ColumnsKnown)
                {
                    undo.Lose($"The columns of `{table.Id}` are not known from the history, so its rows are not kept.");
                    continue;
                }

                RowReversal.RestoreMissing(undo, undo.Archives.Rows(origin));
            }
        }

        if (changes.Exists(change => change.RestartIdentity))
        {
            foreach (var sequence in tables.SelectMany(table => undo.Before.Referrers(table.Id)).OfType<Sequence>().Distinct())
            {
                RowReversal.RestoreSequence(undo, sequence);
            }
        }
    }

    // CASCADE empties every table that points here, whatever its ON DELETE says.
    private static void Reach(Undoing undo, Table table, bool cascades, List<Table> tables)
    {
        if (tables.Exists(one => one.Id == table.Id))
        {
            return;
        }

        tables.Add(table);

        if (!cascades)
        {
            return;
        }

        foreach (var other in undo.Before.Referrers(table.Id).OfType<Table>().Where(other => other.Constraints.Any(constraint => constraint.References?.Table == table.Id.Name)))
        {
            Reach(undo, other, cascades, tables);
        }
    }
}
