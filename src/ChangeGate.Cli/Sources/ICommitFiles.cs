namespace ChangeGate.Cli.Sources;

/// <summary>Files as commits hold them: from a clone, or from a host that stores it. Nothing is ever checked out.</summary>
internal interface ICommitFiles
{
    /// <summary>The files below <paramref name="folder"/> (from the root of the repository, empty for all) at a commit.</summary>
    IReadOnlyList<CommittedFile> Files(string commit, string folder);

    /// <summary>The contents of many blobs, by id.</summary>
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Blobs(IEnumerable<string> ids);

    /// <summary>The bytes of one file at a commit; null when it is not there.</summary>
    ReadOnlyMemory<byte>? File(string commit, string path);
}

/// <param name="Path">From the root of the repository.</param>
/// <param name="Blob">The id of its content.</param>
/// <param name="IsLink">A symbolic link: its content is a path, never SQL.</param>
internal sealed record CommittedFile(string Path, string Blob, bool IsLink);
