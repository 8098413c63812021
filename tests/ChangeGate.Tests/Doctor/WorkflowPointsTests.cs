using ChangeGate.Cli.Doctor;
using ChangeGate.Cli.Setup;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Doctor;

/// <summary>One case for each way in which a workflow lets something past the gate.</summary>
internal sealed class WorkflowPointsTests
{
    private const string Action = "acme/changegate@0123456789abcdef0123456789abcdef01234567";

    private static readonly string Check = WorkflowTemplates.CheckWith(Action);

    private static readonly string Deploy = WorkflowTemplates.DeployWith(Action, "main", ["SHOP_PRODUCTION"]);

    [Test]
    public void What_init_writes_is_sound_but_for_the_name_of_the_action()
    {
        Assert.That(Points(Check, Deploy).Select(point => (point.Name, point.State)), Is.EqualTo([("workflow-apply", PointState.Holds), ("workflow-check", PointState.Holds)]));
        Assert.That(Points(WorkflowTemplates.Check, null).Select(point => (point.Name, point.State)), Is.EqualTo([("workflow-placeholder", PointState.Fails)]));
    }

    [Test]
    public void A_workflow_that_hears_of_no_pull_request_is_no_gate() =>
        Assert.That(Points(Replaced(Check, "  pull_request_target:\n    types: [opened, synchronize, reopened, edited]\n", ""), null).Select(point => point.Name), Is.EqualTo(["workflow-missing", "workflow-check"]));

    [TestCase("on: { push: { branches: [main] } }\npermissions: { contents: read, pull-requests: read, checks: write }\n")]
    [TestCase("on: { workflow_dispatch: , schedule: [{ cron: 17 5 * * 1-5 }] }\npermissions: { contents: read, pull-requests: write, checks: write }\n")]
    public void A_workflow_that_judges_again_or_what_was_pushed_is_sound(string head) =>
        Assert.That(TrapsIn(Check, $"{head}jobs:\n  again:\n    runs-on: x\n    steps:\n      - uses: {Action}\n"), Is.Empty);

    [Test]
    public void A_gate_in_a_workflow_elsewhere_was_not_seen() =>
        Assert.That(Points("on: pull_request_target\njobs:\n  gate:\n    uses: acme/policies/.github/workflows/changegate.yml@v1\n", null).Select(point => (point.Name, point.State)), Is.EqualTo([("workflow-elsewhere", PointState.Unseen)]));

    [Test]
    public void No_workflow_is_no_gate() => Assert.That(Points("name: ci\non: push\njobs: {}\n", null).Select(point => point.Name), Is.EqualTo(["workflow-missing"]));

