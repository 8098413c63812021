using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>How a CI says, in the environment of a job that a proposal set off, into which branch it is to be merged. What is proposed is what the job has checked out.</summary>
/// <param name="Name">Of the CI.</param>
/// <param name="Variable">Holds the branch's name, with or without <c>refs/heads/</c>; not set, or empty, in every other job.</param>
/// <param name="WholeClone">What a job says there to get the whole history.</param>
public sealed record CiProposal(string Name, string Variable, string WholeClone)
{
    private const string Branches = "refs/heads/";

    /// <remarks>
    /// Variables that name a commit (<c>CI_MERGE_REQUEST_DIFF_BASE_SHA</c>) are not asked: it is the commit where the proposal left its branch, and the policy that decides
    /// is that of the branch as it is now.
    /// </remarks>
    public static EquatableList<CiProposal> All { get; } =
    [
        new(RunIdentity.Name(CiProvider.Github), "GITHUB_BASE_REF", "fetch-depth: 0 of actions/checkout"),
        new(RunIdentity.Name(CiProvider.Gitlab), "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "the variable GIT_DEPTH: 0"),
        new("Azure Pipelines", "SYSTEM_PULLREQUEST_TARGETBRANCH", "fetchDepth: 0 of the step checkout"),
        new("Jenkins", "CHANGE_TARGET", "a clone that is not shallow, in the settings of the branch source"),
        new("Bitbucket Pipelines", "BITBUCKET_PR_DESTINATION_BRANCH", "clone: depth: full"),
        // TeamCity hands a build what its settings hand on: a parameter of this name, with the value %teamcity.pullRequest.target.branch%.
        new("TeamCity", "TEAMCITY_PULLREQUEST_TARGET_BRANCH", "teamcity.git.shallowClone: false"),
    ];

    /// <summary>Without <c>refs/heads/</c>.</summary>
    public string Branch { get; private init; } = "";

    /// <summary>The branch as a clone has it. In full, because a tag could be called <c>origin/main</c> too, and whoever may push tags would then choose the policy.</summary>
    public string Base => $"refs/remotes/origin/{Branch}";

    /// <summary>What to do where the clone lacks the branch or its history.</summary>
    public string Remedy => $"Fetch it before: git fetch origin +{Branches}{Branch}:{Base}, with its history ({Name}: {WholeClone}; anywhere: git fetch --unshallow). Or say --base REF.";

    /// <summary>null where no CI says that a proposal set the job off.</summary>
    /// <param name="variable">Of the environment; null for one that is not set.</param>
    /// <exception cref="GateException">Two say so, and not the same.</exception>
    public static CiProposal? Find(Func<string, string?> variable)
    {
        List<CiProposal> said = [.. All.Where(one => variable(one.Variable) is { Length: > 0 }).Select(one => one with { Branch = Plain(variable(one.Variable)!) })]; // It is there.

        return said.Find(one => one.Branch != said[0].Branch) is not { } other ? said.FirstOrDefault() : throw new GateException(
            $"The environment names two branches to merge into: {said[0].Variable} is '{said[0].Branch}', and {other.Variable} is '{other.Branch}'.",
            "Say which with --base REF, or unset the variable that is not of this CI.");
    }

    private static string Plain(string branch) => branch.StartsWith(Branches, StringComparison.Ordinal) ? branch[Branches.Length..] : branch;
}
