using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>One fact about a job: the variable in which the CI tells it, and the claim of its tokens that proves it.</summary>
internal sealed record CiFact(string Variable, string Claim);

/// <summary>Where a fact of the environment is not what the token says.</summary>
internal sealed record CiDifference(string Name, string Claim, string Variable, string Value);

/// <summary>How one CI tells and proves who runs what.</summary>
internal sealed record CiLayout(CiProvider Provider, CiFact Run)
{
    public required CiFact Account { get; init; }

    /// <summary>Of the account, where programs are known by theirs; null where none are.</summary>
    public CiFact? AccountNumber { get; init; }

    public required CiFact Workflow { get; init; }

    public required CiFact Repository { get; init; }

    public required CiFact Ref { get; init; }

    public required CiFact Commit { get; init; }

    /// <summary>What set the job off.</summary>
    public required CiFact Cause { get; init; }

    /// <summary>null where every attempt has a number of its own as a run.</summary>
    public CiFact? Attempt { get; init; }

    /// <summary>The variable with the account that began this attempt; null where that is the account itself.</summary>
    public string? BegunAgainBy { get; init; }

    public static EquatableList<CiLayout> All { get; } =
    [
        new(CiProvider.Github, new("GITHUB_RUN_ID", "run_id"))
        {
            Account = new("GITHUB_ACTOR", "actor"),
            AccountNumber = new("GITHUB_ACTOR_ID", "actor_id"),
            Workflow = new("GITHUB_WORKFLOW_REF", "workflow_ref"),
            Repository = new("GITHUB_REPOSITORY", "repository"),
            Ref = new("GITHUB_REF", "ref"),
            Commit = new("GITHUB_SHA", "sha"),
            Cause = new("GITHUB_EVENT_NAME", "event_name"),
            Attempt = new("GITHUB_RUN_ATTEMPT", "run_attempt"),
            BegunAgainBy = "GITHUB_TRIGGERING_ACTOR",
        },
        new(CiProvider.Gitlab, new("CI_JOB_ID", "job_id"))
        {
            Account = new("GITLAB_USER_LOGIN", "user_login"),
            Workflow = new("CI_PIPELINE_ID", "pipeline_id"),
            Repository = new("CI_PROJECT_PATH", "project_path"),
            Ref = new("CI_COMMIT_REF_NAME", "ref"),
            Commit = new("CI_COMMIT_SHA", "sha"),
            Cause = new("CI_PIPELINE_SOURCE", "pipeline_source"),
        },
    ];

    private IEnumerable<CiFact> Facts => Attempt is null ? [Run, Account, Workflow, Repository, Ref, Commit] : [Run, Attempt, Account, Workflow, Repository, Ref, Commit];

    public bool IsIn(Func<string, string?> variable) => variable(Run.Variable) is { Length: > 0 and <= 256 } && variable(Account.Variable) is { Length: > 0 };

    public bool IsIn(IdentityToken token) => token.Find(Run.Claim) is { Length: > 0 } && token.Find(Repository.Claim) is not null;

    /// <summary>Of what both say; a token of another job was brought from there.</summary>
    public EquatableList<CiDifference> Differences(IdentityToken token, Func<string, string?> variable) =>
    [
        .. Facts.Select(fact => (Fact: fact, Claim: token.Find(fact.Claim), Value: variable(fact.Variable)))
            .Where(static one => one.Claim is not null && one.Value is { Length: > 0 } && one.Claim != one.Value)
            .Select(static one => new CiDifference(one.Fact.Claim, one.Claim!, one.Fact.Variable, one.Value!)), // Both are there.
    ];

    /// <summary>What a recorded job does not say as its token does.</summary>
    public IEnumerable<string> Contradictions(CiRun ci, IdentityToken token) =>
        new[] { (Run, ci.RunId), (Attempt, ci.Attempt), (Workflow, ci.Workflow), (Repository, ci.Repository), (Ref, ci.Ref), (Commit, ci.Commit) }
            .Where(one => one.Item1 is { } fact ? token.Find(fact.Claim) != one.Item2 : one.Item2 is not null)
            .Select(static one => one.Item1?.Claim ?? "run_attempt");
}
