using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.Cli.Deployments;

/// <summary>What brought migrations onto a branch: a pull request that was merged, or a commit that nobody proposed.</summary>
/// <param name="Before">The commit of the branch before it: whose policy judged it.</param>
/// <param name="At">When it came in; the order in which changes run.</param>
/// <param name="Paths">What it added or changed, from the root of the repository.</param>
internal sealed record MergedChange(string Before, DateTimeOffset At, EquatableList<string> Paths)
{
    /// <summary>With <see cref="Before"/> as its base; null for a commit without one.</summary>
    public PullRequest? PullRequest { get; init; }

    /// <summary>The commit by which it was found.</summary>
    public required Commit Commit { get; init; }

    public bool Touches(string path) => Paths.Contains(path);
}
