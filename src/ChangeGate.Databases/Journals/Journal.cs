using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Failures;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Journals;

/// <summary>
/// Writes and reads the journal over one connection. Whether a row is committed at once or with a migration is the connection's affair:
/// it joins the transaction that is open there.
/// </summary>
/// <param name="connection">Over which it is read and written.</param>
/// <param name="dialect">Of the database.</param>
/// <param name="host">The journal of another tool that is kept beside it; null where there is none.</param>
internal sealed class Journal(DbConnection connection, Dialect dialect, HostJournal? host = null)
{
    /// <summary>Engines limit how many parameters a statement has (SQLite: 32,766).</summary>
    private const int StepsAtOnce = 500;

    private readonly JournalConnection _rows = new(connection, dialect);

    private readonly string _prefix = JournalSchema.Prefix(dialect);

    /// <summary>For whoever looks for the tables of other tools.</summary>
    public JournalConnection Rows => _rows;

    public async Task<bool> ExistsAsync(CancellationToken cancellation)
    {
        var sql = dialect == Dialect.PostgreSql
            ? "select count(*) from pg_catalog.pg_tables where schemaname = 'changegate' and tablename = 'version'"
            : "select count(*) from main.sqlite_schema where type = 'table' and name = 'changegate_version'";

        return await _rows.CountAsync(sql, [], cancellation) > 0;
    }

