using System.Data.Common;

namespace ChangeGate.Databases.Shadows;

/// <summary>One database of a cluster of ours, or of a server that was named.</summary>
internal sealed class PostgreSqlShadow(ShadowDatabases databases, ShadowMark mark, Func<string, EngineAddress> address, Func<string, EngineAddress>? watching) : Shadow
{
    public ShadowMark Mark => mark;

    public override EngineAddress Address { get; } = address(mark.Database);

    public override EngineAddress? WatchingAddress { get; } = watching?.Invoke(mark.Database);

    public override async Task<Shadow> CopyAsync(CancellationToken cancellation) => new PostgreSqlShadow(databases, await databases.CopyAsync(mark, cancellation), address, watching);

    public override async ValueTask DisposeAsync() => await databases.DropAsync(mark);

    internal override Task VerifyAsync(DbConnection connection, CancellationToken cancellation) => mark.VerifyAsync(connection, cancellation);
}
