using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Publishing;

namespace ChangeGate.Cli.PullRequests;

/// <summary>
/// The gate's answer on a commit: a check run; or, for a token that may write none (only Apps may), a commit status, which whoever may push can forge.
/// Never both. What can be written neither way is said, and the exit code decides.
/// </summary>
internal sealed class VerdictReporter(GitHubRepository repository, TimeProvider clock)
{
    public const string CheckName = "ChangeGate";

    private const string ActionsApp = "github-actions";

    private static readonly CheckAction JudgeAgain = new("Judge again", "Read reviews and branches once more", "judge-again");

    private readonly CheckReporter _checks = new(repository, clock);

    private CheckRun? _check;

    private string? _statusCommit;

    /// <summary>Whose token it is, where it is a person's.</summary>
    public Account? Writer { get; private set; }

    public async Task BeginAsync(string commit, CancellationToken cancellation)
    {
        try
        {
            _check = await _checks.BeginAsync(CheckName, commit, new CheckOutput("Judging…", "The proposal is being read and judged."), cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Permission })
        {
            await BeginStatusAsync(commit, failure, cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException)
        {
            Say("the check", failure);
        }
    }

    /// <param name="code">What the answer is.</param>
    /// <param name="end">How a check says it.</param>
    /// <param name="url">Where it is explained; null where it is not.</param>
    public async Task EndAsync(ExitCode code, CheckReport end, string? url, CancellationToken cancellation)
    {
        if (_check is not null)
        {
            // GitHub does not tell a workflow of buttons on checks that workflows made.
            var actions = _check.AppSlug is null or ActionsApp ? [] : new[] { JudgeAgain };
            await TryAsync("the check", () => _checks.EndAsync(_check, end with { Actions = [.. actions] }, cancellation));
        }

        if (_statusCommit is not null)
        {
            await TryAsync("the status", () => repository.Statuses.CreateAsync(_statusCommit, new CommitStatus(StateOf(code), CheckName, end.Output!.Title, url), cancellation));
        }
    }

    /// <summary>Does what the token may not be allowed to do; a refusal is said, and changes no answer.</summary>
    public static async Task TryAsync(string what, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException)
        {
            Say(what, failure);
        }
    }

    private async Task BeginStatusAsync(string commit, GateException refusal, CancellationToken cancellation)
    {
        try
        {
            await repository.Statuses.CreateAsync(commit, new CommitStatus(CommitState.Pending, CheckName, "Judging…", Url: null), cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException)
        {
            Say("the check", refusal);
            Say("a status in its place", failure);
            return;
        }

        _statusCommit = commit;
        Terminal.Remark("This token may not write checks: a commit status takes the place of the check. Whoever may push can forge it; use a workflow's or an App's token where you can.");
        await TryAsync("the owner of the token", async () => Writer = await repository.People.OwnAsync(cancellation));
    }

    private static CommitState StateOf(ExitCode code) => code switch
    {
        ExitCode.Allowed => CommitState.Success,
        ExitCode.Pending => CommitState.Pending,
        ExitCode.Denied => CommitState.Failure,
        _ => CommitState.Error,
    };

    private static void Say(string what, GateException failure) => Terminal.Remark($"{what} could not be written: {failure.Problem} {failure.Remedy}");
}
