using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace ChangeGate.TestKit;

/// <summary>Server programs on this machine, started in a temporary cluster that nobody else can reach.</summary>
public sealed class InstalledPostgres
{
    private static int _alone;

    private readonly string _programs;
    private readonly Lazy<Task<PostgresServer>> _server;

    private InstalledPostgres(string programs, int version)
    {
        _programs = programs;
        _server = new Lazy<Task<PostgresServer>>(() => StartAsync("shared"));
        Version = version;
    }

    public int Version { get; }

    public string Programs => _programs;

    /// <summary>
    /// One for each major version, newest first: those that <c>build/test</c> put into <c>tests/engines</c>, then those of the system.
    /// <c>CHANGEGATE_TEST_POSTGRES_PROGRAMS</c> adds folders, separated by colons.
    /// </summary>
    public static IReadOnlyList<InstalledPostgres> All { get; } = Find();

    public override string ToString() => $"PostgreSQL {Version}";

    /// <summary>A test that needs this version is ignored, with the reason, where it is not there.</summary>
    public static InstalledPostgres Of(int version)
    {
        var found = All.FirstOrDefault(one => one.Version == version);

        if (found is null)
        {
            Assert.Ignore($"PostgreSQL {version} is not there. ./build/test installs 13, 15 and 18, and with CHANGEGATE_TEST_ALL_POSTGRES=1 the versions between.");
        }

        return found!;
    }

    /// <summary>One server for all tests of this process.</summary>
    public Task<PostgresServer> StartAsync() => _server.Value;

    /// <summary>A server of its own, for tests that change what belongs to the whole server.</summary>
    public Task<PostgresServer> StartAloneAsync() => StartAsync($"alone{Interlocked.Increment(ref _alone)}");

    /// <summary>
    /// The shell that starts the server waits for the end of its standard input, which comes when this process ends in whatever way:
    /// no server outlives its tests.
    /// </summary>
    private async Task<PostgresServer> StartAsync(string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cgpg-{Environment.ProcessId}-{Version}-{name}");
        var script = $$"""
            set -e
            programs=$1
            rm -rf {{folder}}; mkdir -m 700 {{folder}}
            stop() { $programs/pg_ctl -D {{folder}}/data -m immediate stop >/dev/null 2>&1 || true; rm -rf {{folder}}; }
            trap stop EXIT
            $programs/initdb -D {{folder}}/data -U tester -A trust -E UTF8 --locale=C --no-sync >/dev/null
            printf 'local all needs_password scram-sha-256\nlocal all all trust\n' > {{folder}}/data/pg_hba.conf
            $programs/pg_ctl -D {{folder}}/data -w -t 60 -l {{folder}}/log -o "-k {{folder}} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=80 -c autovacuum=off" start >/dev/null 2>&1 || { cat {{folder}}/log; exit 1; }
            echo ready
            cat >/dev/null
            """;

        var process = Process.Start(Shell(script)) ?? throw new AssertionException("The shell did not start.");
        var said = await process.StandardOutput.ReadLineAsync();

        if (said != "ready")
        {
            throw new AssertionException($"{this} in {_programs} did not start: {said} {await process.StandardOutput.ReadToEndAsync()} {await process.StandardError.ReadToEndAsync()}");
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.StandardInput.Close();
            process.WaitForExit(5000);
        };

        return new PostgresServer($"Host={folder};Username=tester;Database=postgres;Pooling=false");
    }

    /// <summary>Whom servers run as where this runs as root.</summary>
    public static string Account => UserExists("postgres") ? "postgres" : "nobody";

    // PostgreSQL refuses to run as root, and whom it runs as then may not be let into the folder where this repository lies.
    private const string AsSomebodyElse = """
        set -e
        user=$1 programs=$2
        if ! runuser -u $user -- test -x $programs/postgres; then
          copy=$(mktemp -d); trap 'rm -rf $copy' EXIT
          chmod 755 $copy; cp -a $programs/.. $copy/native; programs=$copy/native/bin
        fi
        runuser -u $user -- sh -c "$3" sh $programs
        """;

    private ProcessStartInfo Shell(string script)
    {
        string[] arguments = Environment.UserName == "root"
            ? ["-c", AsSomebodyElse, "sh", Account, _programs, script]
            : ["-c", script, "sh", _programs];

        return new ProcessStartInfo("sh", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    private static bool UserExists(string name) =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    private static InstalledPostgres[] Find()
    {
        var engines = Repository.PathTo("tests", "engines", "node_modules");
        string[] packages = Directory.Exists(engines) ? [.. Directory.GetDirectories(engines, "postgres-*").Select(folder => Path.Combine(folder, "native", "bin"))] : [];
        string[] debian = Directory.Exists("/usr/lib/postgresql") ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))] : [];
        var given = Environment.GetEnvironmentVariable("CHANGEGATE_TEST_POSTGRES_PROGRAMS")?.Split(':') ?? [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];

        return
        [
            .. given.Concat(packages).Concat(debian).Concat(path)
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
                .Select(folder => new InstalledPostgres(folder, VersionOf(folder)))
                .Where(server => server.Version >= 13)
                .DistinctBy(server => server.Version)
                .OrderByDescending(server => server.Version),
        ];
    }

    private static int VersionOf(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true });
        var words = process?.StandardOutput.ReadToEnd().Split(' ') ?? [];
        var version = words.FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0])) ?? "0";
        return int.Parse(new string([.. version.TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture);
    }
}
