using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Schema and rows of a shadow at one moment. Rows only as counts and digests.</summary>
internal sealed record ShadowState(SchemaSnapshot Schema, IReadOnlyDictionary<ObjectName, TableContent> Rows)
{
    private Digest? _fingerprint;

    /// <summary>Several proofs begin or end at one moment.</summary>
    public Digest FingerprintIn(ISqlDialect dialect) => _fingerprint ??= Fingerprint.Of(Schema, dialect);

    /// <summary>The rows themselves; null where nobody asked for them.</summary>
    public ShadowRows? Made { get; init; }

    public static async Task<ShadowState> ReadAsync(OpenShadow open, bool withRows, CancellationToken cancellation) => await ReadAsync(open, await open.Session.ReadSnapshotAsync(cancellation), withRows, cancellation);

    /// <param name="open">The shadow.</param>
    /// <param name="read">Its schema, which somebody has read already.</param>
    /// <param name="withRows">They are to be compared with another moment one by one.</param>
    /// <param name="cancellation">Between tables.</param>
    public static async Task<ShadowState> ReadAsync(OpenShadow open, SchemaSnapshot read, bool withRows, CancellationToken cancellation)
    {
        var schema = WithoutArchives(read);

        // Texts of PostgreSQL say all of a value; those of SQLite do not say its type.
        var isText = schema.Dialect == Dialect.PostgreSql;
        var made = withRows || isText ? await open.Rows.ReadAsync(cancellation) : null;
        var contents = (isText ? made?.Tables ?? [] : []).ToDictionary(static table => table.Name, TableContent.Of);
        var tables = schema.Tables.Where(static table => table.PartitionOf is null).ToLookup(table => contents.ContainsKey(table.Id.Name.Placed()));
        var told = await open.Session.ReadContentsAsync([.. tables[false]], cancellation);
        var known = tables[true].Select(table => KeyValuePair.Create(table.Id.Name, contents[table.Id.Name.Placed()]));

        return new ShadowState(schema, told.Concat(known).ToDictionary()) { Made = withRows ? made : null };
    }

    /// <summary>Where nobody asks for rows.</summary>
    public static async Task<ShadowState> ReadSchemaAsync(RunSession session, CancellationToken cancellation) => Of(WithoutArchives(await session.ReadSnapshotAsync(cancellation)));

    /// <summary>The same, of a schema without archives that somebody has read already.</summary>
    public static ShadowState Of(SchemaSnapshot schema) => new(schema, new Dictionary<ObjectName, TableContent>());

    // What was kept for the way back is ChangeGate's own.
    public static SchemaSnapshot WithoutArchives(SchemaSnapshot read) =>
        read.Objects.Where(static value => ArchiveTable.IsArchive(value.Id)).Aggregate(read, static (left, value) => left.Without(value.Id));

    /// <summary>What differs from an earlier moment.</summary>
    public EquatableList<Difference> SchemaSince(ShadowState earlier, ISqlDialect dialect) => SchemaComparison.Compare(earlier.Schema, AlignedWith(earlier, dialect), dialect).Differences;

    /// <summary>What differs from where an earlier run of the same migration led: the moments at which they ran do not count.</summary>
    public EquatableList<Difference> SchemaSinceRun(ShadowState earlier, ISqlDialect dialect, DateTimeOffset now)
    {
        var differences = SchemaSince(earlier, dialect);

        return differences.Count == 0 || !FrozenMoments.AreIn(Schema, now)
            ? differences
            : (this with { Schema = FrozenMoments.Masked(Schema, now) }).SchemaSince(earlier with { Schema = FrozenMoments.Masked(earlier.Schema, now) }, dialect);
    }

    /// <summary>PostgreSQL appends a column that comes back: its place in the table cannot be kept, and does not count.</summary>
    public SchemaSnapshot AlignedWith(ShadowState earlier, ISqlDialect dialect) =>
        dialect.Dialect == Dialect.PostgreSql ? Schema.Tables.Aggregate(Schema, (schema, table) => schema.With(Aligned(table, earlier.Schema.Find<Table>(table.Id)))) : Schema;

    /// <summary>Tables that have the columns that they had, in another order.</summary>
    public IReadOnlyList<ObjectName> ReorderedSince(ShadowState earlier) =>
        [.. Schema.Tables.Where(table => earlier.Schema.Find<Table>(table.Id) is { } before && !ReferenceEquals(Aligned(table, before), table)).Select(static table => table.Id.Name).OrderBy(static name => name.ToString(), StringComparer.Ordinal)];

    private static Table Aligned(Table table, Table? earlier)
    {
        if (earlier is null || table.Columns.Select(static column => column.Name).SequenceEqual(earlier.Columns.Select(static column => column.Name)))
        {
            return table;
        }

        var places = earlier.Columns.Index().ToDictionary(static column => column.Item.Name, static column => column.Index, StringComparer.Ordinal);

        return table with { Columns = [.. table.Columns.OrderBy(column => places.GetValueOrDefault(column.Name, int.MaxValue))] };
    }

    /// <summary>Tables whose rows are not what they were, in the order of their names.</summary>
    public IReadOnlyList<ObjectName> RowsSince(ShadowState earlier) =>
        [.. earlier.Rows.Keys.Union(Rows.Keys)
            .Where(table => earlier.Rows.GetValueOrDefault(table) != Rows.GetValueOrDefault(table))
            .OrderBy(static table => table.ToString(), StringComparer.Ordinal)];
}
