using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Cli.Deployments;

/// <summary>What brought migrations onto a branch: a pull request that was merged, or a commit that nobody proposed.</summary>
/// <param name="Before">The commit of the branch before it: whose policy judged it.</param>
/// <param name="At">When it came in; the order in which changes run.</param>
internal sealed record MergedChange(string Before, DateTimeOffset At)
{
    /// <summary>With <see cref="Before"/> as its base; null for a commit without one.</summary>
    public PullRequest? PullRequest { get; init; }

    /// <summary>The commit by which it was found.</summary>
    public required Commit Commit { get; init; }

    /// <summary>All that was approved with it, as far as it stands: also what ran before.</summary>
    public EquatableList<Migration> Migrations { get; init; }

    /// <summary>What changed the same waiting migrations before it: who wrote there wrote a part of what would run.</summary>
    public EquatableList<MergedChange> Earlier { get; init; }
}
