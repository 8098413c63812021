using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class GovernedRunTests
{
    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: sqlite
            migrations: migrations
            environments:
              production: { connection: shop.db, protected: true }
              staging: { connection: "${STAGING_DATABASE}" }
        evidence: { folder: evidence, key: runner.key.pem }
        policy:
          approvers:
            - { name: dana, key: dana.pub.pem, teams: [dba], emails: [dana@shop.example] }
            - { name: kim, key: kim.pub.pem, emails: [kim@shop.example] }
          clauses:
            - name: data loss needs a person
              when: { hazard: data-loss }
              require: { approvals: 1 }
        """;

    [Test]
    public void What_was_approved_runs_once_and_leaves_evidence_that_verifies()
    {
        using var shop = NewShop();
        ProposeDrop(shop);

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2));
        Assert.That(Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem"), Is.Zero);
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);
        Assert.That(Run(shop, "status", "--environment", "production"), Is.Zero);
        Assert.That(ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production").Output, Does.Contain("Nothing to do"));
        Assert.That(Bundles(shop).Select(bundle => Run(shop, "verify", bundle, "--key", "runner.pub.pem")), Is.EqualTo([0, 0]));
    }

    [Test]
    public void One_changed_byte_after_the_approval_and_nothing_runs()
    {
        using var shop = NewShop();
        ProposeDrop(shop);
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");

        shop.Write("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note; ");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2));
    }

    [Test]
    public void The_authors_own_approval_does_not_count()
    {
        using var shop = NewShop();
        ProposeDrop(shop);

        var approve = ChangeGateProgram.Run(shop.Path, "approve", "--base", "main~1", "--key", "kim.key.pem");

        Assert.That(approve.Error, Does.Contain("does not count"));
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2));
    }

    [Test]
    public void A_policy_that_is_loosened_together_with_the_migration_is_not_the_one_that_judges()
    {
        using var shop = NewShop();
        shop.Branch("weaken")
            .Write("changegate.yml", Configuration.Replace("hazard: data-loss", "hazard: convention", StringComparison.Ordinal))
            .Write("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;")
            .Commit("Drop the note");
        shop.Switch("main").Git("merge", "--quiet", "--no-ff", "--message", "Merge", "weaken");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2));
    }

    [Test]
    public void A_rolled_back_run_gives_its_values_back_and_a_second_rollback_takes_nothing_more()
    {
        using var shop = NewShop();
        ProposeDrop(shop);
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");
        Run(shop, "apply", "--environment", "production");

        Assert.That(Run(shop, "rollback", "--environment", "production"), Is.Zero);
        Assert.That(Run(shop, "drift", "--environment", "production"), Is.Zero);

        var bundles = Bundles(shop).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bundles, Has.Count.EqualTo(3));
            Assert.That(Run(shop, "verify", bundles[2], "--key", "runner.pub.pem", "--earlier", bundles[1]), Is.Zero);
            Assert.That(Run(shop, "verify", bundles[2], "--key", "runner.pub.pem"), Is.EqualTo(1), "a rollback proves nothing without the run that it takes back");
        }
    }

    [Test]
    public void Proposals_that_were_approved_one_by_one_are_deployed_together()
    {
        using var shop = NewShop();
        Merge(shop, "drop", "migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");
        Merge(shop, "coupons", "migrations/0003_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");
        Merge(shop, "empty", "migrations/0004_empty.sql", "DELETE FROM orders;");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2), "the last one was not approved");
        Assert.That(Run(shop, "status", "--environment", "production"), Is.EqualTo(2), "nothing of it ran");

        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);
        Assert.That(Run(shop, "status", "--environment", "production"), Is.Zero);
        Assert.That(Bundles(shop).Select(bundle => Run(shop, "verify", bundle, "--key", "runner.pub.pem")), Is.EqualTo([0, 0, 0, 0]));
    }

    [Test]
    public void What_is_too_much_together_does_not_pass_in_pieces()
    {
        using var shop = NewShop();
        shop.Write("changegate.yml", Configuration.Replace("when: { hazard: data-loss }", "when: { risk: { atLeast: high } }", StringComparison.Ordinal)).Commit("Ask above a risk");
        Merge(shop, "first", "migrations/0002_first.sql", "ALTER TABLE orders RENAME COLUMN note TO remark;");
        Merge(shop, "second", "migrations/0003_second.sql", "ALTER TABLE orders RENAME TO sales;");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2));
    }

    [Test]
    public void A_schema_that_was_changed_by_hand_stops_the_next_run()
    {
        using var shop = NewShop();
        SqliteShell.Execute(shop["shop.db"], "CREATE TABLE by_hand (id integer)");
        shop.Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);").Commit("Coupons");

        var apply = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(apply.ExitCode, Is.EqualTo(3));
            Assert.That(apply.Error, Does.Contain("by_hand"));
            Assert.That(Run(shop, "drift", "--environment", "production"), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_missing_variable_is_named_and_no_secret_is_printed()
    {
        using var shop = NewShop();

        var status = ChangeGateProgram.Run(shop.Path, "status", "--environment", "staging");

        Assert.That((status.ExitCode, status.Error.Contains("STAGING_DATABASE", StringComparison.Ordinal)), Is.EqualTo((3, true)));
    }

    [Test]
    public void Without_a_key_for_the_evidence_nothing_runs()
    {
        using var shop = NewShop();
        File.Delete(shop["runner.key.pem"]);
        shop.Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);").Commit("Coupons");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(3));
        Assert.That(Run(shop, "status", "--environment", "production"), Is.EqualTo(2));
    }

    [Test]
    public void The_ledger_has_every_run_and_shows_what_was_taken_from_it()
    {
        using var shop = NewShop();
        Assert.That(Run(shop, "evidence", "checkpoint", "--anchor", "file=kept.txt", "--anchor", "git"), Is.Zero);
        shop.Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);").Commit("Coupons");
        Run(shop, "apply", "--environment", "production");
        Run(shop, "rollback", "--environment", "production");
        var bundles = Bundles(shop).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run(shop, "evidence", "list"), Is.Zero);
            Assert.That(Run(shop, "evidence", "check", "--key", "runner.pub.pem", "--earlier", "kept.txt", "--earlier", "git"), Is.Zero);
            Assert.That(Run(shop, "verify", bundles[1], "--key", "runner.pub.pem", "--ledger", "evidence/ledger", "--checkpoint", "kept.txt"), Is.Zero);
            Assert.That(Run(shop, "verify", bundles[1], "--key", "runner.pub.pem", "--proof", bundles[1].Replace(".json", ".tlog-proof", StringComparison.Ordinal)), Is.Zero);
            Assert.That(Run(shop, "verify", bundles[1], "--key", "runner.pub.pem", "--proof", bundles[0].Replace(".json", ".tlog-proof", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(Run(shop, "evidence", "check", "--key", "dana.pub.pem"), Is.EqualTo(1), "another key");
            Assert.That(Run(shop, "evidence", "export", "--period", "2020-01..2099-12", "--key", "runner.pub.pem", "--environment", "production", "--report", "html=e.html,json=e.json,csv=e.csv"), Is.Zero);
            Assert.That(File.ReadAllLines(shop["e.csv"]), Has.Length.EqualTo(bundles.Count + 1));
        }

        File.Delete(shop[bundles[1]]);

        Assert.That(ChangeGateProgram.Run(shop.Path, "evidence", "check", "--key", "runner.pub.pem").Output, Does.Contain("FAIL L10"));
    }

    [TestCase("resume")]
    [TestCase("apply")]
    public void What_a_broken_run_left_of_an_approved_set_runs_with_the_approval_of_the_whole(string verb)
    {
        using var shop = BrokenShop();
        SqliteShell.Execute(shop["shop.db"], "UPDATE orders SET total = id");

        Assert.That(Run(shop, verb, "--environment", "production"), Is.Zero);
        Assert.That(Run(shop, "status", "--environment", "production"), Is.Zero);
        Assert.That(Bundles(shop).Select(bundle => Run(shop, "verify", bundle, "--key", "runner.pub.pem")), Has.All.Zero.And.Exactly(3).Items);
        Assert.That(ChangeGateProgram.Run(shop.Path, "resume", "--environment", "production").Output, Does.Contain("nothing to resume"));
    }

    [Test]
    public void What_came_into_the_folder_since_does_not_ride_along_when_a_run_is_resumed()
    {
        using var shop = BrokenShop();
        SqliteShell.Execute(shop["shop.db"], "UPDATE orders SET total = id");
        Merge(shop, "later", "migrations/0004_later.sql", "ALTER TABLE orders ADD COLUMN later text;");

        Assert.That(Run(shop, "resume", "--environment", "production"), Is.Zero);

        var status = ChangeGateProgram.Run(shop.Path, "status", "--environment", "production");
        Assert.That((status.ExitCode, status.Output.Contains("0004_later.sql", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [Test]
    public void A_run_is_not_resumed_with_other_bytes()
    {
        using var shop = BrokenShop();
        shop.Write("migrations/0003_unique.sql", "CREATE UNIQUE INDEX orders_total ON orders (total, id);");
        var resumed = ChangeGateProgram.Run(shop.Path, "resume", "--environment", "production");

        Assert.That((resumed.ExitCode, resumed.Error.Contains("are not the set of the run", StringComparison.Ordinal)), Is.EqualTo((3, true)));
    }

    // Two migrations that one person approved as a whole; the second breaks off, because two rows are alike.
    private static GitSandbox BrokenShop()
    {
        var shop = NewShop();
        shop.Branch("both").Write("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders ADD COLUMN total integer DEFAULT 5;")
            .Write("migrations/0003_unique.sql", "CREATE UNIQUE INDEX orders_total ON orders (total);")
            .Commit("Drop and unique");
        shop.Switch("main").Git("merge", "--quiet", "--no-ff", "--message", "Merge both", "both");
        Assert.That(Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem"), Is.Zero);
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(3));

        return shop;
    }

    private static GitSandbox NewShop()
    {
        var shop = new GitSandbox();

        foreach (var name in new[] { "dana", "kim", "runner" })
        {
            Run(shop, "key", "--name", name);
        }

        shop.Write("changegate.yml", Configuration)
            .Write(".gitignore", "*.key.pem\nshop.db*\nevidence/\n.changegate/\n")
            .Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, note text);\nINSERT INTO orders (id, note) VALUES (1, 'ring twice'), (2, NULL);")
            .Commit("Open the shop");
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);

        return shop;
    }

    [Test]
    public void Consent_to_a_small_table_is_none_to_a_large_one()
    {
        using var shop = NewShop();
        ProposeDrop(shop);
        Run(shop, "snapshot", "--environment", "production", "--output", "small.json");
        var approved = ChangeGateProgram.Run(shop.Path, "approve", "--base", "main~1", "--key", "dana.key.pem", "--statistics", "small.json");
        SqliteShell.Execute(shop["shop.db"], "with recursive n(i) as (select 10 union all select i + 1 from n where i < 20000) insert into orders (id) select i from n");

        var refused = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production");
        Run(shop, "snapshot", "--environment", "production", "--output", "large.json");
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem", "--statistics", "large.json");

        Assert.That(approved.Output, Does.Contain("with orders at 2 rows"));
        Assert.That(refused.ExitCode, Is.EqualTo(2));
        Assert.That(string.Join(' ', refused.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Does.Contain("orders had 2 rows when it was given, and has 19,993 now"));
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);
    }

    private static void ProposeDrop(GitSandbox shop) => Merge(shop, "drop", "migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");

    private static void Merge(GitSandbox shop, string branch, string path, string sql)
    {
        shop.Branch(branch).Write(path, sql).Commit($"Add {path}");
        shop.Switch("main").Git("merge", "--quiet", "--no-ff", "--message", $"Merge {branch}", branch);
    }

    private static IEnumerable<string> Bundles(GitSandbox shop) =>
        Directory.EnumerateFiles(shop["evidence"], "*.evidence.json").Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(shop.Path, path));

    private static int Run(GitSandbox shop, params string[] arguments) => ChangeGateProgram.Run(shop.Path, arguments).ExitCode;
}
