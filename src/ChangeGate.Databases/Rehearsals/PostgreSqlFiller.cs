using ChangeGate.Rehearsals.Rows;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Many tables go in one round trip, each in one statement. Where the engine refuses one, its rows are tried one by one, so that one bad row
/// costs no other.
/// </summary>
internal sealed class PostgreSqlFiller
{
    private const int TablesAtOnce = 16;

    // Not session_replication_role: that takes a superuser. Whoever owns a table may switch off what was made for it. One statement for each table: every one makes the server look at the table anew.
    private const string Switches = """
        WITH own AS (
            SELECT c.oid, c.oid::regclass::text AS name, c.relforcerowsecurity FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
        )
        SELECT format('ALTER TABLE %s %s', name, string_agg(off, ', ')), format('ALTER TABLE %s %s', name, string_agg(back, ', ')) FROM (
            SELECT own.oid, name, format('DISABLE TRIGGER %I', tgname) AS off, format('ENABLE %s TRIGGER %I', CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, tgname) AS back
            FROM own JOIN pg_catalog.pg_trigger t ON t.tgrelid = own.oid WHERE NOT tgisinternal AND tgenabled <> 'D'
            UNION ALL
            SELECT own.oid, name, format('DISABLE RULE %I', rulename), format('ENABLE %s RULE %I', CASE ev_enabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, rulename)
            FROM own JOIN pg_catalog.pg_rewrite r ON r.ev_class = own.oid WHERE ev_enabled <> 'D'
            UNION ALL
            SELECT oid, name, 'NO FORCE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY' FROM own WHERE relforcerowsecurity
        ) AS switches GROUP BY oid, name ORDER BY oid
        """;

    private const string Views = "SELECT format('REFRESH MATERIALIZED VIEW %s', c.oid::regclass) FROM pg_catalog.pg_class c WHERE relkind = 'm' ORDER BY c.oid";

    private readonly NpgsqlConnection _connection;
    private readonly List<FilledTable> _filled = [];

    private PostgreSqlFiller(NpgsqlConnection connection) => _connection = connection;

    public static async Task<EquatableList<FilledTable>> FillAsync(NpgsqlConnection connection, SyntheticRows rows, CancellationToken cancellation)
    {
        var filler = new PostgreSqlFiller(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var switches = await filler.QueryAsync(Switches, reader => (Off: reader.GetString(0), On: reader.GetString(1)), cancellation);

        // What a deferred constraint finds at the end would take everything with it.
        await filler.RunAsync([.. switches.Select(one => one.Off), "SET CONSTRAINTS ALL IMMEDIATE"], cancellation);

        await filler.FillAsync([.. rows.Batches], cancellation);
        await filler.FillCirclesAsync(rows, cancellation);
        var after = rows.Links.Concat(rows.Sequences).Concat(await filler.QueryAsync(Views, reader => reader.GetString(0), cancellation));
        await filler.TryEachAsync([.. after.Select(static sql => (sql, (string?)null))], cancellation);
        await filler.RunAsync([.. switches.Select(one => one.On)], cancellation);
        await transaction.CommitAsync(cancellation);

        return [.. filler._filled];
    }

    private async Task FillAsync(List<RowBatch> batches, CancellationToken cancellation)
    {
        _filled.AddRange(batches.Where(batch => batch.Rows.Count == 0).Select(batch => new FilledTable(batch.Table, 0, 0, null)));

        for (var left = batches.Where(batch => batch.Rows.Count > 0).ToList(); left.Count > 0;)
        {
            var now = left.Take(TablesAtOnce).ToList();
            var done = await TryAsync([.. now.Select(batch => batch.Together)], cancellation);
            _filled.AddRange(now.Take(done.Count).Select(batch => new FilledTable(batch.Table, batch.Rows.Count, 0, null)));

            if (done.Failure is { } failure)
            {
                await FillOneByOneAsync(now[done.Count], failure, cancellation);
            }

            left.RemoveRange(0, done.Count + (done.Failure is null ? 0 : 1));
        }
    }

    // What takes too long in one go (a default, a check) is not tried for every row.
    private async Task FillOneByOneAsync(RowBatch batch, PostgresException together, CancellationToken cancellation)
    {
        if (together.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            _filled.Add(new FilledTable(batch.Table, 0, batch.Rows.Count, $"{together.SqlState}: {together.MessageText}"));
            return;
        }

        var (taken, because) = await TryEachAsync([.. batch.Inserts], cancellation);
        _filled.Add(new FilledTable(batch.Table, taken, batch.Rows.Count - taken, because));
    }

    // Tables that refer to each other and take no NULL can only be filled together, by constraints that are looked at afterwards.
    private async Task FillCirclesAsync(SyntheticRows rows, CancellationToken cancellation)
    {
        var refused = _filled.Where(table => table is { Rows: 0, Refused: > 0 }).Select(table => table.Table).ToHashSet();
        var batches = rows.Batches.Where(batch => refused.Contains(batch.Table)).ToList();

        if (batches.Count < 2)
        {
            return;
        }

        try
        {
            await RunAsync(["SAVEPOINT circle", "SET CONSTRAINTS ALL DEFERRED", .. batches.Select(batch => batch.Together), "SET CONSTRAINTS ALL IMMEDIATE", "RELEASE circle"], cancellation);
            _filled.RemoveAll(table => refused.Contains(table.Table));
            _filled.AddRange(batches.Select(batch => new FilledTable(batch.Table, batch.Rows.Count, 0, null)));
        }
        catch (PostgresException)
        {
            // As they were: empty, with the reason of the first attempt.
            await RunAsync(["ROLLBACK TO circle", "RELEASE circle"], cancellation);
        }
    }

    /// <param name="statements">Each with what is tried where it fails; null where there is nothing.</param>
    /// <param name="cancellation">Between round trips.</param>
    private async Task<(int Taken, string? Because)> TryEachAsync(List<(string Sql, string? Instead)> statements, CancellationToken cancellation)
    {
        var (taken, because) = (0, (string?)null);

        for (var at = 0; at < statements.Count; at++)
        {
            var done = await TryAsync([.. statements[at..].Select(static one => one.Sql)], cancellation);
            taken += done.Count;
            at += done.Count;

            if (done.Failure is { } failure && statements[at].Instead is { } instead && failure.SqlState != PostgresErrorCodes.QueryCanceled && await TryAsync([instead], cancellation) is { Failure: null })
            {
                taken++;
            }
            else
            {
                because ??= done.Failure is { } refused ? $"{refused.SqlState}: {refused.MessageText}" : null;
            }
        }

        return (taken, because);
    }

    // Each behind its own savepoint, in one round trip, until the first that fails.
    private async Task<(int Count, PostgresException? Failure)> TryAsync(List<string> statements, CancellationToken cancellation)
    {
        await using var batch = _connection.BatchOf(statements.SelectMany(static statement => (string[])["SAVEPOINT filled", statement, "RELEASE filled"]));

        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            return (statements.Count, null);
        }
        catch (PostgresException failure)
        {
            await RunAsync(["ROLLBACK TO filled", "RELEASE filled"], cancellation);

            // What did not complete has no type.
            return (Enumerable.Range(0, statements.Count).Select(at => batch.BatchCommands[(at * 3) + 1]).TakeWhile(command => command.StatementType != StatementType.Unknown).Count(), failure);
        }
    }

    private async Task RunAsync(List<string> statements, CancellationToken cancellation)
    {
        if (statements.Count == 0)
        {
            return;
        }

        await using var batch = _connection.BatchOf(statements);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
