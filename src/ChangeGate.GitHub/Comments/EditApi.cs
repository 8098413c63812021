using System.Text.RegularExpressions;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Comments;

/// <summary>Whether words are still those of their author. Times are told in whole seconds, in which a program can edit what a person just wrote; and of reviews, none are told.</summary>
public sealed partial class EditApi
{
    private const int MostInQuery = 100;

    private readonly RepositoryApi _api;

    internal EditApi(RepositoryApi api) => _api = api;

    /// <param name="nodes">Comments and reviews, as queries name them.</param>
    /// <returns>Those of which GitHub says that they were never edited; what is not among them may have been.</returns>
    public async Task<IReadOnlySet<string>> UneditedAsync(IEnumerable<string> nodes, CancellationToken cancellation)
    {
        var unedited = new HashSet<string>(StringComparer.Ordinal);

        foreach (var batch in nodes.Where(static node => Name().IsMatch(node)).Distinct(StringComparer.Ordinal).Chunk(MostInQuery))
        {
            foreach (var (name, edit) in await AskAsync(batch, cancellation))
            {
                if (edit is { LastEditedAt: null, Id: { } id } && Array.IndexOf(batch, id) is var index and >= 0 && name == $"n{index}")
                {
                    unedited.Add(id);
                }
            }
        }

        return unedited;
    }

    private async Task<Dictionary<string, EditPayload?>> AskAsync(string[] batch, CancellationToken cancellation)
    {
        var nodes = batch.Select(static (node, index) => $"n{index}:node(id:\"{node}\"){{...on Comment{{id lastEditedAt}}}}");
        var call = Call.Query(_api.Connection.Address, "pull-requests: read").With(new QueryBody($"query{{{string.Join(' ', nodes)}}}", new Dictionary<string, string>()), GitHubJson.Default.QueryBody);

        try
        {
            return (await _api.Connection.ReadAsync(call, GitHubJson.Default.EditsPayload, cancellation)).Data ?? [];
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Permission or RefusalKind.NotFound or RefusalKind.Invalid })
        {
            return [];
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_=+/:-]{1,200}\z")]
    private static partial Regex Name();
}
