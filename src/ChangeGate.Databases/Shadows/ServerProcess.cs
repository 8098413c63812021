using System.Diagnostics;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// A running server in a private folder. Its shell waits for the end of its input, which comes when this process ends in whatever way; and where
/// the system can do it, the server is told when its shell ends.
/// </summary>
internal sealed class ServerProcess : RunningPostgres
{
    private const int LooksBetweenCounts = 8;

    private const long Unnoticed = 32L << 20;

    private const string Copied = """
        template=$1 memory=$2 socket=$folder
        shift 2
        cp -a "$template" "$folder/data"
        [ -z "$user" ] || chown -R "$user" "$folder/data"
        start=
        ! command -v setsid >/dev/null || start=setsid
        ! setpriv --pdeathsig QUIT true 2>/dev/null || start="setpriv --pdeathsig QUIT $start"

        """;

    private const string Gone = """
        cd /
        rm -rf "$folder"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly HeldProcess _shell;
    private readonly PrivateFolder _folder;
    private readonly PostgreSqlPrograms _programs;
    private readonly ClusterTemplate _template;
    private readonly ShadowOptions _options;
    private DiskSpace _counted;
    private int _looks;

    private ServerProcess(PostgreSqlPrograms programs, ClusterTemplate template, ShadowOptions options)
    {
        _programs = programs;
        _template = template;
        _options = options;
        _folder = PrivateFolder.Create(options.TemporaryFolder, EndAbandoned);
        var shell = ServerShell.Start(Copied + ServerScripts.Serve + Gone, programs, _folder.Path, options, [template.Data, $"{options.MemoryBytes >> 10}", .. ServerScripts.Settings(options, "0700")]);
        _shell = new HeldProcess(shell, () => EndIn(_folder.Path));
    }

    public override string Folder => _folder.Path;

    public override int Major => _programs.Major;

    public override string Description => $"PostgreSQL {_programs.Version} ({_programs.Origin})";

    public override string Password => _template.Password;

    public override string? KeptDatabase => _template.Database;

    public override string KeptNote => _template.Note;

    public override bool Keeps => ClusterTemplate.KeptFolder(_programs, _options) is not null;

    private string Data => _folder["data"];

    public static async Task<RunningPostgres> StartAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        using var template = await ClusterTemplate.GetAsync(programs, options, cancellation);
        var server = new ServerProcess(programs, template, options);

        try
        {
            await server.WaitAsync(cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public override Task KeepAsync(KeptContent content, CancellationToken cancellation)
    {
        var folder = ClusterTemplate.KeptFolder(_programs, _options) ?? throw new InvalidOperationException("Nothing is to be kept.");
        return ClusterTemplate.KeepAsync(folder, Data, new ClusterTemplate(Path.Combine(folder + ".unfinished", "data"), content.Password, content.Database, content.Note), cancellation);
    }

    // A shadow of a large schema is thousands of files. They are counted where the disk has become fuller or emptier, and from time to time.
    public override Task<DiskSpace> MeasureAsync(ShadowDatabases databases, CancellationToken cancellation)
    {
        var free = new DriveInfo(Data).AvailableFreeSpace;

        if (_looks++ % LooksBetweenCounts == 0 || Math.Abs(_counted.Free - free) > Unnoticed)
        {
            _counted = new DiskSpace(Size(), free);
        }

        return Task.FromResult(_counted with { Free = free });
    }

    public override void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    /// <summary>Only a process that says itself that it works in this very folder is the server that was left.</summary>
    public static void EndIn(string folder)
    {
        var data = Path.Combine(folder, "data");
        var state = Path.Combine(data, "postmaster.pid");

        try
        {
            if (File.Exists(state)
                && int.TryParse(File.ReadLines(state).FirstOrDefault(), out var id)
                && new FileInfo($"/proc/{id}/cwd").LinkTarget == data)
            {
                using var server = Process.GetProcessById(id);
                server.Kill();
                server.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile, or it is not ours; without its folder it ends by itself within a minute.
        }
    }

    /// <summary>The last line of <c>postmaster.pid</c> says when it takes connections.</summary>
    private async Task WaitAsync(CancellationToken cancellation)
    {
        var said = _shell.Process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var state = Path.Combine(Data, "postmaster.pid");
        var start = Stopwatch.GetTimestamp();

        while (!IsReady(state))
        {
            if (said.IsCompleted || Stopwatch.GetElapsedTime(start) > Patience)
            {
                var reason = said.IsCompleted ? ServerLog.LastLine(await said) : "it did not take connections within a minute";
                throw new GateException($"The shadow server PostgreSQL {_programs.Version} did not start: {reason}.", "Mend what it says, or name a server for shadows by its connection string.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static bool IsReady(string state)
    {
        try
        {
            return File.Exists(state) && File.ReadAllText(state).Contains("\nready", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private long Size()
    {
        try
        {
            return new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(SizeOf);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // Files come and go while they are counted.
    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