    public async Task CreateAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var statement in JournalSchema.Statements(dialect))
        {
            await ExecuteAsync(statement, [], cancellation);
        }

        await ExecuteAsync($"insert into {_prefix}version (version, created_at) values ($1, $2) on conflict do nothing", [JournalSchema.Version, now], cancellation);
    }

    /// <summary>Empty where there is no journal yet.</summary>
    public async Task<JournalContent> ReadAsync(CancellationToken cancellation)
    {
        var own = await ReadOwnAsync(cancellation);

        return host is null ? own : own with { Host = await host.ReadAsync(_rows, cancellation), Snapshot = own.Snapshot is { } kept ? kept with { Snapshot = host.Hide(kept.Snapshot) } : null };
    }

    private async Task<JournalContent> ReadOwnAsync(CancellationToken cancellation)
    {
        if (!await ExistsAsync(cancellation))
        {
            return JournalContent.Empty;
        }

        var version = (await QueryAsync($"select coalesce(max(version), 0) from {_prefix}version", row => row.Number(0), cancellation))[0];

        if (version > JournalSchema.Version)
        {
            throw new GateException(
                $"The journal of this database was written by a later ChangeGate (its version is {version}, this one knows {JournalSchema.Version}).",
                "Use the later ChangeGate.");
        }

        var snapshots = await QueryAsync(
            $"select s.run_id, s.fingerprint, s.schema, s.taken_at from {_prefix}snapshot s join {_prefix}run r on r.id = s.run_id order by r.position desc limit 1",
            row => new SnapshotRow(row.Text(0), row.Digest(1), SnapshotJson.Read(row.Text(2), "the journal's snapshot").Item1, row.Time(3)),
            cancellation);

        return new JournalContent
        {
            Runs = [.. await QueryAsync($"select id, kind, target, environment, environment_class, set_digest, server, actor, started_at, rolls_back from {_prefix}run order by position", ReadRun, cancellation)],
            States = [.. await QueryAsync($"select run_id, state, at, because from {_prefix}run_state order by position", row => new RunStateRow(row.Text(0), JournalWords.Read<RunState>(row.Text(1)), row.Time(2), row.TextOrNull(3)), cancellation)],
            Migrations = [.. await QueryAsync($"select run_id, path, digest, event, at, rollback, rollback_digest from {_prefix}migration order by position", ReadMigration, cancellation)],
            Steps = [.. await QueryAsync($"select run_id, path, number, event, migration_digest, digest, at, in_transaction, took_microseconds, rows, error from {_prefix}step order by position", ReadStep, cancellation)],
            Snapshot = snapshots.Count == 0 ? null : snapshots[0],
        };
    }

    public Task AddAsync(RunRow run, CancellationToken cancellation) => ExecuteAsync(
        $"insert into {_prefix}run (id, kind, target, environment, environment_class, set_digest, server, actor, started_at, rolls_back) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [run.Id, JournalWords.Write(run.Kind), run.Target, run.Environment, run.EnvironmentClass, run.SetDigest, run.Server, run.Actor, run.StartedAt, run.RollsBack],
        cancellation);

    public Task AddAsync(RunStateRow state, CancellationToken cancellation) => ExecuteAsync(
        $"insert into {_prefix}run_state (run_id, state, at, because) values ($1, $2, $3, $4)",
        [state.RunId, JournalWords.Write(state.State), state.At, state.Because],
        cancellation);

    /// <summary>The row of the other tool, where there is one, goes with ours.</summary>
    public async Task AddAsync(MigrationRow row, CancellationToken cancellation)
    {
        await ExecuteAsync(
            $"insert into {_prefix}migration (run_id, path, digest, event, at, rollback, rollback_digest) values ($1, $2, $3, $4, $5, $6, $7)",
            [row.RunId, row.Path, row.Digest, JournalWords.Write(row.Event), row.At, row.Rollback, row.Rollback is null ? null : row.RollbackDigest],
            cancellation);

        await FollowAsync(row, cancellation);
    }

    /// <summary>Only the row of the other tool.</summary>
    public Task FollowAsync(MigrationRow row, CancellationToken cancellation) => host?.FollowAsync(_rows, row, cancellation) ?? Task.CompletedTask;

    public Task AddAsync(StepRow step, CancellationToken cancellation) => AddAsync([step], cancellation);

    public async Task AddAsync(IReadOnlyList<StepRow> steps, CancellationToken cancellation)
    {
        foreach (var some in steps.Chunk(StepsAtOnce))
        {
            object?[][] rows = [.. some.Select(Values)];
            var places = rows.Select((row, at) => $"({string.Join(", ", row.Select((_, column) => $"${(at * row.Length) + column + 1}"))})");

            await ExecuteAsync(
                $"insert into {_prefix}step (run_id, path, number, event, migration_digest, digest, at, in_transaction, took_microseconds, rows, error) values {string.Join(", ", places)}",
                [.. rows.SelectMany(static row => row)],
                cancellation);
        }
    }

    /// <summary>A run keeps the latest of its snapshots, and the journal those of the last runs.</summary>
    public Task PutAsync(SnapshotRow row, CancellationToken cancellation) => ExecuteAsync(
        $"""
        insert into {_prefix}snapshot (run_id, fingerprint, schema, taken_at) values ($1, $2, $3, $4)
        on conflict (run_id) do update set fingerprint = excluded.fingerprint, schema = excluded.schema, taken_at = excluded.taken_at
        """,
        [row.RunId, row.Fingerprint, SnapshotJson.Write(row.Snapshot, null), row.TakenAt],
        cancellation);

    private static object?[] Values(StepRow step) =>
    [
        step.RunId, step.Path, step.Number, JournalWords.Write(step.Event), step.MigrationDigest, step.Digest, step.At, step.InTransaction,
        step.Took is { } took ? (long)took.TotalMicroseconds : (long?)null, step.Rows, step.Error,
    ];

    private static RunRow ReadRun(JournalRow row) => new()
    {
        Id = row.Text(0),
        Kind = JournalWords.Read<JournalRunKind>(row.Text(1)),
        Target = row.Text(2),
        Environment = row.Text(3),
        EnvironmentClass = row.Text(4),
        SetDigest = row.Digest(5),
        Server = row.Text(6),
        Actor = row.Text(7),
        StartedAt = row.Time(8),
        RollsBack = row.TextOrNull(9),
    };

    private static MigrationRow ReadMigration(JournalRow row) => new(row.Text(0), row.Text(1), row.Digest(2), JournalWords.Read<MigrationEvent>(row.Text(3)))
    {
        At = row.Time(4),
        Rollback = row.TextOrNull(5),
        RollbackDigest = row.Digest(6),
    };

    private static StepRow ReadStep(JournalRow row) => new(row.Text(0), row.Text(1), row.Number(2), JournalWords.Read<StepEvent>(row.Text(3)))
    {
        MigrationDigest = row.Digest(4),
        Digest = row.Digest(5),
        At = row.Time(6),
        InTransaction = row.Flag(7),
        Took = row.LongOrNull(8) is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null,
        Rows = row.LongOrNull(9),
        Error = row.TextOrNull(10),
    };

    private Task ExecuteAsync(string sql, object?[] values, CancellationToken cancellation) => _rows.ExecuteAsync(sql, values, cancellation);

    private Task<List<T>> QueryAsync<T>(string sql, Func<JournalRow, T> read, CancellationToken cancellation) => _rows.QueryAsync(sql, [], read, cancellation);
}
