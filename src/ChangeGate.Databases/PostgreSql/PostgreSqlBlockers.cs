using ChangeGate.Reports;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Looks once, from the side, at whom a statement waits for: when its patience is over, nobody can tell any more.</summary>
internal sealed class PostgreSqlBlockers : IAsyncDisposable
{
    private const int Told = 3;

    // Process 0 stands for a prepared transaction.
    private const string Asked = """
        select coalesce(nullif(a.application_name, ''), case when b.pid = 0 then 'a prepared transaction' else 'a session' end), b.pid, a.usename, a.state, extract(epoch from clock_timestamp() - a.xact_start)::bigint
        from unnest(pg_catalog.pg_blocking_pids($1)) b(pid) left join pg_catalog.pg_stat_activity a on a.pid = b.pid
        order by a.xact_start nulls first
        """;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<List<string>> _found;

    /// <param name="control">Free while the statement runs.</param>
    /// <param name="process">That may wait.</param>
    /// <param name="patience">How long it waits before it gives up.</param>
    public PostgreSqlBlockers(NpgsqlConnection control, int process, TimeSpan patience) => _found = LookAsync(control, process, patience / 2);

    /// <summary>A part of a sentence; empty where it waited for nobody, or not for long.</summary>
    public async Task<string> StopAsync()
    {
        await _stop.CancelAsync();
        var all = await _found;

        return all.Count == 0 ? "" : $"; held by {Wording.List([.. all.Take(Told)])}{(all.Count > Told ? $" and {all.Count - Told} more" : "")}";
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task<List<string>> LookAsync(NpgsqlConnection control, int process, TimeSpan after)
    {
        var found = new List<string>();

        try
        {
            await Task.Delay(after, _stop.Token);
            await using var command = new NpgsqlCommand(Asked, control) { Parameters = { new() { Value = process } } };
            await using var reader = await command.ExecuteReaderAsync();

            while (await reader.ReadAsync())
            {
                var age = await reader.IsDBNullAsync(4) ? "" : $", in a transaction for {Wording.Roughly(TimeSpan.FromSeconds(reader.GetInt64(4)))}";
                var user = await reader.IsDBNullAsync(2) ? "" : $" of {Prose.Name(reader.GetString(2))}";
                found.Add($"{Prose.Name(reader.GetString(0))}{user} (process {reader.GetInt32(1)}{(await reader.IsDBNullAsync(3) ? "" : $", {reader.GetString(3)}")}{age})");
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or NpgsqlException or InvalidOperationException)
        {
            // The statement was faster, or the session that would know is gone: then the lock of the run is, and somebody else says so.
        }

        return found;
    }
}
