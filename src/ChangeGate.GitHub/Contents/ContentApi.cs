using System.Collections.Concurrent;
using System.Text;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Contents;

/// <summary>Content by its own digest: never by a branch's name, never by a path that a link could lead elsewhere.</summary>
public sealed class ContentApi
{
    private const string Permission = "contents: read";

    private const int MostCommits = 1000;

    private readonly RepositoryApi _api;

    private readonly BlobReader _blobs;

    // What has a digest for a name cannot change: it is asked for once.
    private readonly ConcurrentDictionary<(string Sha, bool Recursive), TreePayload> _trees = new();

    private readonly ConcurrentDictionary<(string Base, string Head), Comparison> _comparisons = new();

    internal ContentApi(RepositoryApi api) => (_api, _blobs) = (api, new BlobReader(api));

    public async Task<Comparison> CompareAsync(string @base, string head, CancellationToken cancellation)
    {
        if (_comparisons.TryGetValue((@base, head), out var known))
        {
            return known;
        }

        // The files of a comparison are cut off at 300, and its commits cost time: neither is asked for.
        var call = Call.Get(_api.Path($"compare/{@base}...{head}") + "?per_page=1&page=2", Permission);
        var payload = await _api.Connection.ReadAsync(call, GitHubJson.Default.ComparisonPayload, cancellation);

        var comparison = payload.MergeBaseCommit?.Sha is { Length: > 0 } mergeBase
            ? new Comparison(mergeBase, payload.AheadBy ?? 0, payload.BehindBy ?? 0)
            : throw Refusals.Unreadable(call, "it names no merge base");

        if (BlobReader.IsName(@base) && BlobReader.IsName(head))
        {
            _comparisons[(@base, head)] = comparison;
        }

        return comparison;
    }

    /// <summary>The commits between two, or a refusal: of a list that was cut off nobody knows what is missing.</summary>
    public async Task<CommitsBetween> CommitsAsync(string @base, string head, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"compare/{@base}...{head}") + "?per_page=100", Permission);
        ComparisonPayload? first = null;
        var commits = await _api.Connection.ListAsync(call, new Page<ComparisonPayload, CommitPayload>(GitHubJson.Default.ComparisonPayload, CommitsOf), cancellation);

        if (first is not { MergeBaseCommit.Sha: { Length: > 0 } mergeBase, TotalCommits: { } expected } || commits.DistinctBy(static commit => commit.Sha).Count() != expected)
        {
            throw Refusals.Unreadable(call, $"it names no merge base, or not all commits ({commits.Count} of {first?.TotalCommits?.ToString() ?? "an unknown number"})");
        }

        return new CommitsBetween(mergeBase, [.. commits.Select(commit => Commit.From(commit) ?? throw Refusals.Unreadable(call, "a commit in it has no name"))]);

        List<CommitPayload>? CommitsOf(ComparisonPayload page)
        {
            first ??= page;

            return first.TotalCommits <= MostCommits
                ? page.Commits
                : throw new GateException($"There are {first.TotalCommits?.ToString() ?? "uncounted"} commits between `{@base}` and `{head}`; {MostCommits} are read.", "Bring them in smaller parts.");
        }
    }

    /// <summary>Everything below a tree or a commit, or a refusal: of a list that was cut off nobody knows what is missing.</summary>
    public Task<EquatableList<TreeEntry>> TreeAsync(string sha, CancellationToken cancellation) => TreeAsync(sha, "", recursive: true, cancellation);

    /// <summary>Everything below one folder, without listing the rest of a large repository.</summary>
    /// <returns>Empty where there is no such folder: a link or a submodule of that name is none.</returns>
    public async Task<EquatableList<TreeEntry>> FolderAsync(string commit, string folder, CancellationToken cancellation)
    {
        if (folder.Length == 0)
        {
            return await TreeAsync(commit, cancellation);
        }

        return await FindAsync(commit, folder, cancellation) is { Kind: EntryKind.Folder } found ? await TreeAsync(found.Sha, $"{found.Path}/", recursive: true, cancellation) : [];
    }

    /// <summary>What stands at a path; null where nothing does, or where a link or a submodule is on the way.</summary>
    public async Task<TreeEntry?> FindAsync(string commit, string path, CancellationToken cancellation)
    {
        var (sha, below) = (commit, "");
        TreeEntry? found = null;

        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is not (null or { Kind: EntryKind.Folder }))
            {
                return null;
            }

            var wanted = below + segment;
            found = (await TreeAsync(sha, below, recursive: false, cancellation)).FirstOrDefault(entry => entry.Path == wanted);

            if (found is null)
            {
                return null;
            }

            (sha, below) = (found.Sha, $"{found.Path}/");
        }

        return found;
    }

    /// <summary>The very bytes, held against the name that was asked for.</summary>
    public Task<byte[]> BlobAsync(string sha, CancellationToken cancellation) => _blobs.ReadAsync(sha, cancellation);

    /// <summary>The very bytes of many files by their blobs' names, in a few calls.</summary>
    public Task<IReadOnlyDictionary<string, byte[]>> BlobsAsync(IReadOnlyCollection<TreeEntry> files, CancellationToken cancellation) => _blobs.ReadAllAsync(files, cancellation);

    /// <summary>The CODEOWNERS file that GitHub itself goes by; null where there is none.</summary>
    public async Task<string?> CodeOwnersAsync(string commit, CancellationToken cancellation)
    {
        var root = await TreeAsync(commit, "", recursive: false, cancellation);

        foreach (var folder in new[] { ".github", "", "docs" })
        {
            var entries = folder.Length == 0
                ? root
                : root.FirstOrDefault(entry => entry.Path == folder) is { Kind: EntryKind.Folder } found ? await TreeAsync(found.Sha, $"{folder}/", recursive: false, cancellation) : [];

            if (entries.FirstOrDefault(entry => entry.Path == $"{folder}/CODEOWNERS".TrimStart('/')) is { } file)
            {
                return file.Kind == EntryKind.File
                    ? Encoding.UTF8.GetString(await BlobAsync(file.Sha, cancellation))
                    : throw new GateException($"`{file.Path}` is not a file.", "Put the owners into a file of that name: a link is not followed.");
            }
        }

        return null;
    }

    private async Task<EquatableList<TreeEntry>> TreeAsync(string sha, string below, bool recursive, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"git/trees/{sha}") + (recursive ? "?recursive=1" : ""), Permission);

        if (!_trees.TryGetValue((sha, recursive), out var payload))
        {
            payload = await _api.Connection.ReadAsync(call, GitHubJson.Default.TreePayload, cancellation);

            if (BlobReader.IsName(sha))
            {
                _trees[(sha, recursive)] = payload;
            }
        }

        if (payload.Truncated is not false)
        {
            throw new GateException(
                $"GitHub does not list all that is below `{(below.Length == 0 ? sha : below)}`.",
                "Keep migrations in a folder of their own: what is not listed cannot be judged.");
        }

        return [.. (payload.Tree ?? []).Select(entry => EntryFrom(entry, below) ?? throw Refusals.Unreadable(call, "an entry in it has no path or no name"))];
    }

    private static TreeEntry? EntryFrom(TreeEntryPayload payload, string below) => payload is { Path: { Length: > 0 } path, Sha: { Length: > 0 } sha }
        ? new TreeEntry(below + path, TreeEntry.KindOf(payload.Mode), sha, payload.Size)
        : null;
}
