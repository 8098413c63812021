using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>Ends sessions of the limited role that fill the disk, or run longer than they may although they switched the server's own limit off.</summary>
internal sealed class ShadowGuard : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private const long FreeBytes = 256L << 20;

    private readonly ShadowDatabases _databases;
    private readonly DirectoryInfo _data;
    private readonly ShadowOptions _options;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watch;
    private readonly long _atStart;
    private string? _stopped;

    public ShadowGuard(ShadowDatabases databases, string data, ShadowOptions options)
    {
        _databases = databases;
        _data = new DirectoryInfo(data);
        _options = options;
        _atStart = Size();
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
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await LookAsync();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or GateException or ObjectDisposedException)
        {
            // A server that is gone needs no guard.
        }
    }

    private async Task LookAsync()
    {
        if (Size() - _atStart > _options.DiskBytes)
        {
            await EndAsync("true", $"The shadow grew by more than {_options.DiskBytes >> 20} MB.");
        }
        else if (new DriveInfo(_data.FullName).AvailableFreeSpace < FreeBytes)
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

    private long Size()
    {
        try
        {
            return _data.EnumerateFiles("*", SearchOption.AllDirectories).Sum(SizeOf);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // Files come and go while they are counted.
    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
