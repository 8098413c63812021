using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Looks at a shadow before and after each statement, with the eyes of the engine.</summary>
internal abstract class StatementObserver
{
    /// <summary>A transaction, or a statement that commits itself, is about to begin.</summary>
    public abstract Task BeginAsync(WorkConnection work, CancellationToken cancellation);

    /// <summary>Runs it and tells what it did.</summary>
    /// <exception cref="StatementFailedException">The engine refused it.</exception>
    public abstract Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation);
}
