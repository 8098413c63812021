using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Contents;

/// <summary>What stands at a path. The zero value is nothing that can be read.</summary>
public enum EntryKind
{
    Unknown,
    File,
    Folder,

    /// <summary>Its content is the path of something else.</summary>
    Link,

    /// <summary>A commit of another repository.</summary>
    Submodule,
}

/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Size">In bytes; null for anything but a file.</param>
public sealed record TreeEntry(string Path, EntryKind Kind, string Sha, long? Size)
{
    internal static EntryKind KindOf(string? mode) => mode switch
    {
        "100644" or "100755" => EntryKind.File,
        "040000" => EntryKind.Folder,
        "120000" => EntryKind.Link,
        "160000" => EntryKind.Submodule,
        _ => EntryKind.Unknown,
    };
}

/// <summary>Where two commits parted.</summary>
/// <param name="MergeBase">The commit from which the head's own changes count.</param>
/// <param name="BehindBy">Commits of the base that the head does not have.</param>
public sealed record Comparison(string MergeBase, int AheadBy, int BehindBy);

/// <summary>All commits that a head has and a base does not.</summary>
/// <param name="MergeBase">The base itself, where the head stands on it.</param>
public sealed record CommitsBetween(string MergeBase, EquatableList<Commit> Commits);
