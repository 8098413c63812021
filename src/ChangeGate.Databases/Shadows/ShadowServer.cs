using System.Data.Common;
using ChangeGate.Changes;

namespace ChangeGate.Databases.Shadows;

/// <summary>A place where databases are made to be thrown away. What it started it stops, and what it made it removes, also when this process is killed.</summary>
public abstract class ShadowServer : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    public abstract int MajorVersion { get; }

    /// <summary>Engine, exact version and where it comes from: <c>PostgreSQL 18.4 (embedded)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>What the server ended because it went beyond its limits, and why, as a sentence; null when nothing was. Its statement has failed as if the connection had been lost.</summary>
    public virtual string? Stopped => null;

    /// <summary>An empty database with the mark of a shadow.</summary>
    public abstract Task<Shadow> CreateAsync(CancellationToken cancellation);

    /// <summary>What <see cref="KeepAsync"/> kept under <see cref="ShadowOptions.Kept"/> before; null when that has not happened. To be copied and disposed of like any other.</summary>
    public virtual Shadow? Kept => null;

    /// <summary>What was said of it when it was kept.</summary>
    public virtual string KeptNote => "";

    /// <summary>Keeps the content for those who start a server with <see cref="ShadowOptions.Kept"/> later. Nobody may be connected, and no other shadow may be there.</summary>
    /// <param name="shadow">Of this server.</param>
    /// <param name="note">What is to be known of the content beside it.</param>
    /// <param name="cancellation">Then nothing is kept.</param>
    /// <returns>Whether it was kept: not every server can, and not every content.</returns>
    public virtual Task<bool> KeepAsync(Shadow shadow, string note, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Another of the same kind, which shares nothing with this one; null where there is only one: SQLite's limit of memory holds for the whole process.</summary>
    public virtual Task<ShadowServer?> TwinAsync(CancellationToken cancellation) => Task.FromResult<ShadowServer?>(null);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A database that may be spoilt: nobody else knows it, and it is gone when it is disposed of.</summary>
public abstract class Shadow : IAsyncDisposable
{
    /// <summary>As the role that migrations run as, which owns the database and is no superuser.</summary>
    public abstract EngineAddress Address { get; }

    /// <summary>What holds of every session on it, whatever its scripts set for themselves.</summary>
    internal RunLimits Limits => StatementLimit is { } limit ? new RunLimits { Statement = limit, Build = limit } : new RunLimits();

    /// <summary>How long a statement may run; null for ever.</summary>
    internal virtual TimeSpan? StatementLimit => null;

    /// <summary>What the server ended since somebody asked last, as <see cref="ShadowServer.Stopped"/> says it.</summary>
    internal virtual string? TakeStopped() => null;

    /// <summary>The same database as a role that may watch everything and that SQL under rehearsal cannot become; null where there is none.</summary>
    public virtual EngineAddress? WatchingAddress => null;

    /// <summary>To be called on every connection before foreign SQL runs there: it refuses where the connection does not lead to this shadow, and shuts what leads out of it.</summary>
    /// <exception cref="Failures.GateException">This is not the shadow, or its mark is gone.</exception>
    internal abstract Task VerifyAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>The same content once more. Nobody may be connected to this one.</summary>
    public abstract Task<Shadow> CopyAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
