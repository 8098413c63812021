using System.Data.Common;

namespace ChangeGate.Databases.Shadows;

/// <summary>One database of a cluster of ours, or of a server that was named.</summary>
internal sealed class PostgreSqlShadow(ShadowDatabases databases, ShadowMark mark, ShadowAccess access) : Shadow
{
    public ShadowMark Mark => mark;

    public override EngineAddress Address { get; } = access.Address(mark.Database);

    public override EngineAddress? WatchingAddress { get; } = access.Watching?.Invoke(mark.Database);

    internal override TimeSpan? StatementLimit => access.StatementLimit;

    internal override string? TakeStopped() => access.TakeStopped?.Invoke();

    public override async Task<Shadow> CopyAsync(CancellationToken cancellation) => new PostgreSqlShadow(databases, await databases.CopyAsync(mark, cancellation), access);

    public override ValueTask DisposeAsync()
    {
        databases.Drop(mark);
        return ValueTask.CompletedTask;
    }

    internal override Task VerifyAsync(DbConnection connection, CancellationToken cancellation) => mark.VerifyAsync(connection, cancellation);
}

/// <summary>How the databases of one server are reached, and within which limits.</summary>
/// <param name="Address">For SQL under rehearsal, by the name of a database.</param>
/// <param name="StatementLimit">null for ever.</param>
internal sealed record ShadowAccess(Func<string, EngineAddress> Address, TimeSpan? StatementLimit)
{
    /// <summary>For who watches; null where there is no such role.</summary>
    public Func<string, EngineAddress>? Watching { get; init; }

    /// <summary>null where nobody ends anything from outside.</summary>
    public Func<string?>? TakeStopped { get; init; }
}
