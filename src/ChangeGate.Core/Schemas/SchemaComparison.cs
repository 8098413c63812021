using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>What differs between two snapshots, as a person would say it.</summary>
public static class SchemaComparison
{
    public static SchemaDiff Compare(SchemaSnapshot before, SchemaSnapshot after, ISqlDialect dialect) => Compare(before, after, dialect, []);

    /// <summary>
    /// With the changes that lead from one to the other, an object that they renamed is one difference and not two. They must be resolved
    /// (see <see cref="SchemaState.Resolve(ObjectId)"/>).
    /// </summary>
    public static SchemaDiff Compare(SchemaSnapshot before, SchemaSnapshot after, ISqlDialect dialect, IEnumerable<Change> changes) =>
        Compare(before, after, new CanonicalObjects(dialect), RenameHints.From(changes, before, after, dialect));

    /// <summary>
    /// A fold with what an engine says. PostgreSQL prints views and some bodies from its own tree, so that their texts cannot be held against what
    /// was written; everything else is.
    /// </summary>
    public static SchemaDiff CompareWithLive(SchemaSnapshot folded, SchemaSnapshot live, ISqlDialect dialect) =>
        Compare(folded, live, new CanonicalObjects(dialect) { OnlyKeptText = true }, new RenameHints());

    private static SchemaDiff Compare(SchemaSnapshot before, SchemaSnapshot after, CanonicalObjects canonical, RenameHints renames)
    {
        var differences = new List<Difference>();

        foreach (var value in before.Objects.Where(value => !renames.IsNewName(value.Id)))
        {
            differences.AddRange(Compare(value, after.Find<SchemaObject>(renames.NewNameOf(value.Id) ?? value.Id), canonical, renames));
        }

        foreach (var value in after.Objects.Where(value => !renames.IsNewName(value.Id) && !before.Contains(value.Id)))
        {
            differences.AddRange(Compare(null, value, canonical, renames));
        }

        return new SchemaDiff([.. differences.OrderBy(one => one.Object, ObjectIdOrder.Instance).ThenBy(one => one.Kind)]);
    }

    private static IEnumerable<Difference> Compare(SchemaObject? before, SchemaObject? after, CanonicalObjects canonical, RenameHints renames)
    {
        if (ReferenceEquals(before, after))
        {
            return [];
        }

        // What came or went whole is not compared with anything.
        if (before is null || after is null)
        {
            var whole = (before ?? after)!;

            return canonical.Has(whole) ? [new Difference(whole.Id, before is null ? DifferenceKind.Added : DifferenceKind.Dropped, [])] : [];
        }

        return (canonical.Of(before), canonical.Of(after)) switch
        {
            (null, null) => [],
            (null, { } added) => [new Difference(added.Id, DifferenceKind.Added, [])],
            ({ } dropped, null) => [new Difference(dropped.Id, DifferenceKind.Dropped, [])],
            (Table one, Table other) => TableComparison.Compare(one, canonical.OnlyKeptText && !one.ColumnsKnown ? other with { Columns = one.Columns, ColumnsKnown = false } : other, renames),
            ({ } one, { } other) => ObjectComparison.Compare(one, other),
        };
    }
}
