using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub.Contents;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Files as GitHub stores them, fetched by their own digests: no clone is needed, and nothing of a proposal is ever on the disk.</summary>
internal sealed class HostedFiles(ContentApi contents, CancellationToken cancellation) : ICommitFiles
{
    private readonly Dictionary<string, TreeEntry> _entries = new(StringComparer.Ordinal);

    public IReadOnlyList<CommittedFile> Files(string commit, string folder)
    {
        var files = new List<CommittedFile>();

        foreach (var entry in Wait(contents.FolderAsync(commit, folder, cancellation)).Where(entry => entry.Kind != EntryKind.Folder))
        {
            if (entry.Kind is not (EntryKind.File or EntryKind.Link))
            {
                throw new GateException($"`{entry.Path}` is not a file of this repository.", "Commit the scripts themselves: what is in another repository cannot be judged here.");
            }

            _entries[entry.Sha] = entry;
            files.Add(new CommittedFile(entry.Path, entry.Sha, entry.Kind == EntryKind.Link));
        }

        return files;
    }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Blobs(IEnumerable<string> ids) =>
        Wait(contents.BlobsAsync([.. ids.Distinct(StringComparer.Ordinal).Select(id => _entries[id])], cancellation))
            .ToDictionary(blob => blob.Key, blob => (ReadOnlyMemory<byte>)blob.Value, StringComparer.Ordinal);

    public ReadOnlyMemory<byte>? File(string commit, string path) => Wait(contents.FindAsync(commit, path, cancellation)) switch
    {
        // A bare null would become empty bytes: arrays turn into memory, and no array does so too.
        null => default(ReadOnlyMemory<byte>?),
        { Kind: EntryKind.File, Sha: var sha } => Wait(contents.BlobAsync(sha, cancellation)),
        _ => throw new GateException($"`{path}` is not a file.", "Put a file of that name there: a link is not followed."),
    };

    // Sets are read without waiting from a clone; here the process has nothing else to do meanwhile.
    private static T Wait<T>(Task<T> answer) => answer.GetAwaiter().GetResult();
}
