using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>The engine itself tells which tables it wrote anew or read from end to end.</summary>
internal sealed class SizedPostgreSql : SizedEngine
{
    private static readonly DdlWriter Sql = new(SqlDialects.For(Dialect.PostgreSql));

    public override IReadOnlyDictionary<int, TargetSize> TablesOf(PlannedMigration planned, IEnumerable<ObservedStatement> seen, IReadOnlyList<TargetSize> known)
    {
        var named = known.Select(static table => table with { Table = table.Table.Placed() }).ToList();

        return seen
            .Select(statement => (statement.Span.Start, Table: named.Where(table => TablesOf(planned, statement).Contains(table.Table)).MaxBy(static table => table.Rows)))
            .Where(static pair => pair.Table is not null)
            .ToDictionary(static pair => pair.Start, static pair => pair.Table!); // filtered above
    }

    public override Table? Find(SchemaSnapshot schema, ObjectName table) => schema.Find<Table>(ObjectId.Table(table));

    public override async Task<SizedRun?> GrowAsync(OpenShadow open, DbConnection connection, (Table Table, string Rows) growth, CancellationToken cancellation)
    {
        var name = Sql.Name(growth.Table.Id.Name.Placed());

        try
        {
            foreach (var sql in (string[])["BEGIN", Triggers(open, name, enabled: false), growth.Rows, Triggers(open, name, enabled: true), "COMMIT", $"VACUUM (ANALYZE) {name}"])
            {
                await RunAsync(connection, sql, cancellation);
            }

            return await SizeOfAsync((NpgsqlConnection)connection, name, cancellation); // of this engine
        }
        catch (PostgresException)
        {
            // A check that could not be read, a type of its own.
            await RunAsync(connection, "ROLLBACK", CancellationToken.None);
            return null;
        }
    }

    // To start workers takes longer than the work of a small table, and would be taken for work that grows with it.
    public override Task BeginAsync(WorkConnection work, double scale, CancellationToken cancellation) =>
        RunAsync(work.Connection, "SELECT pg_catalog.set_config('max_parallel_maintenance_workers', '0', false), pg_catalog.set_config('max_parallel_workers_per_gather', '0', false)", cancellation);

    public override void Finish(WorkConnection work)
    {
        // Pages are written by others, later; only the log is waited for.
    }

    public override async Task<SizeSight> LookAsync(WorkConnection work, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_database_size(pg_catalog.current_database()), (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::bigint", (NpgsqlConnection)work.Connection); // of this engine
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new SizeSight(reader.GetInt64(0), reader.GetInt64(1), null);
    }

    public override long Temporary(IEnumerable<Change> changes, long grown) => 0;

    // What is built beside its table leaves no mark in the statistics of the transaction that rehearsed it, and what is refused leaves none at all.
    private static HashSet<ObjectName> TablesOf(PlannedMigration planned, ObservedStatement statement) =>
        [.. statement.Rewritten, .. statement.Scanned, .. ChangesOf(planned, statement).Select(change => change switch
        {
            CreateIndex create => create.Index.Table,
            AddConstraint add when statement.Error is not null => add.Table,
            ValidateConstraint validate when statement.Error is not null => validate.Table,
            SetNotNull set when statement.Error is not null => set.Table,
            ChangeColumnType type when statement.Error is not null => type.Table,
            _ => null,
        }).OfType<ObjectName>().Select(PublicSchema.Placed)];

    // Keys of other tables need not be met by numbers that were made up, where whoever owns the cluster lets it be so.
    private static string Triggers(OpenShadow open, string name, bool enabled) =>
        open.Shadow.WatchingAddress is null ? $"ALTER TABLE {name} {(enabled ? "ENABLE" : "DISABLE")} TRIGGER USER" : SystemTriggers.Instead(name, enabled);

    private static async Task<SizedRun> SizeOfAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*), coalesce((SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree({Sql.Literal(name)}::regclass)), pg_catalog.pg_total_relation_size({Sql.Literal(name)}::regclass))::bigint FROM {name}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new SizedRun(reader.GetInt64(0), default, reader.GetInt64(1), null, null);
    }
}
