namespace ChangeGate.GitHub.Payloads;

internal sealed record AccountPayload
{
    public long Id { get; init; }

    public string? Login { get; init; }

    public string? Type { get; init; }
}

internal sealed record AppPayload
{
    public long Id { get; init; }

    public string? Slug { get; init; }
}

internal sealed record LabelPayload
{
    public string? Name { get; init; }
}

internal sealed record RepositoryPayload
{
    public string? FullName { get; init; }

    public string? DefaultBranch { get; init; }

    public AccountPayload? Owner { get; init; }
}

internal sealed record TeamPayload
{
    public string? Slug { get; init; }
}

/// <summary>Something that moved a branch.</summary>
internal sealed record ActivityPayload
{
    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Ref { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public AccountPayload? Actor { get; init; }
}

internal sealed record PullRequestEndPayload
{
    public string? Sha { get; init; }

    public string? Ref { get; init; }

    public RepositoryPayload? Repo { get; init; }
}

internal sealed record PullRequestPayload
{
    public int Number { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? State { get; init; }

    public bool? Draft { get; init; }

    public AccountPayload? User { get; init; }

    public AppPayload? PerformedViaGithubApp { get; init; }

    public PullRequestEndPayload? Head { get; init; }

    public PullRequestEndPayload? Base { get; init; }

    public int? ChangedFiles { get; init; }

    public int? Commits { get; init; }

    public List<LabelPayload>? Labels { get; init; }

    public List<AccountPayload>? Assignees { get; init; }

    public List<AccountPayload>? RequestedReviewers { get; init; }

    public List<TeamPayload>? RequestedTeams { get; init; }

    public bool? MaintainerCanModify { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    public string? MergeCommitSha { get; init; }
}

internal sealed record FilePayload
{
    public string? Sha { get; init; }

    public string? Filename { get; init; }

    public string? PreviousFilename { get; init; }

    public string? Status { get; init; }
}

internal sealed record ReviewPayload
{
    public long Id { get; init; }

    public string? NodeId { get; init; }

    public AccountPayload? User { get; init; }

    public string? State { get; init; }

    public string? Body { get; init; }

    public string? CommitId { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }
}

internal sealed record CommitPayload
{
    public string? Sha { get; init; }

    public GitCommitPayload? Commit { get; init; }

    /// <summary>The account that GitHub sees behind the address; null where it knows none.</summary>
    public AccountPayload? Author { get; init; }

    public AccountPayload? Committer { get; init; }

    public List<ShaPayload>? Parents { get; init; }

    /// <summary>null in lists.</summary>
    public List<FilePayload>? Files { get; init; }
}

internal sealed record GitCommitPayload
{
    public string? Message { get; init; }

    public SignaturePayload? Author { get; init; }

    public SignaturePayload? Committer { get; init; }

    public ShaPayload? Tree { get; init; }

    public VerificationPayload? Verification { get; init; }
}

internal sealed record SignaturePayload
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public DateTimeOffset? Date { get; init; }
}

internal sealed record VerificationPayload
{
    public bool? Verified { get; init; }
}

internal sealed record ShaPayload
{
    public string? Sha { get; init; }
}
