using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Branches;

/// <summary>A check without which nothing is merged.</summary>
/// <param name="App">The one whose check it must be; null where anybody's will do, which is to say a forged one.</param>
public sealed record RequiredCheck(string Name, long? App);

/// <summary>What a branch asks of a pull request, from rulesets or from classic protection.</summary>
public sealed record BranchRequirements
{
    public EquatableList<RequiredCheck> Checks { get; init; }

    public int Approvals { get; init; }

    public bool DismissesStaleReviews { get; init; }

    public bool AsksCodeOwners { get; init; }

    public bool AsksForApprovalOfLastPush { get; init; }

    /// <summary>Administrators are held to it as well; null where GitHub does not tell.</summary>
    public bool? BindsAdministrators { get; init; }
}

/// <summary>How a branch is protected.</summary>
public sealed class BranchApi
{
    private readonly RepositoryApi _api;

    internal BranchApi(RepositoryApi api) => _api = api;

    /// <summary>The rules of all rulesets that hold for the branch; empty requirements where there are none.</summary>
    public async Task<BranchRequirements> RulesAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"rules/branches/{branch}") + "?per_page=100", "metadata: read");
        var rules = await _api.Connection.ListAsync(call, GitHubJson.Default.ListBranchRulePayload, cancellation);
        var reviews = rules.Where(static rule => rule.Type == "pull_request").Select(static rule => rule.Parameters).OfType<BranchRuleParametersPayload>().ToList();

        return new BranchRequirements
        {
            Checks = ChecksFrom(rules.Where(static rule => rule.Type == "required_status_checks").SelectMany(static rule => rule.Parameters?.RequiredStatusChecks ?? [])),
            Approvals = reviews.Select(static rule => rule.RequiredApprovingReviewCount ?? 0).DefaultIfEmpty().Max(),
            DismissesStaleReviews = reviews.Any(static rule => rule.DismissStaleReviewsOnPush ?? false),
            AsksCodeOwners = reviews.Any(static rule => rule.RequireCodeOwnerReview ?? false),
            AsksForApprovalOfLastPush = reviews.Any(static rule => rule.RequireLastPushApproval ?? false),
        };
    }

    /// <returns>null where the branch has no classic protection, or the token may not see it.</returns>
    public async Task<BranchRequirements?> ProtectionAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"branches/{branch}/protection"), "administration: read");

        if (await _api.Connection.FindAsync(call, GitHubJson.Default.ProtectionPayload, cancellation) is not { } payload)
        {
            return null;
        }

        var reviews = payload.RequiredPullRequestReviews;

        return new BranchRequirements
        {
            Checks = ChecksFrom(payload.RequiredStatusChecks?.Checks ?? []),
            Approvals = reviews is null ? 0 : reviews.RequiredApprovingReviewCount ?? 1,
            DismissesStaleReviews = reviews?.DismissStaleReviews ?? false,
            AsksCodeOwners = reviews?.RequireCodeOwnerReviews ?? false,
            AsksForApprovalOfLastPush = reviews?.RequireLastPushApproval ?? false,
            BindsAdministrators = payload.EnforceAdmins?.Enabled,
        };
    }

    private static EquatableList<RequiredCheck> ChecksFrom(IEnumerable<RequiredCheckPayload> checks) =>
        [.. checks.Where(static check => check.Context is not null).Select(static check => new RequiredCheck(check.Context!, Source(check)))];

    // Rulesets call it the integration and classic protection the app; -1 means any.
    private static long? Source(RequiredCheckPayload check) => (check.IntegrationId ?? check.AppId) is { } app and > 0 ? app : null;
}
