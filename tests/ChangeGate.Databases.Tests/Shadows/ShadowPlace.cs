using ChangeGate.Changes;
using ChangeGate.Databases.Shadows;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Shadows;

/// <summary>Where the shadows of one test live. Another user has to get through it, as PostgreSQL does not run as root.</summary>
internal sealed class ShadowPlace : IDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ShadowPlace()
        : this(Path.Combine(new ShadowOptions { CacheFolder = "", TemporaryFolder = Path.GetTempPath() }.PreferMemory().TemporaryFolder, $"cgtest-{Guid.NewGuid():N}"[..16]))
    {
    }

    public ShadowPlace(string folder)
    {
        Folder = folder;

        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder, Passable);
        }

        Options = new ShadowOptions { CacheFolder = Repository.PathTo("artifacts", "shadows"), TemporaryFolder = Folder, IsRoot = Environment.UserName == "root" };
    }

    public string Folder { get; }

    public ShadowOptions Options { get; init; }

    public IEnumerable<string> Leftovers => Directory.EnumerateFileSystemEntries(Folder);

    public Task<ShadowServer> StartAsync(InstalledPostgres installed, Func<ShadowOptions, ShadowOptions>? change = null)
    {
        var options = Options with { ProgramFolders = [installed.Programs] };
        return ShadowServers.OpenAsync("local", Dialect.PostgreSql, installed.Version, change?.Invoke(options) ?? options, default);
    }

    public static async Task<T> ScalarAsync<T>(EngineAddress address, string sql)
    {
        await using var connection = await ConnectAsync(address);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One statement after the other on one connection.</summary>
    public static async Task RunAsync(EngineAddress address, params string[] statements)
    {
        await using var connection = await ConnectAsync(address);

        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task<NpgsqlConnection> ConnectAsync(EngineAddress address)
    {
        await using var connections = new Databases.PostgreSql.PostgreSqlConnections(address.Connection);
        return await connections.OpenAsync(default);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
