using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

internal sealed class CakeCheckTests
{
    private const string Drop = "ALTER TABLE orders DROP COLUMN note;";

    private static readonly string Settings = $"Base = \"main\", ToolPath = \"{CakeBuild.ToolPath}\"";

    [Test]
    public void A_safe_proposal_lets_the_build_go_on()
    {
        using var shop = CakeShop.Propose("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");

        var build = CakeBuild.Run(shop.Path, $$"""
            var result = ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}} });
            Information("{0}, {1} of {2}", result.Verdict, result.Decisions[0].Migrations[0].Path, result.Decisions[0].Target);
            """);

        Assert.That(build.ExitCode, Is.Zero, build.Output + build.Error);
        Assert.That(build.Output, Does.Contain("Allowed, 0002_coupons.sql of shop"));
    }

    [Test]
    public void A_missing_approval_ends_the_build_with_the_exit_code_of_the_tool_and_the_reason()
    {
        using var shop = CakeShop.Propose("migrations/0002_drop.sql", Drop);

        var build = CakeBuild.Run(shop.Path, $$"""
            ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}} });
            Information("after the gate");
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(build.ExitCode, Is.EqualTo(2), build.Output);
            Assert.That(build.Output, Does.Contain("danger CG102 drop-column 0002_drop.sql:1:").And.Not.Contain("after the gate"));
            Assert.That(build.Error, Does.Contain("changegate check: pending.").And.Contain("data loss needs a person").And.Contain("sha256:"));
        }
    }

    [Test]
    public void A_build_may_branch_on_what_is_pending()
    {
        using var shop = CakeShop.Propose("migrations/0002_drop.sql", "\n  " + Drop);

        var build = CakeBuild.Run(shop.Path, $$"""
            var result = ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}}, FailOn = ChangeGateFailOn.Denied });
            var finding = result.Findings.Single(one => one.Rule == "drop-column");
            Information("{0} {1} {2}", result.Verdict, result.Risk.Score > 0, result.Risk.Level < ChangeGateRiskLevel.Low);
            Information("{0} {1} {2}:{3}:{4} {5}", finding.Id, finding.Risk, finding.Path, finding.Line, finding.Column, string.Join(',', finding.Hazards));
            Information(result.Decisions[0].Digest);
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(build.ExitCode, Is.Zero, build.Output + build.Error);
            Assert.That(build.Output, Does.Contain("Pending True True").And.Match("CG102 Danger 0002_drop.sql:2:\\d+ .*data-loss").And.Match("\nsha256:[0-9a-f]{64}"));
        }
    }

    [Test]
    public void An_edit_of_history_is_denied_and_pending_is_no_more_than_that()
    {
        using var shop = CakeShop.Propose("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY);");

        var build = CakeBuild.Run(shop.Path, $$"""
            var result = ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}}, FailOn = ChangeGateFailOn.Never });
            Information("looked: {0}", result.Verdict);
            ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}}, FailOn = ChangeGateFailOn.Denied });
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(build.ExitCode, Is.EqualTo(1), build.Output);
            Assert.That(build.Output, Does.Contain("looked: Denied"));
            Assert.That(build.Error, Does.Contain("changegate check: denied.").And.Contain("nobody edits history"));
        }
    }

    [Test]
    public void A_broken_world_ends_every_build()
    {
        using var shop = CakeShop.Open();
        shop.Write("broken.yml", "version: 1\ntargets:\n  shop: { dialect: oracle, migrations: migrations }\n").Commit("Break it");

        var build = CakeBuild.Run(shop.Path, $$"""
            ChangeGateCheck(new ChangeGateCheckSettings { ToolPath = "{{CakeBuild.ToolPath}}", Config = "broken.yml", Folder = "migrations", FailOn = ChangeGateFailOn.Never });
            Information("after the gate");
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(build.ExitCode, Is.EqualTo(3), build.Output);
            Assert.That(build.Output, Does.Not.Contain("after the gate"));
            Assert.That(build.Error, Does.Contain("gives no verdict (exit code 3)").And.Contain("oracle"));
        }
    }

    [Test]
    public void Without_the_tool_the_gate_stays_shut()
    {
        using var shop = CakeShop.Open();

        var build = CakeBuild.Run(shop.Path, """
            ChangeGateCheck(new ChangeGateCheckSettings { Base = "main", FailOn = ChangeGateFailOn.Never });
            Information("after the gate");
            """);

        Assert.That(build.ExitCode, Is.Not.Zero);
        Assert.That(build.Output + build.Error, Does.Contain("ChangeGate: Could not locate executable").And.Not.Contain("after the gate"));
    }

    [TestCase("exit 0", "does not say the same")]
    [TestCase("echo '{\"verdict\":\"allowed\"}'", "cannot read")]
    [TestCase("echo 'Everything is fine.'", "cannot read")]
    [TestCase("kill -9 $$", "gives no verdict")]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public void A_tool_that_ends_without_a_verdict_opens_nothing(string script, string because)
    {
        using var shop = CakeShop.Open();
        Program(shop, "changegate", script);

        var build = CakeBuild.Run(shop.Path, "ChangeGateCheck(new ChangeGateCheckSettings { ToolPath = \"./bin/changegate\", FailOn = ChangeGateFailOn.Never });");

        Assert.That(build.ExitCode, Is.Not.Zero);
        Assert.That(build.Error, Does.Contain(because));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public void A_tool_that_the_manifest_lists_is_started_through_dotnet()
    {
        using var shop = CakeShop.Propose("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");
        shop.Write(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "changegate": { "version": "0.1.0", "commands": ["changegate"] } } }""");
        Program(shop, "dotnet", $"[ \"$1\" = changegate ] || exit 99\nshift\nexec '{CakeBuild.ToolPath}' \"$@\"");

        var build = CakeBuild.Run(shop.Path, $$"""
            Context.Tools.RegisterFile("./bin/dotnet");
            Information("by the manifest: {0}", ChangeGateCheck(new ChangeGateCheckSettings { Base = "main" }).Verdict);
            """);

        Assert.That(build.Output, Does.Contain("by the manifest: Allowed"), build.Error);
    }

    [Test]
    public void Names_out_of_SQL_speak_neither_to_the_terminal_nor_to_the_CI()
    {
        using var shop = CakeShop.Propose("migrations/0002_drop.sql", "CREATE TABLE \"x\n::error::\u001b[31mfooled\" (id integer);\nDROP TABLE \"x\n::error::\u001b[31mfooled\";\nALTER TABLE orders ADD COLUMN \"y\n::error::\u001b[31mfooled\" text;\nALTER TABLE orders DROP COLUMN \"y\n::error::\u001b[31mfooled\";\nDROP TABLE orders;");

        var build = CakeBuild.Run(shop.Path, $$"""ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}} });""");

        Assert.That(build.ExitCode, Is.EqualTo(2), build.Output);
        Assert.That((build.Output + build.Error).Split('\n').Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("\u001b[31mfooled", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_connection_string_stands_in_no_log()
    {
        using var shop = CakeShop.Propose("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");

        var build = CakeBuild.Run(
            shop.Path,
            $$"""ChangeGateCheck(new ChangeGateCheckSettings { {{Settings}}, Rehearse = true, Server = "Host=db;Password=hush-hush;\"Database\"=x" });""",
            "--verbosity=diagnostic");

        Assert.That(build.Output, Does.Contain("--server=[REDACTED]"));
        Assert.That(build.Output + build.Error, Does.Not.Contain("hush-hush"));
    }

    private static void Program(GitSandbox shop, string name, string script)
    {
        shop.Write($"bin/{name}", $"#!/bin/sh\n{script}\n");

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(shop[$"bin/{name}"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
