using ChangeGate.Reports;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>What others do on the server that a run would wait for, or make worse.</summary>
/// <param name="control">Asked.</param>
/// <param name="limits">What is too long.</param>
internal sealed class PostgreSqlHindrances(NpgsqlConnection control, RunLimits limits)
{
    // Indexes stand for their tables. What was prepared and never finished holds its locks without a process (manual, 53.16).
    private const string OldTransaction = """
        with wanted as (
            select c.oid from pg_catalog.pg_class c where c.relname = any($1)
            union select i.indrelid from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid where c.relname = any($1)
        ), holding as (
            select l.pid, l.relation::regclass::text as name, a.xact_start as since, coalesce(nullif(a.application_name, ''), 'a session') as who, a.state
            from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'relation' and l.granted and l.pid <> pg_backend_pid() and l.relation in (select oid from wanted)
              and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
            union all
            select null, l.relation::regclass::text, p.prepared, 'a prepared transaction', p.gid
            from pg_catalog.pg_prepared_xacts p join pg_catalog.pg_locks l on l.virtualtransaction = '-1/' || p.transaction
            where p.database = current_database() and l.locktype = 'relation' and l.relation in (select oid from wanted)
        )
        select name, who, pid, extract(epoch from clock_timestamp() - since)::bigint, state from holding
        where since < clock_timestamp() - make_interval(secs => $2) order by since limit 1
        """;

    private const string Replica = """
        select coalesce(nullif(application_name, ''), 'a replica'), extract(epoch from replay_lag)::bigint from pg_catalog.pg_stat_replication
        where replay_lag > make_interval(secs => $1) order by replay_lag desc limit 1
        """;

    /// <returns>null where nothing stands in the way.</returns>
    public async Task<Refusal?> FindAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        await TransactionAsync(names, cancellation) ?? await ReplicaAsync(cancellation);

    private async Task<Refusal?> TransactionAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        if (limits.OldestTransaction == TimeSpan.Zero || names.Count == 0)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(OldTransaction, control) { Parameters = { new() { Value = names.ToArray() }, new() { Value = limits.OldestTransaction.TotalSeconds } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var process = await reader.IsDBNullAsync(2, cancellation) ? null : $" (process {reader.GetInt32(2)} of the server, {(await reader.IsDBNullAsync(4, cancellation) ? "active" : reader.GetString(4))})";

        return new Refusal(
            RefusalKind.NotNow,
            $"A transaction has held {Prose.Name(reader.GetString(0))} for {Wording.Roughly(TimeSpan.FromSeconds(reader.GetInt64(3)))}: {Prose.Name(reader.GetString(1))}{process}. The run would wait for it, and everybody else behind the run.",
            $"Let it end or end it, and run again; `oldestTransaction` of the environment says how old is too old (now {limits.OldestTransaction.TotalSeconds:0} s).");
    }

    private async Task<Refusal?> ReplicaAsync(CancellationToken cancellation)
    {
        if (limits.ReplicaLag == TimeSpan.Zero)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(Replica, control) { Parameters = { new() { Value = limits.ReplicaLag.TotalSeconds } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        return await reader.ReadAsync(cancellation)
            ? new Refusal(
                RefusalKind.NotNow,
                $"The replica {Prose.Name(reader.GetString(0))} is {Wording.Roughly(TimeSpan.FromSeconds(reader.GetInt64(1)))} behind.",
                $"Let it catch up and run again; `replicaLag` of the environment says how far is too far (now {limits.ReplicaLag.TotalSeconds:0} s).")
            : null;
    }
}
