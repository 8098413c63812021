using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.PostgreSql;

/// <summary>A real pooler before a test's database; the test is left out where none is installed.</summary>
internal sealed class PgBouncer : IDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly Process _process;
    private readonly TemporaryDirectory _folder;

    private PgBouncer(Process process, TemporaryDirectory folder, string connection) => (_process, _folder, Connection) = (process, folder, connection);

    public string Connection { get; }

    /// <param name="connection">Of the database.</param>
    /// <param name="mode"><c>session</c>, <c>transaction</c> or <c>statement</c>.</param>
    public static PgBouncer Start(string connection, string mode)
    {
        if (!File.Exists(Program))
        {
            Assert.Ignore("PgBouncer is not installed.");
        }

        var database = new NpgsqlConnectionStringBuilder(connection);
        var folder = new TemporaryDirectory();
        var port = FreePort();
        File.WriteAllText(folder["pgbouncer.ini"], $"""
            [databases]
            {database.Database} = host={database.Host} port={database.Port} dbname={database.Database} user={database.Username}{(string.IsNullOrEmpty(database.Password) ? "" : $" password='{database.Password}'")}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            ignore_startup_parameters = extra_float_digits, options
            """);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        }

        var process = Process.Start(new ProcessStartInfo(Program, [.. Environment.UserName == "root" ? (string[])["-u", InstalledPostgres.Account] : [], folder["pgbouncer.ini"]]) { RedirectStandardError = true, RedirectStandardOutput = true })!; // it is there
        var pooler = new PgBouncer(process, folder, new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = database.Database, Username = database.Username, Pooling = false }.ConnectionString);
        pooler.WaitForPort(port);

        return pooler;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private void WaitForPort(int port)
    {
        for (var left = 100; left > 0; left--)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                Thread.Sleep(50);
            }
        }

        throw new AssertionException($"PgBouncer does not listen: {_process.StandardError.ReadToEnd()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
