using System.Text.Json.Serialization;

namespace ChangeGate.GitHub.Payloads;

internal sealed record QueryBody(string Query, IReadOnlyDictionary<string, string> Variables);

internal sealed record CommentBody(string Body);

internal sealed record ReactionBody(string Content);

internal sealed record LabelsBody(IReadOnlyList<string> Labels);

internal sealed record ReviewersBody(IReadOnlyList<string> Reviewers, IReadOnlyList<string> TeamReviewers);

internal sealed record CheckRunBody
{
    public string? Name { get; init; }

    public string? HeadSha { get; init; }

    public string? Status { get; init; }

    public string? Conclusion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? DetailsUrl { get; init; }

    public string? ExternalId { get; init; }

    public CheckOutputBody? Output { get; init; }

    public IReadOnlyList<CheckActionBody>? Actions { get; init; }
}

internal sealed record CheckOutputBody(string Title, string Summary)
{
    public string? Text { get; init; }

    public IReadOnlyList<AnnotationBody>? Annotations { get; init; }
}

internal sealed record CheckActionBody(string Label, string Description, string Identifier);

internal sealed record AnnotationBody(string Path, int StartLine, int EndLine, string AnnotationLevel, string Message)
{
    public int? StartColumn { get; init; }

    public int? EndColumn { get; init; }

    public string? Title { get; init; }
}

internal sealed record StatusBody(string State, string Context, string Description, string? TargetUrl);

internal sealed record SarifBody(string CommitSha, string Ref, string Sarif, string ToolName);

internal sealed record DeploymentBody(string Ref, string Environment, string Description)
{
    public string Task { get; init; } = "deploy:migrations";

    // GitHub's own defaults would merge the default branch into the deployed one, and wait for every check.
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool AutoMerge { get; init; }

    public IReadOnlyList<string> RequiredContexts { get; init; } = [];
}

internal sealed record DeploymentStatusBody(string State, string Description)
{
    public string? LogUrl { get; init; }

    public string? EnvironmentUrl { get; init; }

    public bool AutoInactive { get; init; }
}
