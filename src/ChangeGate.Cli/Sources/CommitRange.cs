using ChangeGate.Migrations;

namespace ChangeGate.Cli.Sources;

/// <summary>What a branch proposes: everything between the commit where it left its base and its head.</summary>
/// <param name="Fork">The merge base.</param>
/// <param name="Tip">The base as it is now: others may have merged since.</param>
internal sealed record CommitRange(ICommitFiles Files, string Fork, string Head, string Tip)
{
    /// <summary>The commit whose configuration and policy hold; the tip's, unless something else is said.</summary>
    public string Policy { get; init; } = Tip;

    /// <summary>Who had a hand in what is below a folder (from the root of the repository, empty for all).</summary>
    public required Func<string, Authorship> AuthorsOf { get; init; }
}
