using ChangeGate.Text;

namespace ChangeGate.GitHub.Branches;

/// <summary>A check without which nothing is merged.</summary>
/// <param name="App">The one whose check it must be; null where anybody's will do, which is to say a forged one.</param>
public sealed record RequiredCheck(string Name, long? App);

/// <summary>What a branch asks of a pull request, from rulesets or from classic protection.</summary>
public sealed record BranchRequirements
{
    public EquatableList<RequiredCheck> Checks { get; init; }

    public int Approvals { get; init; }

    public bool DismissesStaleReviews { get; init; }

    public bool AsksCodeOwners { get; init; }

    public bool AsksForApprovalOfLastPush { get; init; }

    /// <summary>Administrators are held to it as well; null where GitHub does not tell.</summary>
    public bool? BindsAdministrators { get; init; }

    /// <summary>Nothing gets on the branch but by a pull request.</summary>
    public bool AsksForPullRequest { get; init; }

    /// <summary>Checks count only where they saw the branch as it is now.</summary>
    public bool AsksToBeUpToDate { get; init; }

    public bool ForbidsForcePush { get; init; }

    public bool ForbidsDeletion { get; init; }

    public MergeQueue? MergeQueue { get; init; }

    /// <summary>Paths of workflows that must pass, taken from where the ruleset says and never from the proposal.</summary>
    public EquatableList<string> Workflows { get; init; }

    /// <summary>Where the rules come from.</summary>
    public EquatableList<long> Rulesets { get; init; }
}

/// <param name="LargestGroup">How many pull requests it builds together, at most; 0 where GitHub does not tell.</param>
/// <param name="Rebases">It writes every commit anew.</param>
public sealed record MergeQueue(int LargestGroup, bool Rebases);

/// <summary>A branch as everybody sees it.</summary>
/// <param name="HasProtection">It has classic protection.</param>
public sealed record Branch(bool HasProtection, EquatableList<RequiredCheck> Checks);

/// <param name="Bypasses">Who is not held to it; null where GitHub does not tell this token.</param>
public sealed record Ruleset(string Name, EquatableList<Bypass>? Bypasses);

/// <summary>Somebody who is not held to a ruleset.</summary>
/// <param name="Kind">As GitHub names it: <c>OrganizationAdmin</c>, <c>RepositoryRole</c>, <c>Team</c>, <c>Integration</c>, <c>DeployKey</c>.</param>
/// <param name="OnlyPullRequests">Merges without the rules, and cannot push past them.</param>
public sealed record Bypass(string Kind, long? Id, bool OnlyPullRequests)
{
    // The numbers of GitHub's own roles are the same everywhere.
    private const long AdministratorRole = 5;

    /// <summary>Could as well change the ruleset itself.</summary>
    public bool IsAdministrator => Kind == "OrganizationAdmin" || (Kind == "RepositoryRole" && Id == AdministratorRole);
}
