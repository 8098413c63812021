using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// Finds, for what waits at a commit, the pull requests that brought it onto the branch. GitHub says which may be meant; that one brought a migration is
/// seen in the bytes before and after it, and consent is to content, so of a wrong pull request no review will fit.
/// </summary>
internal sealed class MergedChanges(GovernedEnvironment environment)
{
    /// <summary>Each costs a dozen calls; a database that is further behind is built anew or adopted.</summary>
    private const int Most = 40;

    private readonly HostedCommit _commit = environment.Commit!;

    private BranchLine? _line;

    /// <param name="placed">All migrations, with what the journal says of each.</param>
    /// <param name="cancellation">Between calls.</param>
    /// <returns>The oldest first. Every waiting migration is in exactly one of them.</returns>
    public async Task<IReadOnlyList<MergedChange>> OfAsync(IReadOnlyList<Migration> placed, CancellationToken cancellation)
    {
        var waiting = placed.Where(migration => !PendingSet.IsApplied(migration)).ToList();
        var found = await FindAsync([.. waiting.SelectMany(PathsOf)], cancellation);
        var laid = waiting.ToLookup(migration => found.Find(touch => touch.Touches(PathsOf(migration))) is { } newest && newest.Brings(PathsOf(migration)) ? newest : throw NotFound([migration.Path]));

        return
        [
            .. found.AsEnumerable().Reverse().Where(laid.Contains).OrderBy(touch => touch.Change.At).Select(touch => touch.Change with
            {
                Migrations = [.. placed.Where(migration => PendingSet.IsApplied(migration) ? touch.Brings(PathsOf(migration)) : laid[touch].Contains(migration))],
                Earlier = [.. found.Where(other => other != touch && laid[touch].Any(migration => other.Touches(PathsOf(migration)))).Select(other => other.Change)],
            }),
        ];
    }

    /// <summary>The newest first, back to where each path began: of what was changed while it waited, all who changed it are known.</summary>
    private async Task<List<BranchTouch>> FindAsync(HashSet<string> left, CancellationToken cancellation)
    {
        var found = new List<BranchTouch>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        foreach (var one in await _commit.Repository.Commits.NewestOfAsync(_commit.Sha, environment.Folder, cancellation))
        {
            if (left.Count == 0 || found.Count == Most)
            {
                break;
            }

            if (await TouchAsync(one, seen, cancellation) is { } touch && touch.Touched.Overlaps(left))
            {
                found.Add(touch);
                left.ExceptWith(touch.Came);
            }
        }

        return left.Count == 0 ? found : throw NotFound([.. left.Order(StringComparer.Ordinal)]);
    }

    /// <returns>null where it was looked at already.</returns>
    private async Task<BranchTouch?> TouchAsync(Commit one, HashSet<string> seen, CancellationToken cancellation)
    {
        var step = one;
        var listed = await MergedAsync(one, cancellation);

        if (listed is null)
        {
            _line ??= new BranchLine(await _commit.Repository.Commits.NewestOfAsync(_commit.Sha, "", cancellation), _commit.Sha);
            step = _line.StepOf(one.Sha) ?? throw new GateException(
                $"Nothing says by which change commit {one.Sha} came onto `{_commit.Branch}`.",
                "Right after a merge, run this again in a minute. Otherwise deploy an older commit of the branch first.");
            listed = await MergedAsync(step, cancellation);
        }

        if (listed is null)
        {
            return seen.Add(step.Sha) ? TouchOf(new MergedChange(ParentOf(step), step.CommittedAt ?? default) { Commit = step }, step.Sha) : null;
        }

        return seen.Add($"#{listed.Number}") ? await TouchAsync(one, listed, cancellation) : null;
    }

    private async Task<BranchTouch> TouchAsync(Commit one, PullRequest listed, CancellationToken cancellation)
    {
        // In lists GitHub does not count files and commits.
        var pullRequest = await _commit.Repository.PullRequests.GetAsync(listed.Number, cancellation);
        var before = await BeforeAsync(pullRequest, cancellation);

        return TouchOf(new MergedChange(before, listed.MergedAt ?? default) { PullRequest = pullRequest with { BaseCommit = before }, Commit = one }, pullRequest.MergeCommit!);
    }

    private BranchTouch TouchOf(MergedChange change, string after) => BranchTouch.Of(change, FilesOf(change.Before), FilesOf(after), FilesOf(_commit.Sha));

    private Dictionary<string, string> FilesOf(string sha) => _commit.Files.Files(sha, environment.Folder).ToDictionary(file => file.Path, file => file.Blob, StringComparer.Ordinal);

    /// <summary>The pull request by which a commit came onto this very branch. Into another one anybody may have merged it, on top of any policy.</summary>
    private async Task<PullRequest?> MergedAsync(Commit one, CancellationToken cancellation)
    {
        var merged = (await _commit.Repository.PullRequests.OfCommitAsync(one.Sha, cancellation)).Where(IsOfBranch).ToList();

        return merged.Find(pullRequest => pullRequest.MergeCommit == one.Sha) ?? merged.MinBy(pullRequest => pullRequest.MergedAt) ?? await SaidAsync(one, cancellation);
    }

    /// <summary>GitHub may take a moment to know whose a commit is; the pull request itself knows at once.</summary>
    private async Task<PullRequest?> SaidAsync(Commit one, CancellationToken cancellation) =>
        BranchStep.NumberSaidBy(one) is { } number && await _commit.Repository.PullRequests.FindAsync(number, cancellation) is { } said && IsOfBranch(said) && said.MergeCommit == one.Sha ? said : null;

    private bool IsOfBranch(PullRequest pullRequest) => pullRequest.MergeCommit is not null && pullRequest.BaseBranch == _commit.Branch;

    /// <summary>The branch before the merge. A merge has it as its first parent, and so has what was squashed; before a rebase it lies behind all commits of the pull request.</summary>
    private async Task<string> BeforeAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        var merge = await _commit.Repository.Commits.GetAsync(pullRequest.MergeCommit!, cancellation);
        var before = ParentOf(merge);

        for (var step = 1; merge.Parents.Count == 1 && step < pullRequest.Commits; step++)
        {
            if ((await _commit.Repository.PullRequests.OfCommitAsync(before, cancellation)).All(other => other.Number != pullRequest.Number))
            {
                break;
            }

            before = ParentOf(await _commit.Repository.Commits.GetAsync(before, cancellation));
        }

        return before;
    }

    private string[] PathsOf(Migration migration) =>
        [.. new[] { migration.Path, migration.Down?.Path }.OfType<string>().Select(environment.PathInRepository)];

    private GateException NotFound(IReadOnlyList<string> paths) => new(
        $"Who proposed `{paths[0]}`{(paths.Count > 1 ? $" and {paths.Count - 1} more" : "")} cannot be found among the newest changes of `{environment.Folder}`.",
        "Deploy an older commit of the branch first. A database that is too far behind for that is brought to where it is known: `changegate apply --adopt-through PATH`, or signed approvals without --commit.");

    private static string ParentOf(Commit commit) => commit.Parents.Count > 0 ? commit.Parents[0] : throw new GateException(
        $"Commit {commit.Sha} is the first of the repository: there is no base whose policy could judge it.",
        "Record what the first commit brought as applied (`changegate apply --adopt-through PATH`), or apply it with a signed approval.");
}
