using System.Diagnostics;
using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>Where a run in a process of its own stops and waits to be killed.</summary>
/// <param name="Moment">The type's name of a <see cref="RunProgress"/>.</param>
/// <param name="Statement">0 where the moment is of a whole migration.</param>
internal sealed record KillAt(string Moment, string Path, int Statement)
{
    public bool Is(RunProgress news) => news.GetType().Name == Moment && news switch
    {
        StatementStarted started => started.Path == Path && started.Number == Statement,
        StatementEnded ended => ended.Statement.Path == Path && ended.Statement.Number == Statement,
        MigrationEnded ended => ended.Path == Path,
        _ => false,
    };
}

/// <summary>Starts this very test program again, for one run that is killed without a chance to say anything.</summary>
[Explicit("The child of the tests that kill a run.")]
internal sealed class KilledRun
{
    private const string Variable = "CHANGEGATE_TEST_KILLED_RUN";

    private sealed record Order(Dialect Dialect, string Connection, string[] Paths, string[] Scripts, KillAt At, string Marker);

    public static async Task KillAsync(TestDatabase database, (string Path, string Sql)[] scripts, KillAt at)
    {
        using var folder = new TemporaryDirectory();
        var marker = folder["reached"];
        var order = new Order(database.Dialect, database.Connection, [.. scripts.Select(script => script.Path)], [.. scripts.Select(script => script.Sql)], at, marker);
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--filter", $"FullyQualifiedName~{nameof(KilledRun)}.{nameof(Child)}", "--results-directory", folder.Path])
        {
            Environment = { [Variable] = JsonSerializer.Serialize(order) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        while (!File.Exists(marker))
        {
            if (process.HasExited)
            {
                throw new AssertionException($"The run ended before it was killed: {await process.StandardOutput.ReadToEndAsync()}");
            }

            await Task.Delay(20);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    [Test]
    public async Task Child()
    {
        var order = JsonSerializer.Deserialize<Order>(Environment.GetEnvironmentVariable(Variable) ?? "null");

        if (order is null)
        {
            Assert.Ignore("Only a test that kills a run starts this.");
        }

        await using var engine = await Engines.OpenAsync(new EngineAddress(order.Dialect, new ConnectionString(order.Connection)) { MayCreate = true }, TimeProvider.System, default);
        var plan = TestRun.Plan(order.Dialect, [.. order.Paths.Zip(order.Scripts)]);
        var report = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(plan, new TestRun.Progress(news => StopAt(news, order)), default);
        Assert.Fail($"It was not stopped: {report.Outcome} {report.Because}");
    }

    private static void StopAt(RunProgress news, Order order)
    {
        if (order.At.Is(news))
        {
            File.WriteAllText(order.Marker, "");
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
