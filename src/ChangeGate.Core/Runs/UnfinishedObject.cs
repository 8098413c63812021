using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Runs;

/// <summary>What stands in the schema after a run and does not hold yet.</summary>
/// <param name="Object">An index that no query uses, or a constraint that existing rows were not held against.</param>
/// <param name="IsBroken">Nobody means to leave it so: an invalid index, on a table that has no partitions of which it could be put together later.</param>
public sealed record UnfinishedObject(ObjectId Object, bool IsBroken)
{
    /// <param name="before">The schema that the run began on.</param>
    /// <param name="after">The schema that it left.</param>
    /// <param name="made">Indexes that its statements make. One of them may have been there before, invalid: <c>IF NOT EXISTS</c> then passes it over.</param>
    public static EquatableList<UnfinishedObject> Left(SchemaSnapshot before, SchemaSnapshot after, IEnumerable<CreateIndex> made)
    {
        var named = made.Select(static create => create.Index.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var indexes = after.Objects.OfType<Index>().Where(index => !index.Valid && (named.Contains(index.Id.Name.Name) || before.Find<Index>(index.Id) is not { Valid: false }));
        var constraints = after.Objects.OfType<Table>().SelectMany(table => Unvalidated(table).Except(Unvalidated(before.Find<Table>(table.Id))));

        return [.. indexes.Select(index => new UnfinishedObject(index.Id, IsBroken: after.Find<Table>(ObjectId.Table(index.Definition.Table)) is not { PartitionBy: not null })), .. constraints.Select(static id => new UnfinishedObject(id, IsBroken: false))];
    }

    private static IEnumerable<ObjectId> Unvalidated(Table? table) =>
        (table?.Constraints ?? []).Where(static constraint => constraint is { NotValid: true, NotEnforced: false, Name: not null }).Select(constraint => new ObjectId(ObjectKind.Constraint, table!.Id.Name, constraint.Name));
}
