using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>Ends sessions of the limited role that fill the disk, or run longer than they may although they switched the server's own limit off.</summary>
internal sealed class ShadowGuard : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private const long FreeBytes = 256L << 20;

    private readonly ShadowDatabases _databases;
    private readonly RunningPostgres _server;
    private readonly ShadowOptions _options;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watch;
    private string? _stopped;

    public ShadowGuard(ShadowDatabases databases, RunningPostgres server, ShadowOptions options)
    {
        _databases = databases;
        _server = server;
        _options = options;
        _watch = WatchAsync();
    }

    /// <summary>What was ended last and why, as a sentence.</summary>
    public string? Stopped => _stopped;

    /// <summary>The same, once.</summary>
    public string? TakeStopped() => Interlocked.Exchange(ref _stopped, null);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watch;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pause);

        try
        {
            var atStart = (await _server.MeasureAsync(_databases, _end.Token)).Used;

            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await LookAsync(atStart);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or GateException or ObjectDisposedException)
        {
            // A server that is gone needs no guard.
        }
    }

    private async Task LookAsync(long atStart)
    {
        var disk = await _server.MeasureAsync(_databases, _end.Token);

        if (disk.Used - atStart > _options.DiskBytes)
        {
            await EndAsync("true", $"The shadow grew by more than {_options.DiskBytes >> 20} MB.");
        }
        else if (disk.Free < FreeBytes)
        {
            await EndAsync("true", $"Less than {FreeBytes >> 20} MB are free where the shadow lies.");
        }
        else if (_options.StatementLimit is { } limit)
        {
            await EndAsync($"state = 'active' and clock_timestamp() - query_start > interval '{(long)limit.TotalMilliseconds + 500} milliseconds'", $"A statement ran for more than {limit.TotalSeconds:0.#} s.");
        }
    }

    private async Task EndAsync(string which, string because)
    {
        var sessions = $"from pg_stat_activity where usename = '{PostgreSqlCluster.Role}' and {which}";

        if (await _databases.ReadAsync($"select pid::text {sessions}", _end.Token) is [_, ..])
        {
            // Said before it is done: whoever loses the connection looks for the reason at once.
            _stopped = because;
            await _databases.ReadAsync($"select pg_terminate_backend(pid)::text {sessions}", _end.Token);
        }
    }
}
