using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Schema and rows of a shadow at one moment. Rows only as counts and digests.</summary>
internal sealed record ShadowState(SchemaSnapshot Schema, IReadOnlyDictionary<ObjectName, TableContent> Rows)
{
    public static async Task<ShadowState> ReadAsync(IEngine engine, CancellationToken cancellation)
    {
        var schema = await engine.ReadSnapshotAsync(cancellation);

        return new ShadowState(schema, await engine.ReadContentsAsync(schema, cancellation));
    }

    /// <summary>Tables whose rows are not what they were, in the order of their names.</summary>
    public IReadOnlyList<ObjectName> RowsSince(ShadowState earlier) =>
        [.. earlier.Rows.Keys.Union(Rows.Keys)
            .Where(table => earlier.Rows.GetValueOrDefault(table) != Rows.GetValueOrDefault(table))
            .OrderBy(static table => table.ToString(), StringComparer.Ordinal)];
}
