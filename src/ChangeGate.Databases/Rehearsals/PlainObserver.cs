using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>For an engine that locks the whole file and keeps no count of what it scans: time and rows.</summary>
internal sealed class PlainObserver(TimeProvider time) : StatementObserver
{
    public override Task BeginAsync(WorkConnection work, CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var rows = await work.ExecuteAsync(statement, cancellation);

        return new ObservedStatement { Span = new Span(statement.Start, statement.Text.Length), Duration = time.GetElapsedTime(started), Rows = rows };
    }
}
