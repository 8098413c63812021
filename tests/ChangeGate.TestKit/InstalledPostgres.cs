using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace ChangeGate.TestKit;

/// <summary>Server programs on this machine, started in a temporary cluster that nobody else can reach.</summary>
public sealed class InstalledPostgres
{
    private readonly string _programs;

    private InstalledPostgres(string programs, int version)
    {
        _programs = programs;
        Version = version;
    }

    public int Version { get; }

    /// <summary>One for each major version, newest first. <c>CHANGEGATE_TEST_POSTGRES_PROGRAMS</c> adds folders, separated by colons.</summary>
    public static IReadOnlyList<InstalledPostgres> All { get; } = Find();

    public override string ToString() => $"PostgreSQL {Version}";

    /// <summary>
    /// The shell that starts the server waits for the end of its standard input, which comes when this process ends in whatever way:
    /// no server outlives its tests.
    /// </summary>
    public async Task<PostgresServer> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cgpg-{Environment.ProcessId}-{Version}");
        var script = $$"""
            set -e
            rm -rf {{folder}}; mkdir -m 700 {{folder}}
            stop() { {{_programs}}/pg_ctl -D {{folder}}/data -m immediate stop >/dev/null 2>&1 || true; rm -rf {{folder}}; }
            trap stop EXIT
            {{_programs}}/initdb -D {{folder}}/data -U tester -A trust -E UTF8 --locale=C --no-sync >/dev/null
            printf 'local all needs_password scram-sha-256\nlocal all all trust\n' > {{folder}}/data/pg_hba.conf
            {{_programs}}/pg_ctl -D {{folder}}/data -w -t 60 -l {{folder}}/log -o "-k {{folder}} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=80 -c autovacuum=off" start >/dev/null 2>&1 || { cat {{folder}}/log; exit 1; }
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

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo Shell(string script)
    {
        string[] command = Environment.UserName != "root" ? ["sh", "-c", script]
            : UserExists("postgres") ? ["runuser", "-u", "postgres", "--", "sh", "-c", script]
            : ["runuser", "-u", "nobody", "--", "sh", "-c", script];

        return new ProcessStartInfo(command[0], command[1..])
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
        string[] debian = Directory.Exists("/usr/lib/postgresql") ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))] : [];
        var given = Environment.GetEnvironmentVariable("CHANGEGATE_TEST_POSTGRES_PROGRAMS")?.Split(':') ?? [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];

        return
        [
            .. given.Concat(debian).Concat(path)
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
