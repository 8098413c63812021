namespace ChangeGate.Cli.Git;

/// <summary>What a branch proposes: everything between the commit where it left its base and its head.</summary>
/// <param name="Fork">The merge base.</param>
/// <param name="Tip">The base as it is now: others may have merged since.</param>
internal sealed record GitRange(GitRepository Repository, string Fork, string Head, string Tip);
