using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Checks;

/// <summary>How a check ended. GitHub also knows neutral and skipped, which satisfy a required check: this gate never says them.</summary>
public enum CheckConclusion
{
    Failure,

    /// <summary>Blocked until a person has done something.</summary>
    ActionRequired,
    Cancelled,
    TimedOut,
    Success,
}

public enum AnnotationLevel
{
    Notice,
    Warning,
    Failure,
}

/// <summary>A remark beside lines of a file at the head, not of the patch.</summary>
public sealed record Annotation(string Path, int StartLine, int EndLine, AnnotationLevel Level)
{
    public required string Message { get; init; }

    public string? Title { get; init; }

    /// <summary>Only where the remark is on one line.</summary>
    public int? StartColumn { get; init; }

    public int? EndColumn { get; init; }
}

/// <summary>A button on the check.</summary>
public sealed record CheckAction(string Label, string Description, string Identifier);

/// <summary>What a check shows.</summary>
public sealed record CheckOutput(string Title, string Summary)
{
    /// <summary>Of the summary and of the text, each.</summary>
    public const int LongestText = 65_535;

    /// <summary>In one call; more are added by further calls.</summary>
    public const int MostAnnotations = 50;

    public string? Text { get; init; }

    public EquatableList<Annotation> Annotations { get; init; }
}

/// <summary>What is to become of a check run: in progress while there is no conclusion.</summary>
public sealed record CheckReport
{
    public const int MostActions = 3;

    /// <summary>null while it is in progress.</summary>
    public CheckConclusion? Conclusion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? DetailsUrl { get; init; }

    public string? ExternalId { get; init; }

    public CheckOutput? Output { get; init; }

    public EquatableList<CheckAction> Actions { get; init; }
}

/// <summary>A check run as GitHub holds it.</summary>
/// <param name="Conclusion">In GitHub's words; null while it is not completed.</param>
public sealed record CheckRun(long Id, string Name, string HeadCommit, string? Conclusion)
{
    /// <summary>Whose it is: anybody may give a check any name.</summary>
    public long? App { get; init; }

    /// <summary>The name of that App in addresses; null where GitHub does not say.</summary>
    public string? AppSlug { get; init; }

    public string? ExternalId { get; init; }

    public string? Url { get; init; }

    internal static CheckRun From(CheckRunPayload payload) => new(payload.Id, payload.Name ?? "", payload.HeadSha ?? "", payload.Conclusion)
    {
        App = payload.App?.Id,
        AppSlug = payload.App?.Slug,
        ExternalId = payload.ExternalId,
        Url = payload.HtmlUrl,
    };
}
