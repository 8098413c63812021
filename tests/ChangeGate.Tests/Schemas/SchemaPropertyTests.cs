using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using FsCheck;
using FsCheck.Fluent;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Tests.Schemas;

/// <summary>What must hold after any history.</summary>
[TestFixture(Dialect.PostgreSql)]
[TestFixture(Dialect.Sqlite)]
internal sealed class SchemaPropertyTests(Dialect dialect)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(dialect);

    [Test]
    public void Every_object_is_found_under_its_own_name() =>
        Holds(schema => schema.Objects.All(value => ReferenceEquals(schema.Find<SchemaObject>(value.Id), value)));

    [Test]
    public void Every_reference_is_known_from_the_other_side() =>
        Holds(schema => schema.Objects.OfType<Index>().All(index => schema.DependentsOf(ObjectId.Table(index.Definition.Table)).Contains(index.Id)));

    [Test]
    public void A_schema_does_not_differ_from_itself() => Holds(schema => SchemaComparison.Compare(schema, Copy(schema), _dialect).IsEmpty);

    [Test]
    public void The_order_in_which_objects_came_does_not_matter() =>
        Holds(schema => Fingerprint.Of(SchemaSnapshot.Of(dialect, schema.Objects.Reverse()), _dialect) == Fingerprint.Of(schema, _dialect));

    [Test]
    public void Two_schemas_differ_exactly_when_their_fingerprints_do() => Holds((before, after) =>
        SchemaComparison.Compare(before, after, _dialect).IsEmpty == (Fingerprint.Of(before, _dialect) == Fingerprint.Of(after, _dialect)));

    [Test]
    public void What_is_added_one_way_is_dropped_the_other_way() => Holds((before, after) =>
    {
        var there = SchemaComparison.Compare(before, after, _dialect).Differences;
        var back = SchemaComparison.Compare(after, before, _dialect).Differences;

        return there.Select(one => (Spelling(one.Object), Mirror(one.Kind))).ToHashSet().SetEquals(back.Select(one => (Spelling(one.Object), one.Kind)));
    });

    [Test]
    public void A_snapshot_comes_back_from_its_file_as_it_was() => Holds(schema =>
    {
        var file = SnapshotJson.Write(schema, null);
        var (back, _) = SnapshotJson.Read(file, "shop.snapshot.json");

        return SnapshotJson.Write(back, null) == file && back.Count == schema.Count && schema.Objects.All(value => value.Equals(back.Find<SchemaObject>(value.Id)));
    });

    private void Holds(Func<SchemaSnapshot, bool> property) => Holds((_, after) => property(after));

    private void Holds(Func<SchemaSnapshot, SchemaSnapshot, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(RandomChanges.Histories, history =>
        {
            var (before, after) = (Fold(history[..(history.Length / 2)]), Fold(history));

            return property(before, after) ? true.ToProperty() : false.Label($"{SnapshotJson.Write(before, null)}\n{SnapshotJson.Write(after, null)}");
        }));

    private SchemaSnapshot Fold(Change[] history) => history.Aggregate(SchemaState.Start(_dialect), (state, change) => state.Apply(change)).Snapshot;

    private static SchemaSnapshot Copy(SchemaSnapshot schema) => SnapshotJson.Read(SnapshotJson.Write(schema, null), "copy").Snapshot;

    // SQLite's spelling of a name is a difference, but not another name.
    private string Spelling(ObjectId id) => dialect == Dialect.Sqlite ? $"{id.Kind} {id}".ToLowerInvariant() : $"{id.Kind} {id}";

    private static DifferenceKind Mirror(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Added => DifferenceKind.Dropped,
        DifferenceKind.Dropped => DifferenceKind.Added,
        _ => kind,
    };
}
