using ChangeGate.Cli.Git;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Ledgers;

/// <summary>Checkpoints in a repository, and in the remote that they are pushed to: never by force, so that what is there stays there.</summary>
/// <param name="Name">As a person says it.</param>
/// <param name="Folder">In the repository.</param>
/// <param name="Remote">null where somebody else pushes.</param>
internal abstract record GitAnchor(string Name, string Folder, string? Remote) : Anchor(Name)
{
    /// <summary>For messages that stay as they are, by a name that is a program's: who signed stands in the note.</summary>
    protected static IReadOnlyList<string> Writer { get; } = ["-c", "user.name=changegate", "-c", "user.email=changegate@localhost", "-c", "tag.gpgSign=false", "-c", "commit.gpgSign=false"];

    // A run waits for a push. What hangs is given up.
    private static readonly string[] Patience = ["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=30", "-c", "core.sshCommand=ssh -o BatchMode=yes -o ConnectTimeout=30"];

    protected GitRepository Repository() => GitRepository.Open(Folder);

    /// <summary>What the remote has by these names is here as well afterwards.</summary>
    /// <param name="repository">The one here.</param>
    /// <param name="pattern">Of full names.</param>
    protected void Fetch(GitRepository repository, string pattern)
    {
        if (Remote is not null && repository.Must([.. Patience, "ls-remote", Remote, pattern]).Text.Length > 0)
        {
            // Without a plus sign: what is another here than there is refused, and not overwritten.
            repository.Must([.. Patience, "fetch", "--quiet", "--no-tags", Remote, $"{pattern}:{pattern}"]);
        }
    }

    protected void Push(GitRepository repository, string name)
    {
        if (Remote is not null)
        {
            repository.Must([.. Patience, "push", "--quiet", Remote, $"{name}:{name}"]);
        }
    }

    /// <summary>Git itself says what a name may be.</summary>
    protected static void RefuseBadName(GitRepository repository, string name)
    {
        if (repository.TryRead(["check-ref-format", "--normalize", name]) is null)
        {
            throw new GateException($"Git takes no '{name}' for a name.", "Name the anchor otherwise: Latin letters, digits, hyphens and slashes.");
        }
    }
}
