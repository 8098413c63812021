using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Contents;

/// <summary>
/// Reads content by its own digest, and believes nothing that does not have it. What was read once stays: it cannot change.
/// Many files are asked for together, as text; whatever does not come back as the very bytes is asked for alone.
/// </summary>
internal sealed class BlobReader(RepositoryApi api)
{
    private const string Permission = "contents: read";

    private const int MostInQuery = 300;

    private const int FewestInQuery = 50;

    private const long LargestInQuery = 256 * 1024;

    private const long LargestQuery = 4 * 1024 * 1024;

    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, byte[]> _read = new(StringComparer.OrdinalIgnoreCase);

    public async Task<byte[]> ReadAsync(string sha, CancellationToken cancellation)
    {
        if (_read.TryGetValue(sha, out var known))
        {
            return known;
        }

        var call = Call.Get(api.Path($"git/blobs/{sha}"), Permission);
        var payload = await api.Connection.ReadAsync(call, GitHubJson.Default.BlobPayload, cancellation);

        if (payload is not { Encoding: "base64", Content: { } encoded } || Decode(encoded) is not { } content)
        {
            throw Refusals.Unreadable(call, "its content is not in base64");
        }

        return Keep(sha, content) ? content : throw Refusals.Unreadable(call, "its content is not that of the blob that was asked for");
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAllAsync(IReadOnlyCollection<TreeEntry> files, CancellationToken cancellation)
    {
        foreach (var batch in Batches(files.Where(file => file.Size <= LargestInQuery && IsName(file.Sha) && !_read.ContainsKey(file.Sha)).DistinctBy(static file => file.Sha)))
        {
            await QueryAsync(batch, cancellation);
        }

        var missing = files.Select(static file => file.Sha).Where(sha => !_read.ContainsKey(sha)).Distinct(StringComparer.OrdinalIgnoreCase);
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (sha, token) => await ReadAsync(sha, token));

        return files.Select(static file => file.Sha).Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(static sha => sha, sha => _read[sha], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A whole digest of git's, and nothing else: it can be written into a query, and what it names does not change.</summary>
    public static bool IsName(string sha) => sha.Length is 40 or 64 && sha.All(char.IsAsciiHexDigit);

    private static IEnumerable<List<string>> Batches(IEnumerable<TreeEntry> files)
    {
        var (batch, size) = (new List<string>(), 0L);

        foreach (var file in files)
        {
            if (batch.Count == MostInQuery || (batch.Count > 0 && size + file.Size > LargestQuery))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(file.Sha);
            size += file.Size ?? 0;
        }

        // One file alone costs the same either way.
        if (batch.Count > 1)
        {
            yield return batch;
        }
    }

    private async Task QueryAsync(List<string> batch, CancellationToken cancellation)
    {
        var answer = await TryAskAsync(batch, cancellation);

        // What was too much at once may not be in parts.
        if (answer == Answer.TooMuch && batch.Count > FewestInQuery)
        {
            await QueryAsync(batch[..(batch.Count / 2)], cancellation);
            await QueryAsync(batch[(batch.Count / 2)..], cancellation);
        }
    }

    private async Task<Answer> TryAskAsync(List<string> batch, CancellationToken cancellation)
    {
        var blobs = batch.Select(static (sha, index) => $"b{index}:object(oid:\"{sha}\"){{...on Blob{{text}}}}");
        var query = $"query($owner:String!,$name:String!){{repository(owner:$owner,name:$name){{{string.Join(' ', blobs)}}}}}";
        var variables = new Dictionary<string, string> { ["owner"] = api.Name.Owner, ["name"] = api.Name.Name };
        var call = Call.Query(api.Connection.Address, Permission).With(new QueryBody(query, variables), GitHubJson.Default.QueryBody);

        try
        {
            if ((await api.Connection.ReadAsync(call, GitHubJson.Default.QueryPayload, cancellation)).Data?.Repository is not { } found)
            {
                return Answer.TooMuch;
            }

            for (var index = 0; index < batch.Count; index++)
            {
                if (found.GetValueOrDefault($"b{index}")?.Text is { } text)
                {
                    Keep(batch[index], Encoding.UTF8.GetBytes(text));
                }
            }

            return Answer.Given;
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: not RefusalKind.RateLimit } refusal)
        {
            // Not every server and every token answers queries; every one of them gives single blobs, or says why not.
            return refusal.Kind == RefusalKind.Unavailable ? Answer.TooMuch : Answer.Refused;
        }
    }

    private bool Keep(string sha, byte[] content)
    {
        var isIt = string.Equals(NameOf(content, sha.Length), sha, StringComparison.OrdinalIgnoreCase);

        if (isIt)
        {
            _read[sha] = content;
        }

        return isIt;
    }

    private static byte[]? Decode(string encoded)
    {
        try
        {
            return Convert.FromBase64String(encoded);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A blob's name as git makes it, in whichever of its two digests the repository uses.</summary>
    private static string NameOf(byte[] content, int length)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content];

#pragma warning disable CA5350 // Git names objects by SHA-1; consent is bound to the SHA-256 of the same bytes.
        return Convert.ToHexStringLower(length == 64 ? SHA256.HashData(named) : SHA1.HashData(named));
#pragma warning restore CA5350
    }

    private enum Answer
    {
        Refused,
        TooMuch,
        Given,
    }
}
