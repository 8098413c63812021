using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>Which tables share the fate of another: its partitions, those that inherit from it, those whose foreign keys point at it.</summary>
internal static class TableRelations
{
    extension(SchemaSnapshot snapshot)
    {
        /// <summary>Partitions and children of a table, and theirs.</summary>
        public IEnumerable<Table> DescendantsOf(ObjectName table)
        {
            foreach (var child in snapshot.Referrers(ObjectId.Table(table)).OfType<Table>())
            {
                if (child.PartitionOf == table || child.Inherits.Contains(table))
                {
                    yield return child;

                    foreach (var descendant in snapshot.DescendantsOf(child.Id.Name))
                    {
                        yield return descendant;
                    }
                }
            }
        }

        /// <summary>Foreign keys that point at a table, from wherever.</summary>
        public IEnumerable<(Table From, ConstraintDefinition Key)> ReferencesTo(ObjectName table)
        {
            foreach (var other in snapshot.Referrers(ObjectId.Table(table)).OfType<Table>().Concat(snapshot.Find<Table>(ObjectId.Table(table)) is { } itself ? [itself] : []))
            {
                foreach (var constraint in other.Constraints)
                {
                    if (constraint.References is { } reference && IsSame(reference.Table, table))
                    {
                        yield return (other, constraint);
                    }
                }
            }
        }

        /// <summary>Tables that TRUNCATE … CASCADE empties beside the one it names.</summary>
        public List<Table> TruncatedWith(ObjectName table)
        {
            var reached = new List<Table>();
            Reach(snapshot, table, reached);

            return reached;
        }

        /// <summary>What a DELETE from a table does to the rows of others: whole tables, or columns of them that are set to something else.</summary>
        public List<ObjectId> DeletedWith(ObjectName table)
        {
            var places = new List<ObjectId>();
            Follow(snapshot, table, places, [table]);

            return places;
        }

        public IEnumerable<ObjectId> ColumnsOf(ObjectName table) => ColumnsOf(snapshot.Find<Table>(ObjectId.Table(table)), table);
    }

    // SQLite has no other tables without columns. One with external content is an index over the rows of another (fts5.html, 4.4).
    private static bool IsVirtual(Table table) => table.Columns.Count == 0 && table.Id.Name.Schema is null && !table.Options.Any(static option => option.TrimStart().StartsWith("content", StringComparison.OrdinalIgnoreCase));

    /// <summary>The columns that store values; the table alone stands for those that are not known.</summary>
    public static IEnumerable<ObjectId> ColumnsOf(Table? table, ObjectName name)
    {
        if (table is null || !table.ColumnsKnown || IsVirtual(table))
        {
            yield return ObjectId.Table(name);
        }

        foreach (var column in table?.Columns ?? [])
        {
            if (column.Generated == GeneratedKind.None)
            {
                yield return ObjectId.Column(name, column.Name);
            }
        }
    }

    private static bool IsSame(ObjectName left, ObjectName right) =>
        left.Schema == right.Schema && string.Equals(left.Name, right.Name, left.Schema is null ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static void Reach(SchemaSnapshot snapshot, ObjectName table, List<Table> reached)
    {
        foreach (var (from, _) in snapshot.ReferencesTo(table))
        {
            if (from.Id.Name != table && !reached.Contains(from))
            {
                reached.Add(from);
                Reach(snapshot, from.Id.Name, reached);
            }
        }
    }

    private static void Follow(SchemaSnapshot snapshot, ObjectName table, List<ObjectId> places, HashSet<ObjectName> seen)
    {
        foreach (var (from, key) in snapshot.ReferencesTo(table))
        {
            switch (key.References?.OnDelete)
            {
                case ReferentialAction.Cascade when seen.Add(from.Id.Name):
                    places.AddRange(ColumnsOf(from, from.Id.Name));
                    Follow(snapshot, from.Id.Name, places, seen);
                    break;
                case ReferentialAction.SetNull or ReferentialAction.SetDefault:
                    places.AddRange(key.Columns.Select(column => ObjectId.Column(from.Id.Name, column)));
                    break;
                default:
                    break;
            }
        }
    }
}
