using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>Runs whose decision was made on a rehearsal.</summary>
internal sealed class RehearsedRunTests
{
    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: sqlite
            migrations: migrations
            rehearsal: { server: auto }
            environments:
              production: { connection: shop.db, protected: true }
        evidence: { folder: evidence, key: runner.key.pem }
        policy:
          approvers:
            - { name: dana, key: dana.pub.pem, emails: [dana@shop.example] }
          clauses:
            - name: data loss needs a person
              when: { hazard: data-loss }
              require: { approvals: 1 }
        """;

    private const string Unspoken = "    rehearsal: { server: auto }\n";

    [Test]
    public void The_bundle_of_a_run_carries_the_rehearsal_that_its_decision_was_made_on()
    {
        using var shop = NewShop(Configuration);
        Merge(shop, "drop", "migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.EqualTo(2), "what was rehearsed is not what was approved");
        Assert.That(Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem"), Is.Zero);
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);

        var claims = Verify(shop, Bundles(shop)[^1]);
        Assert.That(claims.Where(claim => claim.Code is "E20" or "E21" or "E22" or "E23").Select(claim => claim.Verdict), Is.EqualTo(["pass", "pass", "pass", "pass"]));
        Assert.That(claims.Select(claim => claim.Verdict), Does.Not.Contain("fail"));
    }

    [Test]
    public void Each_part_of_a_run_carries_its_own_rehearsal()
    {
        using var shop = NewShop(Configuration);
        Merge(shop, "drop", "migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");
        Merge(shop, "empty", "migrations/0003_empty.sql", "DELETE FROM orders;");
        Run(shop, "approve", "--base", "main~1", "--key", "dana.key.pem");

        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);
        Assert.That(Bundles(shop), Has.Count.EqualTo(3));
        Assert.That(Bundles(shop).Select(bundle => Verify(shop, bundle).Single(claim => claim.Code == "E20").Verdict), Has.All.EqualTo("pass"));
    }

    [Test]
    public void What_only_the_rehearsal_shows_stops_the_run()
    {
        using var shop = NewShop($$"""
            {{Configuration}}
                - name: what rows can stop is looked at
                  when: { rule: rehearsal-failed }
                  deny: Look at the rows first.
            """);
        shop.Write("migrations/0002_once.sql", "CREATE UNIQUE INDEX once ON orders (note);").Commit("Once");

        var apply = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production");

        Assert.That((apply.ExitCode, SqliteShell.Scalar(shop["shop.db"], "SELECT count(*) FROM sqlite_schema WHERE name = 'once'")), Is.EqualTo((1, 0L)), apply.Output);
        Assert.That(apply.Output, Does.Contain("rehearsal-failed"));
    }

    [Test]
    public void A_target_that_asks_for_a_rehearsal_does_not_run_without_one()
    {
        using var shop = NewShop(Configuration.Replace(Unspoken, "", StringComparison.Ordinal));
        shop.Write("changegate.yml", Configuration.Replace("{ server: auto }", "{ server: none }", StringComparison.Ordinal)).Commit("No rehearsals");
        shop.Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);").Commit("Coupons");

        var asked = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production", "--rehearse");

        Assert.That((asked.ExitCode, asked.Error.Contains("`rehearsal.server` is `none`", StringComparison.Ordinal)), Is.EqualTo((3, true)), asked.Error);
        Assert.That(Run(shop, "status", "--environment", "production"), Is.EqualTo(2), "nothing ran");
    }

    [Test]
    public async Task Where_there_is_no_server_for_the_rehearsal_nothing_runs()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        using var shop = Shop(Configuration
            .Replace("dialect: sqlite", "dialect: postgresql", StringComparison.Ordinal)
            .Replace("connection: shop.db", $"connection: \"{database.ConnectionString.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
            .Replace("server: auto", "server: docker", StringComparison.Ordinal));

        var apply = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production");

        Assert.That(apply.ExitCode, Is.EqualTo(3), apply.Error);
        Assert.That(await database.ScalarAsync<bool>("select to_regclass('orders') is null"), Is.True);
    }

    [Test]
    public void What_a_proposal_says_of_rehearsals_holds_from_the_next_one_on()
    {
        using var shop = NewShop(Configuration.Replace(Unspoken, "", StringComparison.Ordinal));
        shop.Write("changegate.yml", Configuration).Write("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);").Commit("Coupons and rehearsals");

        var apply = ChangeGateProgram.Run(shop.Path, "apply", "--environment", "production");
        shop.Write("migrations/0003_wishes.sql", "CREATE TABLE wishes (id integer PRIMARY KEY);").Commit("Wishes");
        Run(shop, "apply", "--environment", "production");

        Assert.That((apply.ExitCode, apply.Error.Contains("--rehearse", StringComparison.Ordinal)), Is.EqualTo((0, true)), apply.Error);
        Assert.That(Bundles(shop).Select(bundle => Verify(shop, bundle).Single(claim => claim.Code == "E20").Verdict), Is.EqualTo(["not-applicable", "not-applicable", "pass"]));
    }

    private static GitSandbox NewShop(string configuration)
    {
        var shop = Shop(configuration);
        Assert.That(Run(shop, "apply", "--environment", "production"), Is.Zero);

        return shop;
    }

    private static GitSandbox Shop(string configuration)
    {
        var shop = new GitSandbox();

        foreach (var name in new[] { "dana", "runner" })
        {
            Run(shop, "key", "--name", name);
        }

        shop.Write("changegate.yml", configuration)
            .Write(".gitignore", "*.key.pem\nshop.db*\nevidence/\n.changegate/\n")
            .Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, note text);\nINSERT INTO orders (id, note) VALUES (1, 'ring twice'), (2, NULL);")
            .Commit("Open the shop");

        return shop;
    }

    private static void Merge(GitSandbox shop, string branch, string path, string sql)
    {
        shop.Branch(branch).Write(path, sql).Commit($"Add {path}");
        shop.Switch("main").Git("merge", "--quiet", "--no-ff", "--message", $"Merge {branch}", branch);
    }

    private static IReadOnlyList<(string Code, string Verdict)> Verify(GitSandbox shop, string bundle)
    {
        var verify = ChangeGateProgram.Run(shop.Path, "verify", bundle, "--key", "runner.pub.pem", "--format", "json");
        using var document = JsonDocument.Parse(verify.Output);

        return [.. document.RootElement.GetProperty("claims").EnumerateArray().Select(claim => (claim.GetProperty("code").GetString()!, claim.GetProperty("verdict").GetString()!))];
    }

    private static List<string> Bundles(GitSandbox shop) =>
        [.. Directory.EnumerateFiles(shop["evidence"], "*.evidence.json").Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(shop.Path, path))];

    private static int Run(GitSandbox shop, params string[] arguments) => ChangeGateProgram.Run(shop.Path, arguments).ExitCode;
}
