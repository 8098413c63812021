using ChangeGate.Approvals;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.Reviews;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Tests.Reviews;

/// <summary>From people who review to consent, against the emulator.</summary>
internal sealed class ReviewFlowTests
{
    private const string Migration = "migrations/0002.sql";

    [Test]
    public async Task People_approve_and_the_gate_hears_those_who_may()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var team = $"dba-{sandbox.Name.Name}";
        await sandbox.TeamAsync(team, "carol", "mallory");
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { [".github/CODEOWNERS"] = "migrations/ @dave\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("bob", number, "APPROVE", head);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.ReviewAsync("dave", number, "APPROVE", head);
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);
        await sandbox.ReviewAsync("erin", number, "REQUEST_CHANGES", head);
        var client = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice")));

        var approvals = ReviewApprovals.Of(await ReadAsync(client.Repository(sandbox.Name), number, [$"team:acme/{team}", "team:codeowners"]));

        Assert.That(approvals.Approvers.Select(approver => (approver.Name, Teams: string.Join(',', approver.Teams))), Is.EqualTo([("@carol", $"acme/{team}"), ("@dave", "codeowners")]));
        Assert.That(approvals.Approvals.Where(check => !check.Counts).Select(check => check.Problem), Is.EqualTo(new ApprovalProblem?[] { ApprovalProblem.AuthorsOwn, ApprovalProblem.Repeated, ApprovalProblem.NotApproving }));
        Assert.That(client.Calls, Is.EqualTo(14), string.Join('\n', sandbox.Contract.Requests));
    }

    [Test]
    public async Task Who_owns_a_set_without_migrations_owns_nothing()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["CODEOWNERS"] = "* @dave\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("dave", number, "APPROVE", head);

        var request = await ReadAsync(sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name), number, ["team:codeowners"], []);

        Assert.That(request.Standings.Values.Single().OwnsAll, Is.False);
    }

    [Test]
    public async Task One_byte_after_the_approval_drops_it_and_a_rebase_does_not()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var reviewed = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", reviewed);
        var repository = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name);

        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var unrelated = ReviewApprovals.Of(await ReadAsync(repository, number, []));
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a; \n" });
        var edited = ReviewApprovals.Of(await ReadAsync(repository, number, []));

        Assert.That(unrelated.Approvers.Select(approver => approver.Name), Is.EqualTo(["@carol"]));
        Assert.That(edited.Approvers, Is.Empty);
        Assert.That(edited.Approvals.Single().Problem, Is.EqualTo(ApprovalProblem.OtherDigest));
    }

    [Test]
    public async Task A_dismissed_approval_is_none()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var review = await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.DismissAsync(number, review);

        var approvals = ReviewApprovals.Of(await ReadAsync(sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name), number, []));

        Assert.That(approvals.Approvers, Is.Empty);
        Assert.That(approvals.Approvals.Select(check => check.Because), Is.EqualTo(["The later review of `@carol` was dismissed, and with it what came before.", "It was dismissed."]));
    }

    [Test]
    public async Task Somebody_else_s_commit_in_the_proposal_takes_their_consent()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Migration] = "drop table a;\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["docs/x.md"] = "x" }, new Authoring("carol") { Message = "x\n\nCo-authored-by: dave <dave@example.org>" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.ReviewAsync("dave", number, "APPROVE", head);

        var approvals = ReviewApprovals.Of(await ReadAsync(sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name), number, []));

        Assert.That(approvals.Approvers, Is.Empty);
        Assert.That(approvals.Approvals.Select(check => check.Because), Has.Exactly(1).Contains("`@carol` wrote commit").And.Exactly(1).Contains("`@dave` is named as co-author"));
    }

    private static async Task<ReviewRequest> ReadAsync(GitHubRepository repository, int number, EquatableList<string> from, EquatableList<string>? paths = null)
    {
        var pull = await repository.PullRequests.GetAsync(number, default);
        var commits = await repository.PullRequests.CommitsAsync(pull, default);
        var digest = (await DigestAtAsync(repository, pull.HeadCommit))!.Value;

        return await new ReviewReader(repository).ReadAsync(
            new ReviewSubject
            {
                PullRequest = pull,
                Pushes = await repository.Pushes.OfAsync(pull, commits, default),
                Commits = commits,
                Proposer = new ProposerReading(KnownAgents.Shipped).Of(pull, commits),
                Approval = new ApprovalRequest
                {
                    Target = "shop",
                    EnvironmentClass = EnvironmentClass.Protected,
                    Digest = digest,
                    ProtectedDigest = digest,
                    Authorship = new Authorship(AuthorKind.Person, []),
                    Policy = new Policy { Clauses = [new Clause { Name = "all", When = new Condition(), Require = new Requirement(1, from) }], Digest = default },
                    Now = DateTimeOffset.UtcNow,
                },
                Paths = paths ?? [Migration],
                DigestOf = (review, _) => DigestAtAsync(repository, review.Commit),
            },
            default);
    }

    private static async Task<Digest?> DigestAtAsync(GitHubRepository repository, string commit)
    {
        var files = await repository.Contents.FolderAsync(commit, "migrations", default);
        return Digest.Of(string.Join('\n', files.Select(file => $"{file.Path} {file.Sha}")));
    }
}
