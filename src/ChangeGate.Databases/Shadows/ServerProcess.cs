using System.Diagnostics;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// A running server in a private folder. Its shell waits for the end of its input, which comes when this process ends in whatever way; and where
/// the system can do it, the server is told when its shell ends.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    // Signals that a terminal sends to the whole group are for us: the shell stays until we are gone.
    private const string Serve = """
        template=$1 memory=$2
        shift 2
        cp -a "$template" "$folder/data"
        [ -z "$user" ] || chown -R "$user" "$folder/data"
        start=
        ! command -v setsid >/dev/null || start=setsid
        ! setpriv --pdeathsig QUIT true 2>/dev/null || start="setpriv --pdeathsig QUIT $start"
        trap '' INT HUP TERM
        ulimit -v "$memory" 2>/dev/null || :
        ulimit -c 0 2>/dev/null || :
        set +e
        exec 3<&0
        $as $start "$programs/postgres" -D "$folder/data" -k "$folder" "$@" >"$folder/log" 2>&1 </dev/null 3<&- &
        server=$!
        { cat <&3 >/dev/null; kill -QUIT $server; } >/dev/null 2>&1 &
        watch=$!
        wait $server
        kill $watch 2>/dev/null
        cat "$folder/log"
        cd /
        rm -rf "$folder"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly Process _shell;
    private readonly PrivateFolder _folder;

    private ServerProcess(Process shell, PrivateFolder folder)
    {
        _shell = shell;
        _folder = folder;
        AppDomain.CurrentDomain.ProcessExit += Stop;
    }

    public string Folder => _folder.Path;

    public static async Task<ServerProcess> StartAsync(PostgreSqlPrograms programs, ClusterTemplate template, ShadowOptions options, CancellationToken cancellation)
    {
        var folder = PrivateFolder.Create(options.TemporaryFolder, KillServer);
        var server = new ServerProcess(ServerShell.Start(Serve, programs, folder.Path, options, [template.Data, $"{options.MemoryBytes >> 10}", .. Settings(options)]), folder);

        try
        {
            await server.WaitAsync(programs, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        Stop(null, EventArgs.Empty);
        _shell.Dispose();
        _folder.Dispose();
    }

    // What nobody needs to survive is not written twice or waited for; what is observed (WAL, locks, plans) is as in production.
    private static IEnumerable<string> Settings(ShadowOptions options) => new[]
    {
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "autovacuum=off",
        "max_connections=40",
        // Each may take as much memory as the session that it works for.
        "max_parallel_workers=2",
        "max_locks_per_transaction=256",
        "max_wal_size=512MB",
        "shared_buffers=64MB",
        // Elsewhere it would stay behind when the server is killed.
        "dynamic_shared_memory_type=mmap",
        "timezone=UTC",
        "log_timezone=UTC",
        // SQL could fill the log with RAISE LOG; only the server itself says FATAL.
        "log_min_messages=fatal",
        "log_min_error_statement=panic",
        $"temp_file_limit={Math.Max(options.TemporaryBytes / 1024, 1)}",
    }.SelectMany(setting => (string[])["-c", setting]);

    /// <summary>The last line of <c>postmaster.pid</c> says when it takes connections.</summary>
    private async Task WaitAsync(PostgreSqlPrograms programs, CancellationToken cancellation)
    {
        var said = _shell.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var state = Path.Combine(_folder["data"], "postmaster.pid");
        var start = Stopwatch.GetTimestamp();

        while (!IsReady(state))
        {
            if (said.IsCompleted || Stopwatch.GetElapsedTime(start) > Patience)
            {
                var reason = said.IsCompleted ? ServerLog.LastLine(await said) : "it did not take connections within a minute";
                throw new GateException($"The shadow server PostgreSQL {programs.Version} did not start: {reason}.", "Mend what it says, or name a server for shadows by its connection string.");
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

    private void Stop(object? sender, EventArgs arguments)
    {
        _shell.StandardInput.Close();

        // The server gives its sessions five seconds before it kills them.
        if (!_shell.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            KillServer(_folder.Path);
            _shell.Kill();
        }
    }

    /// <summary>Only a process that says itself that it works in this very folder is the server that was left.</summary>
    private static void KillServer(string folder)
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
}
