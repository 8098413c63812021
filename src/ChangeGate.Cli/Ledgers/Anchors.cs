using System.Text;
using ChangeGate.Cli.Git;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>Checkpoints where whoever runs the ledger cannot change them unseen: only they show that nothing was taken back.</summary>
internal static class Anchors
{
    private const string TagPrefix = "changegate-ledger/";

    private const string Git = "git";

    /// <summary>Keeps a checkpoint.</summary>
    /// <param name="checkpoint">Of a ledger.</param>
    /// <param name="anchor">As the option says it.</param>
    /// <returns>Where it is now.</returns>
    public static string Keep(SignedCheckpoint checkpoint, string anchor) => anchor.Split('=', 2) switch
    {
        ["file", { Length: > 0 } path] => KeepInFile(checkpoint, path),
        [Git] => KeepAsTag(checkpoint),
        _ => throw new GateException($"--anchor does not know '{anchor}'.", "Give file=FILE or git."),
    };

    /// <summary>What was kept.</summary>
    /// <param name="place">As the option says it: a file, or <c>git</c>.</param>
    public static IReadOnlyList<AnchoredCheckpoint> Read(string place)
    {
        if (place == Git)
        {
            return ReadTags();
        }

        if (!File.Exists(place))
        {
            throw new GateException($"There is no checkpoint '{place}'.", "Name a file that changegate evidence checkpoint wrote, or git for the tags of the repository here.");
        }

        return [.. SignedCheckpoint.ParseAll(File.ReadAllBytes(place), place).Select(checkpoint => new AnchoredCheckpoint(place, checkpoint))];
    }

    private static string KeepInFile(SignedCheckpoint checkpoint, string path)
    {
        try
        {
            if (File.Exists(path) && SignedCheckpoint.ParseAll(File.ReadAllBytes(path), path).Any(kept => kept.Checkpoint == checkpoint.Checkpoint))
            {
                return path;
            }

            using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(checkpoint.ToText()));
            file.Flush(flushToDisk: true);

            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The checkpoint could not be added to '{path}': {failure.Message}", "Name a file that this user may write to.", failure);
        }
    }

    /// <summary>An annotated tag at the commit that is checked out; git itself refuses to make it twice.</summary>
    private static string KeepAsTag(SignedCheckpoint checkpoint)
    {
        var repository = GitRepository.Open(".");
        var tag = $"{TagPrefix}{checkpoint.Checkpoint.Size}";

        if (repository.TryRead(["rev-parse", "--verify", "--quiet", $"refs/tags/{tag}"]) is not null)
        {
            return TagOf(repository, tag).Checkpoint.Checkpoint == checkpoint.Checkpoint ? tag : throw new GateException(
                $"The tag '{tag}' is of another checkpoint of the same size: the ledger was forked, or it is another one.",
                "changegate evidence check --earlier git says which.");
        }

        // The name is that of a program: who signed stands in the note.
        repository.Must(["-c", "user.name=changegate", "-c", "user.email=changegate@localhost", "-c", "tag.gpgSign=false", "tag", "--annotate", "--cleanup=verbatim", "--file=-", tag, "HEAD"], Encoding.UTF8.GetBytes(checkpoint.ToText()));

        return tag;
    }

    private static List<AnchoredCheckpoint> ReadTags()
    {
        var repository = GitRepository.Open(".");
        var tags = repository.Must(["for-each-ref", "--format=%(refname:strip=2)", $"refs/tags/{TagPrefix}"]).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        return tags.Length > 0 ? [.. tags.Select(tag => TagOf(repository, tag))] : throw new GateException(
            $"No tag of this repository begins with '{TagPrefix}'.",
            "Fetch them (git fetch --tags), or make one: changegate evidence checkpoint --anchor git");
    }

    private static AnchoredCheckpoint TagOf(GitRepository repository, string tag)
    {
        // A tag object is its header, an empty line and the message.
        var text = repository.Must(["cat-file", "tag", $"refs/tags/{tag}"]).Text;
        var message = text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

        return new AnchoredCheckpoint(tag, SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(message), tag));
    }
}
