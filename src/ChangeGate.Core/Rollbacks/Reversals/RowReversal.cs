using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Rows that the step destroys, changes or adds.</summary>
internal static class RowReversal
{
    public static bool Apply(Undoing undo, Change change)
    {
        switch (change)
        {
            case InsertRows insert:
                Insert(undo, insert);
                return true;
            case UpdateRows update:
                Update(undo, update);
                return true;
            case DeleteRows { Filter: RowFilter.AlwaysFalse }:
                return true;
            case DeleteRows delete:
                Delete(undo, delete);
                return true;
            case MergeRows merge:
                Merge(undo, merge);
                return true;
            case TruncateTable when !ReferenceEquals(change, undo.Step.Statement.Changes.OfType<TruncateTable>().First()):
                return true;
            case TruncateTable:
                TruncateReversal.Truncate(undo);
                return true;
            case CopyRows { Source: CopySource.Program }:
                undo.Refuse("COPY … PROGRAM runs a program on the server: what it does is not known.");
                return true;
            case CopyRows { IntoTable: true, Table: { } table }:
                RemoveAdded(undo, undo.Resolve(table), "COPY");
                return true;
            case CopyRows:
                return true;
            default:
                return false;
        }
    }

    /// <summary>All rows of a table that was made again. One that the migration itself had made comes back empty.</summary>
    public static void RestoreTable(Undoing undo, Table table)
    {
        if (undo.Lineage.Of(table.Id.Name)?.Origin is not { } origin)
        {
            return;
        }

        var archive = undo.Archives.Rows(origin);

        if (LiveTable.At(archive, undo.Lineage, undo.Before) is { } live)
        {
            undo.Run(undo.Restore.InsertMissing(archive, live with { Key = null }));
        }

        // With foreign keys on, SQLite deletes every row before it drops the table (https://sqlite.org/foreignkeys.html, section 5).
        if (undo.IsSqlite)
        {
            CascadeReversal.Follow(undo, archive);
        }

        if (undo.IsSqlite && origin.Columns.Any(column => column.AutoIncrement))
        {
            RestoreSequence(undo, origin.Id.Name, table.Id.Name);
        }
    }

    public static void RestoreSequence(Undoing undo, Sequence sequence)
    {
        if (undo.Archives.Start.Contains(sequence.Id))
        {
            RestoreSequence(undo, sequence.Id.Name, sequence.Id.Name);
        }
    }

    /// <summary>Brings rows back where none has their key, without firing the team's triggers.</summary>
    public static void RestoreMissing(Undoing undo, Archive archive)
    {
        if (archive.ClaimRows() && LiveTable.At(archive, undo.Lineage, undo.Before) is { } live)
        {
            ReplacedRows.Restore(undo, archive, live.Table);
            TriggerGuard.Run(undo, live.Table, [undo.Restore.InsertMissing(archive, live)]);
        }
    }

    /// <summary>Puts values back by the key of their row.</summary>
    public static void RestoreValues(Undoing undo, Archive archive, IReadOnlyList<string> columns)
    {
        if (columns.Count > 0 && LiveTable.At(archive, undo.Lineage, undo.Before) is { } live && (live.Key is not null || archive.Key is null))
        {
            TriggerGuard.Run(undo, live.Table, [undo.Restore.Update(archive, live, columns)]);
        }
    }

    private static void RestoreSequence(Undoing undo, ObjectName origin, ObjectName live)
    {
        undo.Archives.Sequence(origin);
        undo.Run(undo.Restore.SetSequence(undo.Archives.SequenceArchive, origin, live));
    }

    private static void Insert(Undoing undo, InsertRows insert)
    {
        var table = undo.Resolve(insert.Table);
        TriggerGuard.Warn(undo, table, "INSERT");
        RemoveAdded(undo, table, "INSERT");

        if (insert.Replaces)
        {
            Overwrite(undo, table);
        }
    }

    private static void Overwrite(Undoing undo, ObjectName table)
    {
        if (undo.Lineage.Of(table)?.Origin is not { } origin || undo.Archives.KeyOf(origin) is null)
        {
            return;
        }

        var columns = ChangedColumns(undo, table, []);
        RestoreValues(undo, undo.Archives.Values(origin, columns), columns);

        // INSERT OR REPLACE deletes every row that stands in its way, also by another unique key.
        if (undo.IsSqlite)
        {
            var archive = undo.Archives.Rows(origin);
            RestoreMissing(undo, archive);
            CascadeReversal.Follow(undo, archive);
        }
    }

    /// <summary>Takes away the rows that were not there before the migration, and not those that others wrote since.</summary>
    public static void RemoveAdded(Undoing undo, ObjectName table, string verb)
    {
        if (undo.Lineage.Of(table) is not { } lineage)
        {
            undo.Refuse($"`{table}` is not known from the history, so the rows that {verb} adds to it cannot be told from others.");
            return;
        }

        if (lineage.Origin is not { } origin)
        {
            return;
        }

        var archive = undo.Archives.Added(origin);

        if (LiveTable.At(archive, undo.Lineage, undo.Before) is not { Key: not null } live)
        {
            undo.Lose($"`{table}` has no key, so the rows that {verb} adds to it stay.");
            return;
        }

        TriggerGuard.Run(undo, live.Table, [undo.Restore.DeleteAdded(archive, live)]);
    }

