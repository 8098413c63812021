using System.Text;
using ChangeGate.Cli.Git;
using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>
/// A commit for each checkpoint, on a branch that nobody works on: the message is the checkpoint, and the file <c>checkpoint</c> the newest. What a commit
/// says stays in the branch whatever a later one does to files, so all messages are read.
/// </summary>
/// <param name="Branch">Its name.</param>
/// <param name="Folder">In the repository.</param>
/// <param name="Remote">null where somebody else pushes.</param>
internal sealed record BranchAnchor(string Branch, string Folder, string? Remote) : GitAnchor($"git branch {Branch}", Folder, Remote)
{
    private const string FileName = "checkpoint";

    private string Ref => $"refs/heads/{Branch}";

    public override string Keep(SignedCheckpoint checkpoint)
    {
        var repository = Repository();
        RefuseBadName(repository, Ref);
        Fetch(repository, Ref);

        if (!Commits(repository).Any(kept => kept.Checkpoint.Checkpoint == checkpoint.Checkpoint))
        {
            Commit(repository, Encoding.UTF8.GetBytes(checkpoint.ToText()));
        }

        Push(repository, Ref);

        return Branch;
    }

    public override IReadOnlyList<(string Where, SignedCheckpoint Checkpoint)> Read()
    {
        var repository = Repository();
        Fetch(repository, Ref);

        return Commits(repository);
    }

    private List<(string Where, SignedCheckpoint Checkpoint)> Commits(GitRepository repository)
    {
        if (!repository.Has(Ref))
        {
            return [];
        }

        var kept = new List<(string, SignedCheckpoint)>();

        foreach (var commit in repository.Must(["log", "--reverse", "-z", "--no-show-signature", "--format=%H%n%B", Ref]).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // A commit of somebody else keeps nothing, and takes nothing away.
            var (id, message) = (commit[..commit.IndexOf('\n')], commit[(commit.IndexOf('\n') + 1)..]);

            if (SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(message.TrimEnd('\n') + "\n"), out var checkpoint))
            {
                kept.Add(($"{Branch} {GitRepository.Short(id)}", checkpoint));
            }
        }

        return kept;
    }

    /// <summary>Beside the work tree and its index. Whoever else moved the branch meanwhile is not overwritten.</summary>
    private void Commit(GitRepository repository, byte[] note)
    {
        if (repository.TryRead(["symbolic-ref", "--quiet", "HEAD"]) == Ref)
        {
            throw new GateException($"The branch '{Branch}' is checked out in '{repository.Root}'.", "Anchor on a branch that nobody works on.");
        }

        var parent = repository.TryRead(["rev-parse", "--verify", "--quiet", Ref]);
        var blob = repository.Must(["hash-object", "-w", "--stdin"], note).Text.Trim();
        var others = parent is null ? [] : repository.Must(["ls-tree", parent]).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.EndsWith($"\t{FileName}", StringComparison.Ordinal));
        var tree = repository.Must(["mktree"], Encoding.UTF8.GetBytes(string.Concat(others.Append($"100644 blob {blob}\t{FileName}").Select(static line => line + "\n")))).Text.Trim();
        var commit = repository.Must([.. Writer, "commit-tree", tree, .. parent is null ? (string[])[] : ["-p", parent], "-F", "-"], note).Text.Trim();
        repository.Must(["update-ref", "-m", "changegate: checkpoint", Ref, commit, parent ?? new string('0', commit.Length)]);
    }
}
