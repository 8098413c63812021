using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Branches;

/// <summary>How a branch is protected.</summary>
public sealed class BranchApi
{
    private const string Administration = "administration: read";

    private readonly RepositoryApi _api;

    internal BranchApi(RepositoryApi api) => _api = api;

    /// <summary>The rules of all rulesets that hold for the branch; empty requirements where there are none.</summary>
    public async Task<BranchRequirements> RulesAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"rules/branches/{branch}") + "?per_page=100", "metadata: read");
        var rules = await _api.Connection.ListAsync(call, GitHubJson.Default.ListBranchRulePayload, cancellation);
        var reviews = ParametersOf(rules, "pull_request");
        var checks = ParametersOf(rules, "required_status_checks");

        return new BranchRequirements
        {
            Checks = ChecksFrom(checks.SelectMany(static rule => rule.RequiredStatusChecks ?? [])),
            Approvals = reviews.Select(static rule => rule.RequiredApprovingReviewCount ?? 0).DefaultIfEmpty().Max(),
            DismissesStaleReviews = reviews.Any(static rule => rule.DismissStaleReviewsOnPush ?? false),
            AsksCodeOwners = reviews.Any(static rule => rule.RequireCodeOwnerReview ?? false),
            AsksForApprovalOfLastPush = reviews.Any(static rule => rule.RequireLastPushApproval ?? false),
            AsksForPullRequest = rules.Any(static rule => rule.Type == "pull_request"),
            AsksToBeUpToDate = checks.Any(static rule => rule.StrictRequiredStatusChecksPolicy ?? false),
            ForbidsForcePush = rules.Any(static rule => rule.Type == "non_fast_forward"),
            ForbidsDeletion = rules.Any(static rule => rule.Type == "deletion"),
            MergeQueue = ParametersOf(rules, "merge_queue") is [var queue, ..] ? new MergeQueue(queue.MaxEntriesToBuild ?? 0, queue.MergeMethod == "REBASE") : null,
            Workflows = [.. ParametersOf(rules, "workflows").SelectMany(static rule => rule.Workflows ?? []).Select(static workflow => workflow.Path).OfType<string>()],
            Rulesets = [.. rules.Select(static rule => rule.RulesetId).OfType<long>().Distinct().Order()],
        };
    }

    /// <returns>null where the branch has no classic protection, or the token may not see it.</returns>
    public async Task<BranchRequirements?> ProtectionAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"branches/{branch}/protection"), Administration);

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
            AsksForPullRequest = reviews is not null,
            AsksToBeUpToDate = payload.RequiredStatusChecks?.Strict ?? false,
            ForbidsForcePush = payload.AllowForcePushes is not { Enabled: true },
            ForbidsDeletion = payload.AllowDeletions is not { Enabled: true },
        };
    }

    /// <summary>What everybody who can read the repository sees of classic protection: its checks, and whether there is any.</summary>
    /// <returns>null where there is no such branch.</returns>
    public async Task<Branch?> GetAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"branches/{branch}"), "contents: read");
        var payload = await _api.Connection.FindAsync(call, GitHubJson.Default.BranchPayload, cancellation);

        return payload is null ? null : new Branch(payload.Protection?.Enabled ?? false, ChecksFrom(payload.Protection?.RequiredStatusChecks?.Checks ?? []));
    }

    /// <returns>null where there is none, or the token may not see it.</returns>
    public async Task<Ruleset?> RulesetAsync(long id, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"rulesets/{id}"), "metadata: read");
        var payload = await _api.Connection.FindAsync(call, GitHubJson.Default.RulesetPayload, cancellation);

        return payload is null ? null : new Ruleset(payload.Name ?? $"{id}", payload.BypassActors is { } actors ? [.. actors.Select(BypassFrom)] : null);
    }

    private static Bypass BypassFrom(BypassActorPayload payload) => new(payload.ActorType ?? "", payload.ActorId, payload.BypassMode == "pull_request");

    private static List<BranchRuleParametersPayload> ParametersOf(List<BranchRulePayload> rules, string type) =>
        [.. rules.Where(rule => rule.Type == type).Select(static rule => rule.Parameters).OfType<BranchRuleParametersPayload>()];

    private static EquatableList<RequiredCheck> ChecksFrom(IEnumerable<RequiredCheckPayload> checks) =>
        [.. checks.Where(static check => check.Context is not null).Select(static check => new RequiredCheck(check.Context!, Source(check)))];

    // Rulesets call it the integration and classic protection the app; -1 means any.
    private static long? Source(RequiredCheckPayload check) => (check.IntegrationId ?? check.AppId) is { } app and > 0 ? app : null;
}
