using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>Who asks for a run, with a token in a file as a CI would hand it over, and a key set beside the configuration.</summary>
internal sealed class IdentityTests
{
    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: sqlite
            migrations: migrations
            environments:
              production: { connection: shop.db, protected: true }
        evidence: { folder: evidence, key: runner.key.pem }
        identity:
          required: true
          issuers:
            - issuer: https://token.actions.githubusercontent.com
              keys: issuer.jwks.json
              require: { repository: acme/shop, environment: production }
        """;

    private static readonly TokenForge Forge = new();

    [Test]
    public void A_token_binds_who_asked_to_run_rollback_and_evidence()
    {
        using var shop = NewShop();
        Assert.That(string.Join(' ', Apply(shop, Token(shop), "--on-behalf-of", "carol").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Does.Contain("through GitHub Actions run 123 of acme/shop (verified), on behalf of carol (claimed)"));

        using var told = JsonDocument.Parse(Run(shop, "rollback", "--environment", "production", "--identity-token", Write(shop, Token(shop)), "--format", "json").Output);
        var identity = told.RootElement.GetProperty("identity");
        var bundles = Bundles(shop).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(identity.GetProperty("requester").GetString(), Is.EqualTo("alice"));
            Assert.That(identity.GetProperty("token").GetProperty("claims").GetProperty("run_id").GetString(), Is.EqualTo("123"));
            Assert.That(Run(shop, "verify", bundles[0], "--key", "runner.pub.pem", "--issuer-keys", "issuer.jwks.json"), Has.Property("ExitCode").Zero.And.Property("Output").Contains("E28"));
            Assert.That(Run(shop, "verify", bundles[1], "--key", "runner.pub.pem", "--earlier", bundles[0]).ExitCode, Is.Zero);
            Assert.That(bundles.Select(bundle => File.ReadAllText(shop[bundle]).Contains(Token(shop)[..40], StringComparison.Ordinal)), Has.All.False, "no token is kept");
        }
    }

    [Test]
    public void Without_a_token_or_with_one_that_does_not_count_nothing_runs()
    {
        using var shop = NewShop();
        var runs = new[]
        {
            Run(shop, "apply", "--environment", "production"),
            Apply(shop, Token(shop, static claims => claims["environment"] = "staging")),
            Apply(shop, Token(shop, static claims => claims["sha"] = new string('0', 40))),
            Apply(shop, Token(shop, static claims => claims["exp"] = claims["iat"]!.GetValue<long>() - 3_600)),
            Apply(shop, new TokenForge().Sign(TokenForge.Claims(DateTimeOffset.UtcNow, Head(shop)))),
            Apply(shop, Token(shop)[..^4]),
            Run(shop, "apply", "--environment", "production", "--adopt-through", "0001_orders.sql"),
        };

        Assert.That(runs.Select(static run => run.ExitCode), Has.All.EqualTo(1), string.Join('\n', runs.Select(static run => run.Error)));
        Assert.That(File.Exists(shop["evidence"]) || Directory.Exists(shop["evidence"]), Is.False);
    }

    [Test]
    public void A_proposal_that_stops_asking_for_a_token_is_asked_for_one()
    {
        using var shop = NewShop();
        Assert.That(Apply(shop, Token(shop)).ExitCode, Is.Zero);
        shop.Branch("weaken").Write("changegate.yml", Configuration.Replace("required: true", "required: false", StringComparison.Ordinal)).Write("migrations/0002_more.sql", "CREATE TABLE more (id integer PRIMARY KEY);").Commit("More");
        shop.Switch("main").Git("merge", "--quiet", "--no-ff", "--message", "Merge", "weaken");

        Assert.That(Run(shop, "apply", "--environment", "production"), Has.Property("ExitCode").EqualTo(1).And.Property("Error").Contains("there is none"));
        Assert.That(Apply(shop, Token(shop)).ExitCode, Is.Zero);
    }

    private static ProgramRun Apply(GitSandbox shop, string token, params string[] more) =>
        Run(shop, ["apply", "--environment", "production", "--identity-token", Write(shop, token), .. more]);

    /// <summary>As on a machine, also where the tests run in a job of a CI, whose variables another token would contradict.</summary>
    private static ProgramRun Run(GitSandbox shop, params string[] arguments) => ChangeGateProgram.Run(
        shop.Path,
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("GITHUB_", StringComparison.Ordinal) || name.StartsWith("GITLAB_", StringComparison.Ordinal) || name.StartsWith("CI_", StringComparison.Ordinal)).ToDictionary(static name => name, static _ => ""),
        arguments);

    private static string Write(GitSandbox shop, string token)
    {
        shop.Write("token.jwt", token + "\n");

        return "token.jwt";
    }

    private static string Token(GitSandbox shop, Action<JsonObject>? change = null)
    {
        var claims = TokenForge.Claims(DateTimeOffset.UtcNow, Head(shop));
        change?.Invoke(claims);

        return Forge.Sign(claims);
    }

    private static string Head(GitSandbox shop) => File.ReadAllText(Path.Combine(shop.Path, ".git", "refs", "heads", "main")).Trim();

    private static IEnumerable<string> Bundles(GitSandbox shop) =>
        Directory.EnumerateFiles(shop["evidence"], "*.evidence.json").Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(shop.Path, path));

    private static GitSandbox NewShop()
    {
        var shop = new GitSandbox();
        Run(shop, "key", "--name", "runner");
        shop.Write("changegate.yml", Configuration)
            .Write("issuer.jwks.json", Forge.Keys)
            .Write(".gitignore", "*.key.pem\nshop.db*\nevidence/\ntoken.jwt\n")
            .Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, note text);")
            .Commit("Open the shop");

        return shop;
    }
}
