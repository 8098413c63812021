namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>A clock on which every wait is over at once, and is remembered. The time that an attempt may take never runs out.</summary>
internal sealed class SkippingTime(DateTimeOffset start, TimeSpan attempt) : TimeProvider
{
    private readonly Lock _lock = new();

    private DateTimeOffset _now = start;

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime == attempt)
        {
            return new Timer();
        }

        lock (_lock)
        {
            Waits.Add(dueTime);
            _now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
