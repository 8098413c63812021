using ChangeGate.Changes;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>The door to shadows: what <c>rehearsal.server</c> says becomes a server, or a sentence that says why not.</summary>
public static class ShadowServers
{
    private const string Remedy = "Write `auto`, `local`, `embedded`, or the connection string of a server where databases may be created.";

    /// <param name="setting"><c>auto</c>, <c>local</c>, <c>embedded</c>, <c>docker</c> or a connection string. SQLite needs no server and takes each of them.</param>
    /// <param name="engineVersion">The major version that production runs; null for the newest there is.</param>
    public static async Task<ShadowServer> OpenAsync(string setting, Dialect dialect, int? engineVersion, ShadowOptions options, CancellationToken cancellation) => dialect switch
    {
        Dialect.Sqlite => SqliteShadowServer.Open(options),
        Dialect.PostgreSql => await OpenPostgreSqlAsync(setting.Trim(), engineVersion, options, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No shadows for this dialect."),
    };

    private static async Task<ShadowServer> OpenPostgreSqlAsync(string setting, int? engineVersion, ShadowOptions options, CancellationToken cancellation) => setting switch
    {
        "local" => await StartAsync(await FindAsync(engineVersion, options, cancellation) ?? throw NotInstalled(engineVersion), options, cancellation),
        "embedded" => await StartAsync(await EmbeddedPostgres.GetAsync(engineVersion, options, cancellation), options, cancellation),
        "auto" => await StartAsync(await FindAsync(engineVersion, options, cancellation) ?? await EmbeddedPostgres.GetAsync(engineVersion, options, cancellation), options, cancellation),
        _ when setting == "docker" || setting.StartsWith("docker:", StringComparison.Ordinal) => throw new GateException("Shadow servers in containers are not supported yet.", Remedy),
        _ when setting.Contains("://", StringComparison.Ordinal) || setting.Contains('=', StringComparison.Ordinal) => await ConnectAsync(setting, engineVersion, options, cancellation),
        _ => throw new GateException($"`{setting}` is no kind of shadow server.", Remedy),
    };

    private static Task<ShadowServer> StartAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation) => PostgreSqlCluster.StartAsync(programs, options, cancellation);

    private static Task<PostgreSqlPrograms?> FindAsync(int? engineVersion, ShadowOptions options, CancellationToken cancellation) => PostgreSqlPrograms.FindAsync(options.ProgramFolders, engineVersion, cancellation);

    private static async Task<ShadowServer> ConnectAsync(string setting, int? engineVersion, ShadowOptions options, CancellationToken cancellation)
    {
        var server = await ConnectedPostgres.OpenAsync(new ConnectionString(setting), options, cancellation);

        if (engineVersion is null || engineVersion == server.MajorVersion)
        {
            return server;
        }

        await server.DisposeAsync();
        throw new GateException($"The server for shadows is PostgreSQL {server.MajorVersion}, and the target's engine is {engineVersion}.", "Name a server of the target's version, or correct `engine`.");
    }

    private static GateException NotInstalled(int? engineVersion) => new(
        engineVersion is { } version ? $"The server programs of PostgreSQL {version} are not installed here." : "No server programs of PostgreSQL are installed here.",
        "Install them, add their folder to `CHANGEGATE_POSTGRES_PROGRAMS`, or write `embedded`.");
}