    private static void Update(Undoing undo, UpdateRows update)
    {
        var table = undo.Resolve(update.Table);

        if (update.Filter == RowFilter.AlwaysFalse || !IsKept(undo, table, "UPDATE", out var origin))
        {
            return;
        }

        TriggerGuard.Warn(undo, table, "UPDATE", update.Columns);
        var columns = ChangedColumns(undo, table, update.Columns);

        if (!origin.ColumnsKnown)
        {
            undo.Lose($"The columns of `{table}` are not known from the history, so their old values are not kept.");
            return;
        }

        if (columns.Count == 0)
        {
            return;
        }

        if (undo.Archives.KeyOf(origin) is not { } key || columns.Intersect(key.Columns).Any())
        {
            undo.Lose($"UPDATE changes rows of `{table}` that cannot be found again: no key of theirs stays the same. Their old values do not come back.");
            return;
        }

        var filter = update.Joins ? null : FilterReading.Of(undo, table, null, update.Where);
        var archive = undo.Archives.Values(origin, columns, filter);
        RestoreValues(undo, archive, archive.ClaimColumns(columns));
    }

    private static void Delete(Undoing undo, DeleteRows delete)
    {
        var table = undo.Resolve(delete.Table);

        if (!IsKept(undo, table, "DELETE", out var origin))
        {
            return;
        }

        TriggerGuard.Warn(undo, table, "DELETE");
        var isAll = delete.Filter is RowFilter.None or RowFilter.AlwaysTrue && !delete.Joins;
        var filter = isAll || delete.Joins ? null : FilterReading.Of(undo, table, delete.Alias, delete.Where);

        if (undo.Archives.KeyOf(origin) is null && !isAll && filter is null)
        {
            undo.Lose($"`{table}` has no key, so the rows that DELETE takes cannot be told from those that stay. They do not come back.");
            return;
        }

        var archive = undo.Archives.Rows(origin, filter);
        RestoreMissing(undo, archive);
        CascadeReversal.Follow(undo, archive);
    }

    private static void Merge(Undoing undo, MergeRows merge)
    {
        var table = undo.Resolve(merge.Table);

        if (!IsKept(undo, table, "MERGE", out var origin))
        {
            return;
        }

        TriggerGuard.Warn(undo, table, "INSERT");

        if (undo.Archives.KeyOf(origin) is null)
        {
            undo.Lose($"`{table}` has no key, so what MERGE does to its rows is not taken back.");
            return;
        }

        RemoveAdded(undo, table, "MERGE");

        if (merge.Updates)
        {
            var columns = ChangedColumns(undo, table, []);
            RestoreValues(undo, undo.Archives.Values(origin, columns), columns);
        }

        if (merge.Deletes)
        {
            var archive = undo.Archives.Rows(origin);
            RestoreMissing(undo, archive);
            CascadeReversal.Follow(undo, archive);
        }
    }

    private static bool IsKept(Undoing undo, ObjectName table, string verb, out Table origin)
    {
        origin = null!; // Read only where the answer is true.

        if (undo.Lineage.Of(table) is null && !undo.IsSqlite && table.Name.StartsWith("pg_", StringComparison.Ordinal))
        {
            undo.Lose($"`{table.Name}` is a catalog of PostgreSQL itself: what {verb} writes there does not come back.");
            return false;
        }

        if (undo.Lineage.Of(table) is not { } lineage)
        {
            undo.Refuse($"`{table}` is not known from the history, so what {verb} does to its rows cannot be kept.");
            return false;
        }

        origin = lineage.Origin!;
        return lineage.Origin is not null;
    }

    /// <summary>Names at the start of the columns that may get another value; a trigger before the row may set any.</summary>
    public static List<string> ChangedColumns(Undoing undo, ObjectName name, EquatableList<string> written)
    {
        var table = undo.Before.Find<Table>(ObjectId.Table(name))!;
        var lineage = undo.Lineage.Of(name)!;
        var any = written.Count == 0 || TriggerGuard.Fires(undo, name, "BEFORE", "UPDATE", written);
        var names = any ? table.Columns.Select(column => column.Name) : written;
        var key = any ? undo.Archives.KeyOf(lineage.Origin!)?.Columns ?? [] : [];

        return
        [
            .. names
                .Where(column => table.Column(column) is { Generated: GeneratedKind.None, Identity: not IdentityKind.Always })
                .Select(lineage.OriginOf)
                .OfType<string>()
                .Where(column => lineage.Origin!.Column(column) is { Generated: GeneratedKind.None })
                .Except(key),
        ];
    }
}
