using System.Text.Json.Nodes;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>A repository with a policy and a history, and what its gate says of pull requests.</summary>
internal static class GatedShop
{
    public const string Configuration = """
        version: 1
        targets:
          shop: { dialect: postgresql, engine: 16, migrations: db/migrations }
        policy:
          clauses:
            - name: data loss needs a person
              when: { hazard: data-loss }
              require: { approvals: 1 }
            - name: nobody edits history
              when: { migration: [edited-after-applied, renamed-after-applied, deleted-after-applied] }
              deny: A migration that has run may not change.
        """;

    public const string Drop = "ALTER TABLE orders DROP COLUMN note;\n";

    /// <param name="configuration">Of the base.</param>
    /// <param name="more">Further files of the base.</param>
    public static async Task<Sandbox> CreateAsync(string configuration = Configuration, IReadOnlyDictionary<string, string?>? more = null)
    {
        var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", new Dictionary<string, string?>(more ?? new Dictionary<string, string?>())
        {
            ["changegate.yml"] = configuration,
            ["db/migrations/0001_orders.sql"] = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n",
        });

        return sandbox;
    }

    public static Dictionary<string, string?> Files(string name, string sql) => new() { [$"db/migrations/{name}"] = sql };

    public static Task<PullRequestResult> GateAsync(Sandbox sandbox, int number) =>
        new PullRequestGate(sandbox.Repository(), new ProposalRequest(), TimeProvider.System).RunAsync(number, default);

    /// <param name="last">The pull request for which the queue names its branch.</param>
    public static Task<BranchResult> QueueAsync(Sandbox sandbox, string @base, string head, int last) =>
        new BranchGate(sandbox.Repository(), new ProposalRequest(), TimeProvider.System).RunAsync(new MergeGroup(@base, head) { Branch = "main", PullRequest = last }, default);

    public static Task<BranchResult> PushAsync(Sandbox sandbox, string before, string after, string branch = "main") =>
        new BranchGate(sandbox.Repository(), new ProposalRequest(), TimeProvider.System).RunAsync(new PushedCommits(before, after) { Branch = branch, DefaultBranch = "main" }, default);

    public static async Task<List<string?>> ConclusionsAsync(Sandbox sandbox, string head) =>
        [.. (await sandbox.DoAsync(GitHubServer.Owner, HttpMethod.Get, $"{sandbox.Path}/commits/{head}/check-runs?filter=all"))["check_runs"]!.AsArray().OrderBy(run => (long)run!["id"]!).Select(run => (string?)run!["conclusion"])];

    public static async Task<List<string>> CommentsAsync(Sandbox sandbox, int number) =>
        [.. ((JsonArray)await sandbox.DoAsync(GitHubServer.Owner, HttpMethod.Get, $"{sandbox.Path}/issues/{number}/comments")).Select(comment => (string)comment!["body"]!)];
}
