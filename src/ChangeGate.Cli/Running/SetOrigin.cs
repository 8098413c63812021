using ChangeGate.Cli.Git;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>Where migrations on disk come from: the commit that they lie in, who wrote them, and the state of the branch before the newest came in.</summary>
/// <param name="Base">null when no commit brought them in (they are not committed), or the first commit of all did.</param>
internal sealed record SetOrigin(GitRepository Repository, string Head, string? Base, Authorship Authors)
{
    /// <summary>null outside of a repository, and where nothing is asked for.</summary>
    /// <param name="folder">Of the migrations.</param>
    /// <param name="paths">Below it.</param>
    /// <param name="agents">Programs beside those that are known everywhere.</param>
    public static SetOrigin? Of(string folder, IReadOnlyList<string> paths, EquatableList<ListedAgent> agents)
    {
        if (paths.Count == 0 || GitRepository.Find(folder) is not { } repository || !repository.Knows("HEAD"))
        {
            return null;
        }

        var inside = repository.PathOf(folder);
        var files = paths.Select(path => inside.Length == 0 ? path : $"{inside}/{path}").ToList();
        var head = repository.Commit("HEAD");

        return new SetOrigin(repository, head, BaseOf(repository, head, files), CommitAuthors.Of(repository, head, files, agents));
    }

    private static string? BaseOf(GitRepository repository, string head, IReadOnlyList<string> files)
    {
        // Along the first parents a merge stands for its branch, so its parent is the base that the branch was judged against.
        var newest = repository.Must(["log", "--first-parent", "-m", "--diff-filter=A", "--max-count=1", "--format=%H", head, "--", .. files]).Text.Trim();

        return newest.Length > 0 && repository.Knows(newest + "^") ? repository.Commit(newest + "^") : null;
    }
}
