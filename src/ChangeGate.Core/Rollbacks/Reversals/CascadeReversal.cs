using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Rows of other tables that a deleted row takes along or cuts loose.</summary>
internal static class CascadeReversal
{
    public static void Follow(Undoing undo, Archive parent)
    {
        var taken = new List<Archive>();
        var loose = new List<(Table Origin, List<string> Columns, ArchiveFilter? Filter, Archive? Through)>();
        Reach(undo, parent, taken, loose);

        var tables = taken.Select(archive => (Archive: archive, Live: LiveTable.At(archive, undo.Lineage, undo.Before)?.Table)).Where(pair => pair.Live is not null).ToList();

        foreach (var table in ForeignKeyOrder.Of(tables.Select(pair => pair.Live!)))
        {
            RowReversal.RestoreMissing(undo, tables.First(pair => pair.Live!.Id == table.Id).Archive);
        }

        foreach (var (origin, columns, filter, through) in loose)
        {
            CutLoose(undo, origin, columns, (filter, through));
        }
    }

    private static void Reach(Undoing undo, Archive parent, List<Archive> taken, List<(Table Origin, List<string> Columns, ArchiveFilter? Filter, Archive? Through)> loose)
    {
        var name = undo.Lineage.NameOf(parent.Source);

        foreach (var child in Children(undo, name))
        {
            if (undo.Lineage.Of(child.Id.Name) is not { Origin: { } origin } lineage)
            {
                continue;
            }

            if (!origin.ColumnsKnown)
            {
                undo.Lose($"Rows of `{origin.Id}` go along or lose their reference; it was made from a query, and its columns are not known, so they do not come back.");
                continue;
            }

            foreach (var key in child.Constraints.Where(constraint => constraint.References?.Table == name).OrderBy(constraint => constraint.Name, StringComparer.Ordinal))
            {
                var filter = Through(undo, parent, (child, lineage), key);
                var through = filter is null ? null : parent;

                if (key.References!.OnDelete is ReferentialAction.SetNull or ReferentialAction.SetDefault)
                {
                    loose.Add((origin, [.. key.Columns.Select(lineage.OriginOf).OfType<string>()], filter, through));
                }
                else if (key.References.OnDelete == ReferentialAction.Cascade && origin.Id == parent.Source.Id)
                {
                    undo.Archives.Rows(origin);
                }
                else if (key.References.OnDelete == ReferentialAction.Cascade && undo.Archives.Rows(origin, filter, through) is var rows && !taken.Contains(rows))
                {
                    taken.Add(rows);
                    Reach(undo, rows, taken, loose);
                }
            }
        }
    }

    private static void CutLoose(Undoing undo, Table origin, List<string> columns, (ArchiveFilter? Filter, Archive? Through) rows)
    {
        var key = undo.Archives.KeyOf(origin);

        if (rows.Filter is not { } filter || columns.Intersect(key?.Columns ?? []).Any() || (key is null && origin.PartitionBy is not null))
        {
            undo.Lose($"Rows of `{origin.Id}` lose their reference, and nothing of their own tells them apart afterwards.");
            return;
        }

        var archive = undo.Archives.Values(origin, columns, filter, rows.Through);

        if (LiveTable.At(archive, undo.Lineage, undo.Before) is { } live)
        {
            // Only what the deletion cut loose: a reference that others set since stays.
            var isLoose = string.Join(" AND ", columns.Select(column => $"live.{undo.Write.Name(live.Column(column)!.Name)} IS NULL"));
            var isCut = filter.Condition.Replace("kept.", "gone.", StringComparison.Ordinal).Replace("AS kept", "AS gone", StringComparison.Ordinal).Replace("live.", "kept.", StringComparison.Ordinal);
            TriggerGuard.Run(undo, live.Table, [undo.Restore.Update(archive, live, columns, (isLoose, isCut))]);
        }
    }

    private static IEnumerable<Table> Children(Undoing undo, ObjectName? parent) => parent is not { } name
        ? []
        : undo.Before.Referrers(ObjectId.Table(name))
            .OfType<Table>()
            .Concat(undo.Before.Find<Table>(ObjectId.Table(name)) is { } self && self.Constraints.Any(constraint => constraint.References?.Table == name) ? [self] : [])
            .DistinctBy(table => table.Id)
            .OrderBy(table => table.Id, ObjectIdOrder.Instance);

    /// <summary>Only the children of rows that are kept; null where the columns cannot be paired, which keeps all of them.</summary>
    private static ArchiveFilter? Through(Undoing undo, Archive parent, (Table Table, TableLineage Lineage) child, ConstraintDefinition key)
    {
        var parentLineage = undo.Lineage.Of(undo.Lineage.NameOf(parent.Source)!)!;
        var targets = key.References!.Columns.Count > 0 ? key.References.Columns : undo.Before.Find<Table>(ObjectId.Table(key.References.Table))?.PrimaryKey?.Columns ?? [];

        if (targets.Count != key.Columns.Count || child.Lineage.Origin!.Id == parent.Source.Id)
        {
            return null;
        }

        var conditions = new List<string>();

        foreach (var (column, target) in key.Columns.Zip(targets))
        {
            if (child.Lineage.OriginOf(column) is not { } live || parentLineage.OriginOf(target) is not { } kept)
            {
                return null;
            }

            var cast = undo.Archives.Sql.IsKeptAsText(parent.Source.Column(kept)!) ? "::text" : "";
            conditions.Add($"kept.{undo.Write.Name(kept)} = live.{undo.Write.Name(live)}{cast}");
        }

        return new ArchiveFilter("live", $"EXISTS (SELECT 1 FROM {undo.Write.Name(parent.Name)} AS kept WHERE {string.Join(" AND ", conditions)})");
    }
}
