using ChangeGate.Changes;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>The door to shadows: what <c>rehearsal.server</c> says becomes a server, or a sentence that says why not.</summary>
public static class ShadowServers
{
    private const string Remedy = "Write `auto`, `local`, `embedded`, `docker`, `docker://` and an image, or the connection string of a server where databases may be created.";

    /// <param name="setting"><c>auto</c>, <c>local</c>, <c>embedded</c>, <c>docker</c>, <c>docker://IMAGE</c> or a connection string. SQLite needs no server and takes each of them.</param>
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
        "auto" => await FindAsync(engineVersion, options, cancellation) is { } programs ? await StartAsync(programs, options, cancellation) : await FetchAsync(engineVersion, options, cancellation),
        _ when ContainerImage.IsSetting(setting) => await StartAsync(setting, engineVersion, options, cancellation),
        _ when setting.Contains("://", StringComparison.Ordinal) || setting.Contains('=', StringComparison.Ordinal) => await ConnectAsync(setting, engineVersion, options, cancellation),
        _ => throw new GateException($"`{setting}` is no kind of shadow server.", Remedy),
    };

    private static Task<ShadowServer> StartAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation) =>
        PostgreSqlCluster.StartAsync(token => ServerProcess.StartAsync(programs, options, token), options, cancellation);

    private static Task<ShadowServer> StartAsync(string setting, int? engineVersion, ShadowOptions options, CancellationToken cancellation)
    {
        var image = ContainerImage.Of(setting, engineVersion);
        var within = ServerContainer.Within(options);
        return PostgreSqlCluster.StartAsync(token => ServerContainer.StartAsync(image, engineVersion, within, token), within, cancellation);
    }

    // What is not what ChangeGate was released with is no reason to look elsewhere: somebody has to know.
    private static async Task<ShadowServer> FetchAsync(int? engineVersion, ShadowOptions options, CancellationToken cancellation)
    {
        try
        {
            return await StartAsync(await EmbeddedPostgres.GetAsync(engineVersion, options, cancellation), options, cancellation);
        }
        catch (GateException embedded) when (embedded.InnerException is not InvalidDataException)
        {
            try
            {
                return await StartAsync("docker", engineVersion, options, cancellation);
            }
            catch (GateException docker)
            {
                throw new GateException($"{embedded.Problem} {docker.Problem}", embedded.Remedy, docker);
            }
        }
    }

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