    [TestCase("[opened, synchronize, reopened, edited]", "[opened, edited]", "workflow-events", PointState.Fails, 3)]
    [TestCase("[opened, synchronize, reopened, edited]", "[opened, synchronize, reopened]", "workflow-edited", PointState.Warns, 3)]
    [TestCase("pull_request_target:", "pull_request:", "workflow-own", PointState.Warns, 3)]
    [TestCase("  pull_request_review:\n    types: [submitted, edited, dismissed]\n", "", "workflow-reviews", PointState.Fails, 1)]
    [TestCase("[submitted, edited, dismissed]", "[submitted, edited]", "workflow-reviews", PointState.Fails, 5)]
    [TestCase("[submitted, edited, dismissed]", "[edited, dismissed]", "workflow-reviews", PointState.Warns, 5)]
    [TestCase("[submitted, edited, dismissed]", "[submitted, dismissed]", "workflow-reviews", PointState.Warns, 5)]
    [TestCase("reopened, edited]\n", "reopened, edited]\n    paths: ['db/**']\n", "workflow-paths", PointState.Fails, 5)]
    [TestCase("reopened, edited]\n", "reopened, edited]\n    paths-ignore:\n      - docs/**\n", "workflow-paths", PointState.Fails, 5)]
    [TestCase("reopened, edited]\n", "reopened, edited]\n    branches: [main]\n", "workflow-branches", PointState.Warns, 5)]
    [TestCase("  checks: write\n", "", "workflow-permissions", PointState.Fails, 9)]
    [TestCase("  checks: write\n", "  checks: read\n", "workflow-permissions", PointState.Fails, 9)]
    [TestCase("permissions:\n  contents: read\n  pull-requests: write\n  checks: write\n", "", "workflow-permissions", PointState.Warns, 12)]
    [TestCase("permissions:\n  contents: read\n  pull-requests: write\n  checks: write\n", "permissions: write-all\n", "workflow-permissions", PointState.Warns, 8)]
    [TestCase("permissions:\n  contents: read\n  pull-requests: write\n  checks: write\n", "permissions: read-all\n", "workflow-permissions", PointState.Fails, 8)]
    [TestCase("  contents: read\n", "  contents: write\n", "workflow-permissions", PointState.Warns, 9)]
    [TestCase("  checks: write\n", "  checks: write\n  actions: write\n", "workflow-permissions", PointState.Warns, 9)]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    permissions: {}\n", "workflow-permissions", PointState.Fails, 18)]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: github.actor != 'mallory'\n", "workflow-condition", PointState.Fails, 18)]
    [TestCase("      - uses:", "      - if: success()\n        uses:", "workflow-condition", PointState.Fails, 19)]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    needs: [lint, build]\n", "workflow-needs", PointState.Warns, 18)]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    continue-on-error: true\n", "workflow-continue-on-error", PointState.Fails, 18)]
    [TestCase("      - uses:", "      - continue-on-error: ${{ true }}\n        uses:", "workflow-continue-on-error", PointState.Fails, 19)]
    [TestCase($"uses: {Action}", "run: changegate publish || true", "workflow-swallowed", PointState.Fails, 19)]
    [TestCase("01234567\n", "01234567\n        with:\n          code-scanning: true\n", "workflow-permissions", PointState.Fails, 9)]
    [TestCase("0123456789abcdef0123456789abcdef01234567", "v1", "workflow-pin", PointState.Warns, 19)]
    [TestCase("      - uses:", "      - uses: some/other@main\n      - uses:", "workflow-pin", PointState.Warns, 19)]
    [TestCase("      - uses:", "      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - uses:", "workflow-checkout", PointState.Fails, 21)]
    [TestCase("      - uses:", "      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567\n        with:\n          ref: refs/pull/${{ github.event.number }}/merge\n      - uses:", "workflow-checkout", PointState.Fails, 21)]
    [TestCase("      - uses:", "      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567\n        with: { allow-unsafe-pr-checkout: true }\n      - uses:", "workflow-checkout", PointState.Fails, 20)]
    [TestCase("      - uses:", "      - run: gh pr checkout ${{ github.event.number }}\n      - uses:", "workflow-checkout", PointState.Fails, 19)]
    [TestCase("      - uses:", "      - run: echo '${{ github.event.pull_request.title }}'\n      - uses:", "workflow-injection", PointState.Fails, 19)]
    [TestCase("      - uses:", "      - run: |\n          true\n          echo ${{ format('{0}', github.head_ref) }}\n      - uses:", "workflow-injection", PointState.Fails, 19)]
    [TestCase("      - uses:", "      - uses: actions/github-script@0123456789abcdef0123456789abcdef01234567\n        with:\n          script: console.log(`${{ toJSON(github.event) }}`)\n      - uses:", "workflow-injection", PointState.Fails, 21)]
    [TestCase("  changegate:\n", "  ChangeGate:\n", "workflow-name", PointState.Fails, 16)]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    name: ChangeGate\n", "workflow-name", PointState.Fails, 16)]
    public void A_trap_of_the_check_is_named_with_its_line(string good, string bad, string name, PointState state, int line) =>
        Assert.That(TrapsIn(Replaced(Check, good, bad), null).Take(1), Is.EqualTo([(name, state, $".github/workflows/changegate.yml:{line}")]));

    [TestCase("  checks: write\n", "")]
    [TestCase("reopened, edited]\n", "reopened, edited]\n    paths: ['db/**']\n")]
    public void One_trap_is_one_point(string good, string bad) => Assert.That(TrapsIn(Replaced(Check, good, bad), null), Has.Count.EqualTo(1));

    [TestCase("cancel-in-progress: false", "cancel-in-progress: true", "workflow-cancel", PointState.Fails, "cancel-in-progress")]
    [TestCase("concurrency:\n  group: changegate-production\n  cancel-in-progress: false\n", "", "workflow-concurrency", PointState.Warns, "  apply:")]
    [TestCase("24.04\n    environment: production\n", "24.04\n", "workflow-environment", PointState.Warns, "  apply:")]
    [TestCase("  push:\n    branches: [main]\n", "  pull_request:\n", "workflow-early", PointState.Fails, "  pull_request:")]
    [TestCase("    branches: [main]\n", "", "workflow-any-branch", PointState.Fails, "  push:")]
    [TestCase("  workflow_dispatch:\n", "  issue_comment:\n", "workflow-early", PointState.Fails, "  issue_comment:")]
    [TestCase("  pull-requests: write\n", "", "workflow-permissions", PointState.Fails, "  contents:")]
    [TestCase("  contents: read\n", "  contents: read\n  packages: write\n", "workflow-permissions", PointState.Warns, "  contents:")]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    continue-on-error: true\n", "workflow-continue-on-error", PointState.Fails, "continue-on-error")]
    public void A_trap_of_the_deployment_is_named_with_its_line(string good, string bad, string name, PointState state, string line)
    {
        var trapped = Replaced(Deploy, good, bad);
        var number = Array.FindIndex(trapped.Split('\n'), written => written.Contains(line, StringComparison.Ordinal)) + 1;

        Assert.That(TrapsIn(Check, trapped), Is.EqualTo([(name, state, $".github/workflows/changegate-deploy.yml:{number}")]));
    }

    private static IEnumerable<TestCaseData> Documented() => File.ReadAllText(Repository.PathTo("docs", "github.md")).Split("```yaml\n").Skip(1).Select(block => block.Split("```")[0])
        .Where(block => block.Contains(WorkflowTemplates.Action, StringComparison.Ordinal) && block.Contains("\njobs:", StringComparison.Ordinal))
        .Select(block => new TestCaseData(block.Replace(WorkflowTemplates.Action, Action, StringComparison.Ordinal)).SetArgDisplayNames(block.Split('\n')[0]));

    [TestCaseSource(nameof(Documented))]
    public void A_workflow_of_the_manual_is_sound(string workflow) => Assert.That(TrapsIn(Check, workflow), Is.Empty);

    [TestCase("  contents: read\n", "  contents: read\n  id-token: write\n  deployments: write\n")]
    [TestCase("24.04\n    environment: production\n", "24.04\n    environment: { name: production, url: https://shop.example }\n")]
    public void What_a_deployment_may_need_is_no_trap(string good, string other) => Assert.That(TrapsIn(Check, Replaced(Deploy, good, other)), Is.Empty);

    [TestCase("      - uses:", "      - run: echo ${{ github.event.pull_request.number }} ${{ github.sha }}\n      - uses:")]
    [TestCase("      - uses:", "      - env: { TITLE: \"${{ github.event.pull_request.title }}\" }\n        run: echo \"$TITLE\"\n      - uses:")]
    [TestCase("      - uses:", "      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567\n      - uses:")]
    [TestCase("    types: [submitted, edited, dismissed]\n", "")]
    [TestCase("    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: github.event_name != 'issue_comment' || github.event.issue.pull_request\n")]
    [TestCase("on:\n", "\"on\":\n")]
    [TestCase($"      - uses: {Action}", $"      - &gate\n        uses: {Action}")]
    public void What_is_sound_is_no_trap(string good, string other) => Assert.That(TrapsIn(Replaced(Check, good, other), null), Is.Empty);

    [Test]
    public void Another_workflow_that_runs_proposals_with_a_token_that_writes_is_a_trap_too()
    {
        const string Other = "on: { pull_request_target: }\njobs:\n  build:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v4\n        with: { ref: \"${{ github.head_ref }}\" }\n";

        Assert.That(Points(Check, Other).Select(point => point.Name), Does.Contain("workflow-checkout"));
        Assert.That(Points(Check, Other.Replace("pull_request_target", "pull_request", StringComparison.Ordinal)).Select(point => point.Name), Does.Not.Contain("workflow-checkout"));
    }

    [Test]
    public void A_workflow_that_cannot_be_read_is_said()
    {
        Assert.That(Points("on: [push\n# changegate\n", null).Select(point => (point.Name, point.State)), Is.EqualTo([("workflow-unreadable", PointState.Fails), ("workflow-missing", PointState.Fails)]));
        Assert.That(Points(Check, "on: [push\n").Select(point => (point.Name, point.State)), Is.EqualTo([("workflow-unreadable", PointState.Unseen), ("workflow-check", PointState.Holds)]));
    }

    [Test]
    public void Aliases_of_aliases_end()
    {
        var bomb = string.Concat(Enumerable.Range(1, 12).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(level == 1 ? "x" : $"*a{level - 1}", 10))}]\n"));

        Assert.That(Points(Check, bomb).Select(point => point.Name), Does.Contain("workflow-unreadable"));
    }

    [Test]
    public void A_hostile_name_is_text_on_a_terminal()
    {
        const string Evil = "\u001b[2J\u202e::error::x `y`";
        var told = ConsoleSetup.Render(new SetupReport("doctor", [new SetupSection("Workflows", "", [.. Points(Replaced(Check, "    runs-on: ubuntu-24.04\n", $"    runs-on: x\n    if: \"{Evil.Replace("\u001b", "\\e", StringComparison.Ordinal)}\"\n"), null)])]))
            .Select(line => line.ToString()).ToList();

        Assert.That(told, Has.Some.Contains("⟨U+001B⟩"));
        Assert.That(string.Concat(told), Does.Not.Contain("\u001b").And.Not.Contain("\u202e"));
        Assert.That(told.Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)), Is.Empty);
    }

    private static List<(string Name, PointState State, string? Where)> TrapsIn(string check, string? deploy) =>
        [.. Points(check, deploy).Where(point => point.State != PointState.Holds).Select(point => (point.Name, point.State, point.Where))];

    private static List<SetupPoint> Points(string check, string? deploy)
    {
        using var folder = new TemporaryDirectory();
        folder.Write(WorkflowTemplates.CheckPath, check);

        if (deploy is not null)
        {
            folder.Write(WorkflowTemplates.DeployPath, deploy);
        }

        return [.. WorkflowPoints.Of(GateWorkflows.Read(RepositoryFiles.Around(folder.Path)))];
    }

    private static string Replaced(string text, string good, string bad)
    {
        Assert.That(text, Does.Contain(good), "the case no longer fits the template");
        return text.Replace(good, bad, StringComparison.Ordinal);
    }
}
