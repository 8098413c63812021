using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>A program of tests/harness that listens on a port of this machine for as long as the tests run.</summary>
internal sealed class HarnessProgram : IDisposable
{
    private const string Missing = "The harness of the GitHub tests is not installed: run `npm ci` and `npm run trim` in tests/harness (Node 20 or newer), or build/test, which does.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private readonly StringBuilder _output = new();

    private HarnessProgram(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    public Uri Address { get; }

    /// <param name="script">Below tests/harness.</param>
    public static async Task<HarnessProgram> StartAsync(string script, Func<int, IReadOnlyList<string>> arguments)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Repository.PathTo("tests", "harness"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var argument in arguments(port).Prepend(script).Prepend("tied.mjs"))
        {
            start.ArgumentList.Add(argument);
        }

        if (!File.Exists(Path.Combine(start.WorkingDirectory, script)) || !File.Exists(Path.Combine(start.WorkingDirectory, "artifacts", "api.github.com.json")))
        {
            throw new AssertionException(Missing);
        }

        var program = new HarnessProgram(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/"));
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        await program.ListensAsync();
        return program;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task ListensAsync()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience && !_process.HasExited;)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Address.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new AssertionException($"A program of the harness does not listen:\n{_output}");
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
