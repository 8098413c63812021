namespace ChangeGate.GitHub.Connection;

/// <summary>How long one client may wait in all: a job that sleeps for an hour helps nobody.</summary>
internal sealed class WaitBudget(TimeSpan total)
{
    private readonly Lock _lock = new();

    private TimeSpan _left = total;

    public bool Holds(TimeSpan wait)
    {
        lock (_lock)
        {
            return wait <= _left;
        }
    }

    public void Take(TimeSpan wait)
    {
        lock (_lock)
        {
            _left -= wait;
        }
    }
}
