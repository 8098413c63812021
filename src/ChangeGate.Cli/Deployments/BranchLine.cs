using ChangeGate.Cli.PullRequests;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// The newest steps of a branch, each of which made it what it was then. What a merge brought along stood on whatever its author chose, and is judged by
/// what the branch held instead.
/// </summary>
internal sealed class BranchLine
{
    private readonly Dictionary<string, Commit> _known;

    private readonly List<Commit> _steps;

    public BranchLine(IEnumerable<Commit> commits, string tip)
    {
        _known = commits.ToDictionary(commit => commit.Sha, StringComparer.Ordinal);
        _steps = [.. BranchStep.FirstParents(_known, tip)];
    }

    /// <summary>The step by which a commit came in; null where it is further back than is known.</summary>
    public Commit? StepOf(string sha)
    {
        if (_steps.Find(step => step.Sha == sha) is { } own)
        {
            return own;
        }

        // What an older step had already, no later one brought.
        return _steps.FindLast(step => step.Parents.Skip(1).Any(merged => Holds(merged, sha)));
    }

    private bool Holds(string tip, string sha)
    {
        var open = new Stack<string>([tip]);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        while (open.TryPop(out var at))
        {
            if (at == sha)
            {
                return true;
            }

            if (seen.Add(at) && _known.TryGetValue(at, out var commit))
            {
                foreach (var parent in commit.Parents)
                {
                    open.Push(parent);
                }
            }
        }

        return false;
    }
}
