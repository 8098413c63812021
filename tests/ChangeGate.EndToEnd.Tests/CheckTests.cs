using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class CheckTests
{
    private const string Shop = """
        version: 1
        targets:
          shop:
            dialect: postgresql
            engine: 16
            migrations: migrations
        """;

    [Test]
    public void A_safe_proposal_of_a_branch_opens_the_gate()
    {
        using var shop = NewShop();
        shop.Branch("coupons").Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL);").Commit("Add coupons");

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--format", "json");

        Assert.That((check.ExitCode, Verdict(check)), Is.EqualTo((0, "allowed")), check.Error);
    }

    [Test]
    public void A_destructive_proposal_waits_for_a_person()
    {
        using var shop = NewShop();
        shop.Branch("drop").Write("migrations/0002_drop_note.sql", "ALTER TABLE orders DROP COLUMN note;").Commit("Drop the note");

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(check.Output, Does.Contain("orders.note"));
        }
    }

    [Test]
    public void The_safe_way_is_printed_as_a_script_that_passes_the_gate()
    {
        using var shop = NewShop();
        shop.Branch("index").Write("migrations/0002_index.sql", "CREATE INDEX orders_note_idx ON orders (note);").Commit("Find notes");

        var fix = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--fix");
        shop.Write("migrations/0002_index.sql", fix.Output).Commit("Find notes without stopping anybody");
        var again = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--format", "json");

        Assert.That(fix.Output, Does.Contain("CREATE INDEX CONCURRENTLY"));
        Assert.That(again.Output, Does.Contain("\"findings\":[]").And.Contain("\"verdict\":\"allowed\""), again.Error);
    }

    [Test]
    public void An_edit_of_a_migration_that_the_base_holds_is_denied()
    {
        using var shop = NewShop();
        shop.Branch("edit").Write("migrations/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);").Commit("Tidy up");

        Assert.That(ChangeGateProgram.Run(shop.Path, "check", "--base", "main").ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Until_a_new_configuration_is_merged_the_built_in_policy_decides()
    {
        using var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);").Commit("Begin");
        shop.Branch("gate")
            .Write("changegate.yml", Shop + "\npolicy:\n  clauses:\n    - name: all is well\n      when: { hazard: convention }\n      require: { approvals: 1 }\n")
            .Write("migrations/0002_drop.sql", "DROP TABLE orders;")
            .Commit("Add a gate, and drop something");

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main");

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
        Assert.That(check.Error, Does.Contain("is new in this proposal"));
    }

    [Test]
    public void The_policy_of_the_proposal_itself_is_never_asked()
    {
        using var shop = NewShop();
        shop.Branch("weaken")
            .Write("changegate.yml", Shop + "\npolicy:\n  clauses:\n    - name: all is well\n      when: { hazard: convention }\n      require: { approvals: 1 }\n")
            .Write("migrations/0002_drop.sql", "DROP TABLE orders;")
            .Commit("Drop it, and the policy");

        Assert.That(ChangeGateProgram.Run(shop.Path, "check", "--base", "main").ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Work_that_others_merged_meanwhile_is_not_the_proposals()
    {
        using var shop = NewShop();
        shop.Branch("coupons").Write("migrations/0003_coupons.sql", "CREATE TABLE coupons (id bigint PRIMARY KEY);").Commit("Add coupons");
        shop.Switch("main").Write("migrations/0002_drop_note.sql", "ALTER TABLE orders DROP COLUMN note;").Commit("Drop the note");

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--head", "coupons", "--format", "json");

        Assert.That((check.ExitCode, Paths(check)), Is.EqualTo((0, "0003_coupons.sql")), check.Error);
    }

    [Test]
    public void The_proposal_is_never_checked_out()
    {
        using var shop = NewShop();
        shop.Branch("drop").Write("migrations/0002_drop.sql", "DROP TABLE orders;").Commit("Drop");
        shop.Switch("main");

        ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--head", "drop");

        Assert.That(File.Exists(shop["migrations/0002_drop.sql"]), Is.False);
    }

    [Test]
    public void A_folder_without_any_configuration_is_judged_by_the_built_in_policy()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY);");
        folder.Write("migrations/0002_drop.sql", "DROP TABLE orders;");

        var check = ChangeGateProgram.Run(folder.Path, "check", "--folder", "migrations", "--from", "0002_drop.sql", "--dialect", "sqlite");

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
    }

    [Test]
    public void An_agents_commit_is_told_from_a_persons()
    {
        using var shop = NewShop();
        shop.Branch("agent").Write("migrations/0002_drop.sql", "DROP TABLE orders;").Commit("Drop\n\nCo-authored-by: Copilot <copilot@github.example>");

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--report", "md=report.md");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(File.ReadAllText(shop["report.md"]), Does.Contain("agent"));
        }
    }

    [TestCase("--base=main")]
    [TestCase("--folder=migrations", "--from=0002_drop.sql")]
    public void A_report_for_code_scanning_names_files_from_the_root_of_the_repository(params string[] proposal)
    {
        using var shop = NewShop();
        shop.Branch("drop").Write("migrations/0002_drop.sql", "DROP TABLE orders;").Commit("Drop");

        var check = ChangeGateProgram.Run(shop.Path, ["check", .. proposal, "--report", "sarif=report.sarif"]);

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
        Assert.That(File.ReadAllText(shop["report.sarif"]), Does.Contain("\"uri\": \"migrations/0002_drop.sql\""));
    }

    [TestCase("check", "--base", "nowhere", "nowhere")]
    [TestCase("check", "--folder", "nowhere", "nowhere")]
    [TestCase("check", "--frobnicate", "x", "--frobnicate")]
    [TestCase("check", "--folder", ".", "dialect")]
    [TestCase("apply", "--environment", "nowhere", "nowhere")]
    [TestCase("parse", "missing.sql", "--dialect=sqlite", "missing.sql")]
    [TestCase("verify", "missing.json", "--key=missing.pem", "missing")]
    [TestCase("explain", "drop-colum", "", "drop-column")]
    [TestCase("chek", "", "", "'check'")]
    [TestCase("check", "--foldr=x", "", "'--folder'")]
    public void A_wrong_argument_ends_with_exit_code_three_and_a_sentence_that_names_it(string command, string option, string value, string named)
    {
        using var shop = NewShop();

        var run = ChangeGateProgram.Run(shop.Path, [.. new[] { command, option, value }.Where(argument => argument.Length > 0)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")));
            Assert.That(run.Error, Does.Contain(named));
        }
    }

    private static GitSandbox NewShop()
    {
        var shop = new GitSandbox();
        shop.Write("changegate.yml", Shop).Write("migrations/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text, total numeric(10,2) NOT NULL);").Commit("Open the shop");

        return shop;
    }

    private static string? Verdict(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("verdict").GetString();

    private static string Paths(ProgramRun run) =>
        string.Join(",", JsonDocument.Parse(run.Output).RootElement.GetProperty("migrations").EnumerateArray().Select(migration => migration.GetProperty("path").GetString()));
}
