using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>Files in a folder that nobody else may look into. SQLite is in this process: there is nothing to start.</summary>
internal sealed class SqliteShadowServer : ShadowServer
{
    private const string Note = ".note";

    private readonly PrivateFolder _folder;
    private readonly ShadowOptions _options;
    private readonly string? _keptPath;
    private int _count;

    static SqliteShadowServer() => SQLitePCL.Batteries_V2.Init();

    private SqliteShadowServer(PrivateFolder folder, ShadowOptions options)
    {
        _folder = folder;
        _options = options;
        _keptPath = options.Kept is { } name ? Path.Combine(options.CacheFolder, "sqlite", $"{CacheFolder.Checked(name)}.db") : null;

        if (_keptPath is not null && File.Exists(_keptPath) && CacheFolder.TryHold(_keptPath + ".lock") is { } held)
        {
            using (held)
            {
                (Kept, KeptNote) = File.Exists(_keptPath) ? (Copy(_keptPath), File.ReadAllText(_keptPath + Note)) : (null, "");
            }
        }
    }

    public override Shadow? Kept { get; }

    public override string KeptNote { get; } = "";

    public override Dialect Dialect => Dialect.Sqlite;

    public override int MajorVersion => SQLitePCL.raw.sqlite3_libversion_number() / 1_000_000;

    public override string Description { get; } = $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}";

    public static SqliteShadowServer Open(ShadowOptions options) => new(PrivateFolder.Create(options.TemporaryFolder), options);

    public override Task<Shadow> CreateAsync(CancellationToken cancellation)
    {
        var path = NextPath();
        File.Create(path).Dispose();
        return Task.FromResult<Shadow>(new SqliteShadow(this, path));
    }

    public override Task<bool> KeepAsync(Shadow shadow, string note, CancellationToken cancellation)
    {
        // What was not written back into the file yet stands beside it, and a name for both cannot be given at once.
        if (_keptPath is null || shadow is not SqliteShadow { Path: var path } || File.Exists(path + "-wal") || File.Exists(path + "-journal"))
        {
            return Task.FromResult(false);
        }

        var unfinished = $"{_keptPath}.{Path.GetFileName(_folder.Path)}";
        CacheFolder.Make(Path.GetDirectoryName(_keptPath)!);
        File.Copy(path, unfinished, overwrite: true);
        File.WriteAllText(_keptPath + Note, note);
        File.Move(unfinished, _keptPath, overwrite: true);
        CacheFolder.ForgetOldest(new DirectoryInfo(Path.GetDirectoryName(_keptPath)!).EnumerateFiles("*.db"), static old =>
        {
            old.Delete();
            File.Delete(old.FullName + Note);
        });
        return Task.FromResult(true);
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal ShadowOptions Options => _options;

    internal SqliteShadow Copy(string path)
    {
        var copy = NextPath();

        // What a connection left that did not end well stands in files beside it, and belongs to the content.
        foreach (var end in (string[])["", "-wal", "-journal"])
        {
            if (File.Exists(path + end))
            {
                File.Copy(path + end, copy + end);
            }
        }

        return File.Exists(copy)
            ? new SqliteShadow(this, copy)
            : throw new GateException("The shadow database is no longer there.", "Run the rehearsal again.");
    }

    private string NextPath() => _folder[Interlocked.Increment(ref _count).ToString("'shadow'0000'.db'", CultureInfo.InvariantCulture)];
}
