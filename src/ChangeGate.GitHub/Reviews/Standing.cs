using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>What a person is in this repository at this moment; the zero value is a stranger.</summary>
public sealed record Standing
{
    /// <summary>As a team is named in <c>from: [team:codeowners]</c>: who owns every migration of the set.</summary>
    public const string CodeOwners = "codeowners";

    public RepositoryPermission Permission { get; init; }

    /// <summary>Of those that the policy names, the teams in which this person is an active member.</summary>
    public EquatableList<string> Teams { get; init; }

    /// <summary>Owns every migration of the set, by the CODEOWNERS of the base.</summary>
    public bool OwnsAll { get; init; }

    /// <summary>The policy names this very person: <c>from: ["@login"]</c>.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Somebody whose consent can mean something: who could write here, whom the policy names by login or by a team, or who owns what is changed.</summary>
    public bool IsEligible => Permission >= RepositoryPermission.Write || Teams.Count > 0 || OwnsAll || IsNamed;

    /// <summary>Whether it may be this person who pushed, where GitHub does not tell who did.</summary>
    public bool CouldHavePushed(PusherScope scope) => scope switch
    {
        PusherScope.Known or PusherScope.Strangers => false,
        PusherScope.Writers => Permission >= RepositoryPermission.Write,
        _ => true,
    };

    /// <summary>A team that happens to be called so does not make owners of its members.</summary>
    internal EquatableList<string> TeamsAndOwnership => [.. Teams.Where(static team => team != CodeOwners), .. OwnsAll ? [CodeOwners] : Array.Empty<string>()];
}
