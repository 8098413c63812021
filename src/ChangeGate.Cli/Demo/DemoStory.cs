using ChangeGate.Changes;
using ChangeGate.Databases;

namespace ChangeGate.Cli.Demo;

/// <summary>One destructive change on its whole way: every step is an ordinary command, and every exit code is held against what it should be.</summary>
internal sealed class DemoStory(DemoShop shop, CancellationToken cancellation)
{
    private int _step;

    private int _broken;

    public async Task<bool> TellAsync()
    {
        Console.WriteLine($"One destructive migration, from proposal to rollback. Everything happens in {shop.Folder}.");

        Step("A shop, its keys and its history", "Dana is the DBA. The runner signs evidence. Thirteen migrations are merged, and run on an empty SQLite database.");
        await RunAsync(ExitCode.Allowed, "key", "--name", "dana");
        await RunAsync(ExitCode.Allowed, "key", "--name", "runner");
        shop.Open();
        await RunAsync(ExitCode.Allowed, "apply", "--environment", "production");
        var before = await ReviewsAsync();
        Expect(before is { Rows: > 0 }, $"The shop has {before?.Rows} reviews.");

        Step("Kim proposes to drop the reviews", "The gate reads the branch against its base and refuses: exit code 2, approval needed.");
        shop.Propose();
        await RunAsync(ExitCode.Pending, "check", "--base", "main", "--report", "html=reports/refused.html,md=reports/refused.md");

        Step("Merged all the same, it does not run", "The runner judges again from the very bytes that it would run. Nothing is approved, so nothing happens.");
        shop.Merge();
        await RunAsync(ExitCode.Pending, "apply", "--environment", "production");
        Expect(await ReviewsAsync() == before, "The reviews are untouched.");

        Step("Dana approves exactly these bytes", "Her signature covers the digest: one changed byte, or another merge that touches the same table, and it no longer counts.");
        await RunAsync(ExitCode.Allowed, "approve", "--base", "main~1", "--key", "dana.key.pem");
        await RunAsync(ExitCode.Allowed, "check", "--base", "main~1", "--report", "html=reports/approved.html");

        Step("Now it runs", "The rows are kept in an archive first, in the same transaction.");
        await RunAsync(ExitCode.Allowed, "apply", "--environment", "production", "--report", "html=reports/applied.html");
        Expect(await ReviewsAsync() is null, "The table is gone.");
        await RunAsync(ExitCode.Allowed, "apply", "--environment", "production");

        Step("Anyone can check that later", "Offline, with the runner's public key alone.");
        var bundle = shop.NewestBundle();
        await RunAsync(ExitCode.Allowed, "verify", bundle, "--key", "runner.pub.pem");

        Step("It was a mistake: roll it back", "The reverse was made and recorded before the run. It brings back the table, its index, its view and its rows.");
        await RunAsync(ExitCode.Allowed, "rollback", "--environment", "production");
        Expect(await ReviewsAsync() == before, $"All {before?.Rows} reviews are back, equal in every column.");
        await RunAsync(ExitCode.Allowed, "drift", "--environment", "production");

        Step("Somebody changes one letter of the evidence", "Verification names what no longer holds.");
        await RunAsync(ExitCode.Denied, "verify", shop.TamperWithEvidence(bundle), "--key", "runner.pub.pem");

        return Finish();
    }

    private void Step(string title, string explanation)
    {
        _step++;
        Console.WriteLine();
        Console.WriteLine($"── {_step}. {title} ".PadRight(80, '─'));
        Console.WriteLine(explanation);
    }

    private async Task RunAsync(ExitCode expected, params string[] arguments)
    {
        Console.WriteLine();
        Console.WriteLine($"$ changegate {string.Join(' ', arguments)}");
        var code = (ExitCode)await CommandLine.RunAsync(arguments, cancellation);
        Expect(code == expected, $"exit code {(int)code}{(code == expected ? "" : $", where {(int)expected} was expected")}");
    }

    private void Expect(bool holds, string sentence)
    {
        _broken += holds ? 0 : 1;
        Console.WriteLine($"{(holds ? "✔" : "✖")} {sentence}");
    }

    private bool Finish()
    {
        Console.WriteLine();
        Console.WriteLine(new string('─', 80));
        Console.WriteLine(_broken == 0 ? "✔ Every step did what it should." : $"✖ {_broken} step(s) did not do what they should.");
        Console.WriteLine($"Reports to open in a browser: {Path.Combine(shop.Reports, "refused.html")}");
        Console.WriteLine($"                              {Path.Combine(shop.Reports, "applied.html")}");

        return _broken == 0;
    }

    /// <summary>null when there is no such table.</summary>
    private async Task<TableContent?> ReviewsAsync()
    {
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.Sqlite, new ConnectionString(Path.Combine(shop.Folder, "shop.db"))), TimeProvider.System, cancellation);

        return await engine.ReadContentAsync(new ObjectName(null, "reviews"), cancellation);
    }
}
