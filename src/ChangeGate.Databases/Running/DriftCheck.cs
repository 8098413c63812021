using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Reports;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Databases.Running;

/// <summary>Holds the live schema against the one that the journal recorded, engine against engine.</summary>
internal static class DriftCheck
{
    /// <param name="begun">Statements that an earlier run began and whose end is not known: what they touch is looked at when they run again.</param>
    /// <returns>null when the schema is the one that the last run left.</returns>
    public static Refusal? Check(JournalContent journal, SchemaSnapshot live, IEnumerable<RunnableStatement> begun, ISqlDialect dialect)
    {
        if (journal.Snapshot is not { } recorded)
        {
            return HasObjects(HostJournals.Hide(live)) ? NotAdopted : null;
        }

        var touched = begun.SelectMany(statement => statement.Changes).SelectMany(change => Touched(change, recorded.Snapshot, live)).ToHashSet();
        var before = touched.Aggregate(HostJournals.Hide(recorded.Snapshot), (snapshot, id) => snapshot.Without(id));
        var after = touched.Aggregate(HostJournals.Hide(live), (snapshot, id) => snapshot.Without(id));

        if (Fingerprint.Of(before, dialect) == Fingerprint.Of(after, dialect))
        {
            return null;
        }

        var difference = SchemaComparison.Compare(before, after, dialect);
        var names = difference.Differences.Select(one => $"`{one.Object}` {Word(one.Kind)}").ToList();

        return new Refusal(
            RefusalKind.Drift,
            $"The schema is not the one that the last run left on {recorded.TakenAt:yyyy-MM-dd HH:mm} UTC: {(names.Count == 0 ? "definitions differ" : Prose.Some(names, 3))}.",
            journal.Unrecorded.Any()
                ? "A run died after it had applied migrations, and the schema is not what their texts make. See `changegate drift`, and go on with `changegate apply`."
                : "See `changegate drift`; undo by hand what was done by hand, and bring it back as a migration.")
        {
            Difference = difference,
        };
    }

    /// <summary>Something that a migration would have made; extensions, schemas and privileges also come with a new database.</summary>
    private static bool HasObjects(SchemaSnapshot live) => live.Objects.Any(value => value is Table or View or Sequence or UserType or Function);

    private static Refusal NotAdopted { get; } = new(
        RefusalKind.NotAdopted,
        "The database holds objects, and no journal says how they came there.",
        "Record what it already has with `changegate apply --adopt-through PATH`, where PATH is the last migration that it has.");

    private static IEnumerable<ObjectId> Touched(Change change, SchemaSnapshot before, SchemaSnapshot after) => change switch
    {
        CreateIndex create => after.Objects.OfType<Index>()
            .Where(index => !before.Contains(index.Id) && index.Definition.Table.Name == create.Index.Table.Name && (create.Index.Name is null || index.Id.Name.Name == create.Index.Name))
            .Select(index => index.Id),
        DropIndex drop => before.Objects.OfType<Index>().Where(index => index.Id.Name.Name == drop.Index.Name).Select(index => index.Id),
        Reindex => after.Objects.OfType<Index>().Where(index => !index.Valid && !before.Contains(index.Id)).Select(index => index.Id),
        DetachPartition detach => before.Objects.OfType<Table>().Where(table => table.Id.Name.Name == detach.Partition.Name).Select(table => table.Id),
        AddEnumValue add => before.Objects.OfType<UserType>().Where(type => type.Id.Name.Name == add.Type.Name).Select(type => type.Id),
        _ => [],
    };

    public static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Added => "appeared",
        DifferenceKind.Dropped => "is gone",
        DifferenceKind.Renamed => "was renamed",
        _ => "changed",
    };
}
