using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>Two tables that are both there: the table's own differences, then those of columns and constraints, each for itself.</summary>
internal static class TableComparison
{
    public static IEnumerable<Difference> Compare(Table before, Table after, RenameHints renames)
    {
        var own = OwnDetails(before, after).ToList();
        var isRenamed = before.Id != after.Id && before.Id.ToString() != after.Id.ToString();

        if (isRenamed || own.Count > 0)
        {
            yield return new Difference(after.Id, isRenamed ? DifferenceKind.Renamed : DifferenceKind.Changed, [.. own])
            {
                Before = isRenamed ? before.Id : null,
            };
        }

        foreach (var difference in Columns(before, after, renames).Concat(Constraints(before, after)))
        {
            yield return difference;
        }
    }

    private static IEnumerable<string> OwnDetails(Table before, Table after) => Details.Of(
        ("columns", before.ColumnsKnown ? "known" : "unknown", after.ColumnsKnown ? "known" : "unknown"),
        ("persistence", Details.Word(before.Persistence), Details.Word(after.Persistence)),
        ("partitioned by", before.PartitionBy, after.PartitionBy),
        ("partition of", before.PartitionOf?.ToString(), after.PartitionOf?.ToString()),
        ("partition bound", before.PartitionBound, after.PartitionBound),
        ("inherits", Details.List(before.Inherits.Select(name => name.ToString())), Details.List(after.Inherits.Select(name => name.ToString()))),
        ("row security", Details.OnOff(before.RowSecurity), Details.OnOff(after.RowSecurity)),
        ("forced row security", Details.OnOff(before.ForceRowSecurity), Details.OnOff(after.ForceRowSecurity)),
        ("options", Details.List(before.Options), Details.List(after.Options)),
        ("comment", before.Comment, after.Comment))
        .Concat(Order(before, after));

    // Only where the columns are the same: otherwise their own entries say it.
    private static IEnumerable<string> Order(Table before, Table after)
    {
        var (old, now) = (before.Columns.Select(column => column.Name).ToList(), after.Columns.Select(column => column.Name).ToList());

        return old.Count == now.Count && !old.SequenceEqual(now) && old.ToHashSet().SetEquals(now)
            ? [$"order of columns {string.Join(", ", old)} → {string.Join(", ", now)}"]
            : [];
    }

    private static IEnumerable<Difference> Columns(Table before, Table after, RenameHints renames)
    {
        var matched = new HashSet<string>();

        foreach (var column in before.Columns)
        {
            var newName = renames.NewNameOf(before.Id.Name, column.Name) is { } hint && after.Column(hint) is not null ? hint : column.Name;

            if (after.Column(newName) is not { } now)
            {
                yield return new Difference(ObjectId.Column(after.Id.Name, column.Name), DifferenceKind.Dropped, []);
                continue;
            }

            matched.Add(now.Name);
            var details = ColumnDetails(column, now).ToList();
            var isRenamed = column.Name != now.Name;

            if (isRenamed || details.Count > 0)
            {
                yield return new Difference(ObjectId.Column(after.Id.Name, now.Name), isRenamed ? DifferenceKind.Renamed : DifferenceKind.Changed, [.. details])
                {
                    Before = isRenamed ? ObjectId.Column(before.Id.Name, column.Name) : null,
                };
            }
        }

        foreach (var column in after.Columns.Where(column => !matched.Contains(column.Name)))
        {
            yield return new Difference(ObjectId.Column(after.Id.Name, column.Name), DifferenceKind.Added, []);
        }
    }

    private static IEnumerable<string> ColumnDetails(ColumnDefinition before, ColumnDefinition after) => Details.Of(
        ("type", before.Type.ToString(), after.Type.ToString()),
        ("not null", Details.OnOff(before.NotNull), Details.OnOff(after.NotNull)),
        ("default", before.Default, after.Default),
        ("generated", Details.Word(before.Generated), Details.Word(after.Generated)),
        ("expression", before.GenerationExpression, after.GenerationExpression),
        ("identity", Details.Word(before.Identity), Details.Word(after.Identity)),
        ("autoincrement", Details.OnOff(before.AutoIncrement), Details.OnOff(after.AutoIncrement)),
        ("collation", before.Collation, after.Collation),
        ("options", Details.List(before.Options), Details.List(after.Options)),
        ("comment", before.Comment, after.Comment));

    private static IEnumerable<Difference> Constraints(Table before, Table after)
    {
        var (old, now) = (before.Constraints.ToLookup(NameOf), after.Constraints.ToLookup(NameOf));

        foreach (var name in old.Select(group => group.Key).Union(now.Select(group => group.Key)))
        {
            var id = new ObjectId(ObjectKind.Constraint, after.Id.Name, name);

            foreach (var difference in Constraints(id, [.. old[name]], [.. now[name]]))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<Difference> Constraints(ObjectId id, EquatableList<ConstraintDefinition> before, EquatableList<ConstraintDefinition> after) => (before.Count, after.Count) switch
    {
        (0, _) => [new Difference(id, DifferenceKind.Added, [])],
        (_, 0) => [new Difference(id, DifferenceKind.Dropped, [])],
        _ when before == after => [],
        _ => [new Difference(id, DifferenceKind.Changed, [.. Details.Of(("definition", Details.List(before.Select(ConstraintText.Of)), Details.List(after.Select(ConstraintText.Of))), ("comment", before[0].Comment, after[0].Comment))])],
    };

    // SQLite's unnamed constraints go by what they say.
    private static string NameOf(ConstraintDefinition constraint) => constraint.Name ?? ConstraintText.Of(constraint);
}
