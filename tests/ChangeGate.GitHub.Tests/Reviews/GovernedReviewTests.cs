using System.Text;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.Reviews;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Tests.Reviews;

/// <summary>From a pull request on GitHub to the gate's verdict, with everything real but GitHub.</summary>
internal sealed class GovernedReviewTests
{
    private const string First = "migrations/0001.sql";

    private const string Proposed = "migrations/0003.sql";

    private static readonly Dictionary<string, string?> Shop = new() { [First] = "create table a (id int, note text); create table b (id int);\n" };

    private static readonly Dictionary<string, string?> Drop = new() { [Proposed] = "alter table a drop column note;\n" };

    [Test]
    public async Task A_destructive_change_waits_for_a_review()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);

        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Pending));

        await sandbox.ReviewAsync("bob", number, "APPROVE", head);
        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Pending), "the author's own");

        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var decision = await DecideAsync(sandbox, number);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Allowed));
        Assert.That(decision.Reasons.Select(reason => reason.Because), Has.Some.Contains("given by `@carol`"));
    }

    [Test]
    public async Task One_byte_of_SQL_drops_an_approval()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Proposed] = "alter table a drop column note ;\n" });

        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Pending));
    }

    [Test]
    public async Task A_rebase_over_unrelated_work_keeps_an_approval()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        await RebaseAsync(sandbox, await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["migrations/0002.sql"] = "alter table b add column name text;\n" }));

        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Allowed));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_merge_that_touched_the_same_table_drops_an_approval(bool rebased)
    {
        using var sandbox = await Sandbox.CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        var tip = await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["migrations/0002.sql"] = "alter table a add column more text;\n" });

        if (rebased)
        {
            await RebaseAsync(sandbox, tip);
        }

        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Pending));
    }

    [Test]
    public async Task A_file_that_is_moved_or_renamed_is_not_what_was_approved()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { [Proposed] = null, ["migrations/0004.sql"] = Drop[Proposed] });

        Assert.That((await DecideAsync(sandbox, number)).Verdict, Is.EqualTo(Verdict.Pending));
    }

    private static async Task<(int Number, string Head)> ProposeAsync(Sandbox sandbox)
    {
        await sandbox.CommitAsync("main", Shop);
        var head = await sandbox.CommitAsync("drop", Drop);
        return (await sandbox.OpenAsync("bob", "drop"), head);
    }

    private static async Task RebaseAsync(Sandbox sandbox, string onto)
    {
        await sandbox.DoAsync("bob", HttpMethod.Patch, $"{sandbox.Path}/git/refs/heads/drop", new { sha = onto, force = true });
        await sandbox.CommitAsync("drop", Drop);
    }

    private static async Task<Decision> DecideAsync(Sandbox sandbox, int number)
    {
        var repository = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name);
        var pull = await repository.PullRequests.GetAsync(number, default);
        var commits = await repository.PullRequests.CommitsAsync(pull, default);
        var proposer = new ProposerReading(KnownAgents.Shipped).Of(pull, commits);
        var authorship = ProposerReading.AuthorshipOf(pull, commits, proposer);
        var assessment = await AssessAsync(repository, pull.HeadCommit, pull.BaseCommit, authorship);

        var request = await new ReviewReader(repository).ReadAsync(
            new ReviewSubject
            {
                PullRequest = pull,
                Pushes = await repository.Pushes.OfAsync(pull, commits, default),
                Commits = commits,
                Proposer = proposer,
                Approval = ApprovalRequest.For(assessment.Set, assessment.Footprint, assessment.Sizes, BuiltInPolicy.Policy, DateTimeOffset.UtcNow),
                Paths = [Proposed],
                DigestOf = async (review, _) => (await AssessAsync(repository, review.Commit, (await repository.Contents.CompareAsync(pull.BaseCommit, review.Commit, default)).MergeBase, authorship)).Digest,
            },
            default);
        var reviews = ReviewApprovals.Of(request);

        return Gate.Decide(assessment, reviews.In(BuiltInPolicy.Policy), reviews.Approvals);
    }

    private static async Task<Assessment> AssessAsync(GitHubRepository repository, string commit, string tip, Authorship authorship)
    {
        var fork = (await repository.Contents.CompareAsync(tip, commit, default)).MergeBase;
        var proposal = MigrationProposal.Between(await ReadAsync(repository, fork), await ReadAsync(repository, commit), await ReadAsync(repository, tip), MigrationLayout.Plain);

        return new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions()).Assess(new MigrationSet
        {
            Target = "shop",
            Dialect = Dialect.PostgreSql,
            Engine = 16,
            Authorship = authorship,
            History = [.. proposal.History],
            Proposed = [.. proposal.Proposed],
        });
    }

    private static async Task<List<Migration>> ReadAsync(GitHubRepository repository, string commit)
    {
        var files = (await repository.Contents.FolderAsync(commit, "migrations", default)).Where(entry => entry.Kind == EntryKind.File).ToList();
        var blobs = await repository.Contents.BlobsAsync(files, default);

        return [.. files.Select(file => new Migration
        {
            Path = file.Path["migrations/".Length..],
            Digest = Digest.Of(blobs[file.Sha]),
            Text = new SourceText(file.Path, Encoding.UTF8.GetString(blobs[file.Sha])),
        })];
    }
}
