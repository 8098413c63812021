namespace ChangeGate.Cli.Deployments;

/// <summary>A change, and what it did to a folder: seen in what the branch held before and after it, not in what a list says.</summary>
/// <param name="Touched">Paths of files that came, went or became others.</param>
/// <param name="Came">Of these, those that were not there before.</param>
/// <param name="Left">Paths that are otherwise now than it left them.</param>
internal sealed record BranchTouch(MergedChange Change, IReadOnlySet<string> Touched, IReadOnlySet<string> Came, IReadOnlySet<string> Left)
{
    public static BranchTouch Of(MergedChange change, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, IReadOnlyDictionary<string, string> now)
    {
        var touched = Differing(before, after);

        return new BranchTouch(change, touched, touched.Where(path => !before.ContainsKey(path)).ToHashSet(StringComparer.Ordinal), Differing(after, now));
    }

    /// <summary>Whether these files stand as it made them.</summary>
    public bool Brings(IReadOnlyList<string> paths) => Touches(paths) && !paths.Any(Left.Contains);

    public bool Touches(IReadOnlyList<string> paths) => paths.Any(Touched.Contains);

    private static HashSet<string> Differing(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Keys.Union(other.Keys).Where(path => one.GetValueOrDefault(path) != other.GetValueOrDefault(path)).ToHashSet(StringComparer.Ordinal);
}
