using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli.Git;

/// <summary>Everybody who had a hand in a range of commits, and whether a program did: by what the commits say, because nobody attests to it here.</summary>
internal static class CommitAuthors
{
    private const string Format = "--format=%H%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00";

    /// <param name="repository">Where they are.</param>
    /// <param name="range">Of commits, as git writes it.</param>
    /// <param name="paths">Only commits that touch one of them; all where there is none.</param>
    /// <param name="agents">Programs beside those that are known everywhere.</param>
    public static Authorship Of(GitRepository repository, string range, IReadOnlyList<string> paths, EquatableList<ListedAgent> agents)
    {
        var log = repository.Must([
            "-c", "log.showSignature=false", "log", "--no-color", "--use-mailmap", Format, "--end-of-options", range, "--", .. paths]).Text;
        EquatableList<Commit> commits = [.. log.Split('\0').Chunk(6).Where(static fields => fields.Length == 6).Select(CommitOf)];

        return ProposerReading.AuthorshipOf(pullRequest: null, commits, new ProposerReading(KnownAgents.Shipped.With(agents)).Of(commits));
    }

    private static Commit CommitOf(string[] fields) => new()
    {
        Sha = fields[0].Trim('\n'),
        Author = new CommitSignature(fields[1], fields[2]),
        Committer = new CommitSignature(fields[3], fields[4]),
        Message = fields[5],
        IsVerified = false,
    };
}
