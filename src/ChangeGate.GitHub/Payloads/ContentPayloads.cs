using System.Text.Json.Serialization;

namespace ChangeGate.GitHub.Payloads;

internal sealed record ComparisonPayload
{
    public CommitPayload? MergeBaseCommit { get; init; }

    public CommitPayload? BaseCommit { get; init; }

    public int? AheadBy { get; init; }

    public int? BehindBy { get; init; }

    public int? TotalCommits { get; init; }

    public List<CommitPayload>? Commits { get; init; }
}

internal sealed record TreePayload
{
    public string? Sha { get; init; }

    public List<TreeEntryPayload>? Tree { get; init; }

    public bool? Truncated { get; init; }
}

internal sealed record TreeEntryPayload
{
    public string? Path { get; init; }

    public string? Mode { get; init; }

    public string? Type { get; init; }

    public string? Sha { get; init; }

    public long? Size { get; init; }
}

internal sealed record QueryPayload
{
    public QueryDataPayload? Data { get; init; }
}

internal sealed record QueryDataPayload
{
    /// <summary>By the names that the query gave; null for what is not there.</summary>
    public Dictionary<string, QueriedBlobPayload?>? Repository { get; init; }
}

internal sealed record EditsPayload
{
    /// <summary>By the names that the query gave; null for what is not there.</summary>
    public Dictionary<string, EditPayload?>? Data { get; init; }
}

internal sealed record EditPayload
{
    public string? Id { get; init; }

    /// <summary>null for what was never edited.</summary>
    [JsonPropertyName("lastEditedAt")]
    public DateTimeOffset? LastEditedAt { get; init; }
}

internal sealed record QueriedBlobPayload
{
    /// <summary>null where GitHub takes it for binary.</summary>
    public string? Text { get; init; }
}

internal sealed record BlobPayload
{
    public string? Content { get; init; }

    public string? Encoding { get; init; }
}
