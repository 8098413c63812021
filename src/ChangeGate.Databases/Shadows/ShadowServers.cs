using ChangeGate.Changes;

namespace ChangeGate.Databases.Shadows;

/// <summary>The door to shadows: what <c>rehearsal.server</c> says becomes a server, or a sentence that says why not.</summary>
public static class ShadowServers
{
    /// <param name="setting"><c>auto</c>, <c>local</c>, <c>embedded</c>, <c>docker</c> or a connection string. SQLite needs no server and takes each of them.</param>
    /// <param name="engineVersion">The major version that production runs; null for the newest there is.</param>
    public static Task<ShadowServer> OpenAsync(string setting, Dialect dialect, int? engineVersion, ShadowOptions options, CancellationToken cancellation) => dialect switch
    {
        Dialect.Sqlite => Task.FromResult<ShadowServer>(SqliteShadowServer.Open(options)),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No shadows for this dialect."),
    };
}
