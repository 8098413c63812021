namespace ChangeGate.GitHub.Payloads;

internal sealed record BranchPayload
{
    public BranchProtectionPayload? Protection { get; init; }
}

internal sealed record BranchProtectionPayload
{
    public bool? Enabled { get; init; }

    public RequiredChecksPayload? RequiredStatusChecks { get; init; }
}

internal sealed record RulesetPayload
{
    public string? Name { get; init; }

    /// <summary>Left out for whoever may not write the ruleset.</summary>
    public List<BypassActorPayload>? BypassActors { get; init; }
}

internal sealed record BypassActorPayload
{
    public long? ActorId { get; init; }

    public string? ActorType { get; init; }

    public string? BypassMode { get; init; }
}

internal sealed record RequiredWorkflowPayload
{
    public string? Path { get; init; }
}

internal sealed record WorkflowTokensPayload
{
    public string? DefaultWorkflowPermissions { get; init; }

    public bool? CanApprovePullRequestReviews { get; init; }
}

internal sealed record EnvironmentsPayload
{
    public List<EnvironmentPayload>? Environments { get; init; }
}

internal sealed record EnvironmentPayload
{
    public string? Name { get; init; }

    public List<EnvironmentRulePayload>? ProtectionRules { get; init; }

    public EnvironmentBranchesPayload? DeploymentBranchPolicy { get; init; }
}

internal sealed record EnvironmentRulePayload
{
    public string? Type { get; init; }
}

internal sealed record EnvironmentBranchesPayload
{
    public bool? ProtectedBranches { get; init; }
}

internal sealed record OwnersProblemsPayload
{
    public List<OwnersProblemPayload>? Errors { get; init; }
}

internal sealed record OwnersProblemPayload
{
    public string? Path { get; init; }

    public int? Line { get; init; }

    public string? Kind { get; init; }
}
