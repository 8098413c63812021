namespace ChangeGate.GitHub.Payloads;

internal sealed record InstallationTokenPayload
{
    public string? Token { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record IdPayload
{
    public long Id { get; init; }
}

internal sealed record CommentPayload
{
    public long Id { get; init; }

    public string? NodeId { get; init; }

    public AccountPayload? User { get; init; }

    public AppPayload? PerformedViaGithubApp { get; init; }

    public string? Body { get; init; }

    public string? HtmlUrl { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

internal sealed record MembershipPayload
{
    public string? State { get; init; }
}

internal sealed record PermissionPayload
{
    public string? Permission { get; init; }

    public string? RoleName { get; init; }
}

internal sealed record CheckRunsPayload
{
    public List<CheckRunPayload>? CheckRuns { get; init; }
}

internal sealed record CheckRunPayload
{
    public long Id { get; init; }

    public string? Name { get; init; }

    public string? HeadSha { get; init; }

    public string? Status { get; init; }

    public string? Conclusion { get; init; }

    public string? ExternalId { get; init; }

    public string? HtmlUrl { get; init; }

    public AppPayload? App { get; init; }
}

internal sealed record SarifPayload
{
    public string? Id { get; init; }
}

internal sealed record BranchRulePayload
{
    public string? Type { get; init; }

    public long? RulesetId { get; init; }

    public BranchRuleParametersPayload? Parameters { get; init; }
}

internal sealed record BranchRuleParametersPayload
{
    public List<RequiredCheckPayload>? RequiredStatusChecks { get; init; }

    public bool? DismissStaleReviewsOnPush { get; init; }

    public bool? RequireCodeOwnerReview { get; init; }

    public bool? RequireLastPushApproval { get; init; }

    public int? RequiredApprovingReviewCount { get; init; }

    public bool? StrictRequiredStatusChecksPolicy { get; init; }

    public int? MaxEntriesToBuild { get; init; }

    public string? MergeMethod { get; init; }

    public List<RequiredWorkflowPayload>? Workflows { get; init; }
}

internal sealed record RequiredCheckPayload
{
    public string? Context { get; init; }

    public long? IntegrationId { get; init; }

    public long? AppId { get; init; }
}

internal sealed record ProtectionPayload
{
    public RequiredChecksPayload? RequiredStatusChecks { get; init; }

    public RequiredReviewsPayload? RequiredPullRequestReviews { get; init; }

    public EnabledPayload? EnforceAdmins { get; init; }

    public EnabledPayload? AllowForcePushes { get; init; }

    public EnabledPayload? AllowDeletions { get; init; }
}

internal sealed record RequiredChecksPayload
{
    public bool? Strict { get; init; }

    public List<RequiredCheckPayload>? Checks { get; init; }
}

internal sealed record RequiredReviewsPayload
{
    public bool? DismissStaleReviews { get; init; }

    public bool? RequireCodeOwnerReviews { get; init; }

    public bool? RequireLastPushApproval { get; init; }

    public int? RequiredApprovingReviewCount { get; init; }
}

internal sealed record EnabledPayload
{
    public bool? Enabled { get; init; }
}
