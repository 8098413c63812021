using System.Collections.Concurrent;
using ChangeGate.Databases.Running;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Ends a statement that runs longer than it may, whatever limits it sets for itself.</summary>
/// <param name="limit">null for ever.</param>
internal sealed class StatementClock(TimeSpan? limit)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // A function of SQLite over a long value cannot be interrupted. Its connection can neither be closed nor be forgotten while it runs: both wait for it.
    private static readonly ConcurrentBag<WorkConnection> Abandoned = [];

    private bool _isLost;

    /// <exception cref="StatementFailedException">The engine refused it, or it took too long.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> statement, CancellationToken cancellation)
    {
        if (limit is not { } most)
        {
            return await statement(cancellation);
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        clock.CancelAfter(most);

        try
        {
            return await Task.Run(() => statement(clock.Token), CancellationToken.None).WaitAsync(most + Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _isLost = true;
            throw new StatementFailedException(new EngineError("9", "cannot be interrupted") { Cancelled = true });
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StatementFailedException(new EngineError("9", "interrupted") { Cancelled = true });
        }
    }

    /// <summary>Rolls back what the connection has done, unless it still does it.</summary>
    public async Task RollbackAsync(WorkConnection work)
    {
        if (!_isLost)
        {
            await work.RollbackAsync();
        }
    }

    public async Task CloseAsync(WorkConnection work)
    {
        if (_isLost)
        {
            Abandoned.Add(work);
            return;
        }

        await work.DisposeAsync();
    }
}
