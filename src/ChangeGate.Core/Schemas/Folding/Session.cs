using System.Collections.Immutable;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>A point that ROLLBACK returns to; the first has no name, unless a SAVEPOINT opened the transaction (SQLite).</summary>
internal sealed record TransactionFrame(string? Savepoint, SchemaSnapshot Snapshot, EquatableList<string> SearchPath, EquatableList<AlterDefaultPrivileges> DefaultPrivileges);

/// <summary>What a connection remembers between statements, as far as it decides what later statements mean.</summary>
internal sealed record Session
{
    private ImmutableStack<TransactionFrame> _frames = [];

    private EquatableList<string>? _pathBeforeLocal;

    public EquatableList<string> SearchPath { get; private init; }

    /// <summary>Privileges that objects get when they are made, in the order in which they were said.</summary>
    public EquatableList<AlterDefaultPrivileges> DefaultPrivileges { get; init; }

    public bool InTransaction => !_frames.IsEmpty;

    /// <summary>SQLite: renames leave references in other objects alone.</summary>
    public bool LegacyAlterTable { get; init; }

    public bool ForeignKeys { get; init; } = true;

    public static Session Start(Dialect dialect) => new() { SearchPath = dialect == Dialect.PostgreSql ? ["public"] : [] };

    public static string TemporarySchema(Dialect dialect) => dialect == Dialect.PostgreSql ? "pg_temp" : "temp";

    public Session SetSearchPath(EquatableList<string> path, bool local) =>
        this with { SearchPath = path, _pathBeforeLocal = local ? _pathBeforeLocal ?? SearchPath : null };

    public Session Begin(SchemaSnapshot snapshot, string? savepoint = null) => this with { _frames = _frames.Push(new TransactionFrame(savepoint, snapshot, SearchPath, DefaultPrivileges)) };

    /// <summary>COMMIT, or the end of the script: local settings end.</summary>
    public Session EndTransaction() => this with { _frames = [], SearchPath = _pathBeforeLocal ?? SearchPath, _pathBeforeLocal = null };

    public Session Release(string savepoint)
    {
        var frames = To(savepoint);

        return frames.IsEmpty ? this : frames.Pop().IsEmpty ? EndTransaction() : this with { _frames = frames.Pop() };
    }

    /// <summary>The state at the start of the transaction; null outside one, where the engine only warns.</summary>
    public (Session Session, SchemaSnapshot Snapshot)? Rollback()
    {
        if (_frames.IsEmpty)
        {
            return null;
        }

        var first = _frames.Last();

        return (this with { _frames = [], SearchPath = first.SearchPath, DefaultPrivileges = first.DefaultPrivileges, _pathBeforeLocal = null }, first.Snapshot);
    }

    /// <summary>The savepoint itself stays.</summary>
    public (Session Session, SchemaSnapshot Snapshot)? RollbackTo(string savepoint)
    {
        var frames = To(savepoint);

        return frames.IsEmpty ? null : (this with { _frames = frames, SearchPath = frames.Peek().SearchPath, DefaultPrivileges = frames.Peek().DefaultPrivileges }, frames.Peek().Snapshot);
    }

    private ImmutableStack<TransactionFrame> To(string savepoint)
    {
        var frames = _frames;

        while (!frames.IsEmpty && !string.Equals(frames.Peek().Savepoint, savepoint, StringComparison.OrdinalIgnoreCase))
        {
            frames = frames.Pop();
        }

        return frames;
    }
}
