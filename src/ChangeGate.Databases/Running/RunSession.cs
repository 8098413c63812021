using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Runs;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Running;

/// <summary>One run's hold on a database: the exclusive lock, and the connection over which the journal is written at once.</summary>
internal abstract class RunSession : IAsyncDisposable
{
    /// <summary>What is written here is committed by itself.</summary>
    public abstract Journal Journal { get; }

    /// <exception cref="Failures.GateException">The lock is no longer ours.</exception>
    public abstract Task VerifyLockAsync(CancellationToken cancellation);

    public abstract Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation);

    /// <summary>Counts and digests of the rows of each table; those of a partitioned one are in its partitions.</summary>
    public abstract Task<IReadOnlyDictionary<ObjectName, TableContent>> ReadContentsAsync(IReadOnlyList<Table> tables, CancellationToken cancellation);

    /// <summary>What speaks against beginning now, and passes: a long transaction, a replica that is behind, a full disk.</summary>
    /// <param name="names">Of what the run touches, without schemas.</param>
    /// <param name="cancellation">Nothing was changed.</param>
    /// <returns>null where nothing does.</returns>
    public abstract Task<Refusal?> HindranceAsync(IReadOnlyList<string> names, CancellationToken cancellation);

    /// <summary>A connection of its own for one migration, so that no setting of one reaches the next.</summary>
    public abstract Task<WorkConnection> OpenWorkAsync(CancellationToken cancellation);

    /// <summary>The next working connection is a new one, whatever could be used again.</summary>
    public virtual ValueTask ForgetWorkAsync() => ValueTask.CompletedTask;

    /// <summary>Statements that clear away what a broken autocommit statement left, and whether the statement itself took effect.</summary>
    public abstract Task<Aftermath> ExamineAsync(RunnableStatement statement, SchemaSnapshot? recorded, CancellationToken cancellation);

    /// <summary>What the guard inside the database says.</summary>
    public virtual Task<GuardStatus> ReadGuardAsync(CancellationToken cancellation) => Task.FromResult(GuardStatus.None);

    /// <summary>What the guard recorded up to there stands in the report of a run.</summary>
    public virtual Task ReportGuardAsync(string runId, long upTo, CancellationToken cancellation) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}

/// <summary>The connection over which one migration runs.</summary>
internal abstract class WorkConnection : IAsyncDisposable
{
    /// <summary>What is written here is committed with the migration.</summary>
    public abstract Journal Journal { get; }

    /// <summary>For whoever looks on from inside the transaction.</summary>
    public abstract DbConnection Connection { get; }

    public abstract Task BeginAsync(bool foreignKeysOff, CancellationToken cancellation);

    /// <returns>Rows, where the engine reports them.</returns>
    /// <exception cref="StatementFailedException">The engine refused it, or the connection was lost.</exception>
    public abstract Task<long?> ExecuteAsync(RunnableStatement statement, CancellationToken cancellation);

    /// <summary>The statements are through and the journal is next: the transaction is looked at (<see cref="VerifyTransactionAsync"/>), and a role or a limit that the script took is gone.</summary>
    public virtual Task FinishAsync(CancellationToken cancellation) => VerifyTransactionAsync(cancellation);

    /// <summary>After <see cref="FinishAsync"/>.</summary>
    public abstract Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation);

    /// <summary>Whether the transaction is still the one that was begun, and rows still point where they must.</summary>
    /// <exception cref="StatementFailedException">The script ended it, or left rows that point nowhere.</exception>
    public abstract Task VerifyTransactionAsync(CancellationToken cancellation);

    /// <exception cref="StatementFailedException">It was not committed, or (<see cref="EngineError.Uncertain"/>) nobody knows.</exception>
    public abstract Task CommitAsync(CancellationToken cancellation);

    /// <summary>Never fails: where the connection is gone, so is the transaction.</summary>
    public abstract Task RollbackAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>What became of an autocommit statement whose end nobody recorded. The zero value is not to know.</summary>
internal enum Effect
{
    Unknown,
    None,
    Complete,
}

/// <param name="Cleaning">To be run before the statement is run again.</param>
internal sealed record Aftermath(Effect Effect, IReadOnlyList<string> Cleaning, string Because);
