using System.Runtime.ExceptionServices;

namespace ChangeGate.Decisions;

/// <summary>
/// Pure computations of a long set, of which other cores take what they can. Little lies waiting: where they do not keep up, whoever hands in work does
/// it himself, so that all cores are busy to the end and what one piece of work looked at is free as soon as it is done.
/// </summary>
internal sealed class Workbench(bool shares)
{
    private const int MostWaiting = 24;

    private int _waiting;

    public Job<T> Later<T>(Func<T> compute)
        where T : class
    {
        var job = new Job<T>(this, compute);

        if (shares && Volatile.Read(ref _waiting) < MostWaiting)
        {
            Interlocked.Increment(ref _waiting);
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        }
        else if (shares)
        {
            job.Run();
        }

        return job;
    }

    internal void Taken() => Interlocked.Decrement(ref _waiting);
}

/// <summary>Work that is done once: by another core, or by whoever asks for its result first.</summary>
internal sealed class Job<T>(Workbench bench, Func<T> compute) : IThreadPoolWorkItem
    where T : class
{
    private readonly Lock _doing = new();

    // Given up once it has run, with all that it looked at.
    private Func<T>? _compute = compute;
    private T? _result;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Waits for it where another core is at it.</summary>
    public T Result
    {
        get
        {
            Run();
            _failure?.Throw();

            return _result!; // it has run, and did not fail
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        bench.Taken();
        Run();
    }

    public void Run()
    {
        lock (_doing)
        {
            if (_compute is not { } compute)
            {
                return;
            }

            _compute = null;

            try
            {
                _result = compute();
            }
#pragma warning disable CA1031 // Whoever asks for the result gets it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
