using ChangeGate.Approvals;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>
/// Whether those who consented to a rollback consented to this one: the run that it takes back is known from that run's own bundle, and with it the
/// statements that consent covers.
/// </summary>
internal static class RollbackConsent
{
    public const string Together = "The run takes another back, with the reverse that was approved together with it.";

    private static readonly (string Code, string Text)[] Texts = [("E09", ConsentClaims.Signed), ("E10", ConsentClaims.Independent), ("E11", ConsentClaims.InTime)];

    public static IEnumerable<Claim> Check(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        if (dossier.Contents is not { Approvals: { } recorded, Run.Report: { } run })
        {
            return Texts.Select(claim => Claims.Missing(claim.Code, claim.Text, EvidenceStage.Approvals));
        }

        var counted = recorded.Approvals.Where(approval => approval.Counts).ToList();

        if (counted.Count == 0)
        {
            return Texts.Select(claim => Claims.Skip(claim.Code, claim.Text, Together));
        }

        var applied = earlier.OfType<EarlierBundle>().Select(bundle => bundle.Dossier.Contents).FirstOrDefault(contents => contents.Run?.Report.Id == run.RollsBack);

        if (applied is not { Set: { } set, Decision.Policy: { } policy, Rollbacks: { } rollbacks, Run.Report: var ran })
        {
            return Texts.Select(claim => Claims.Judge(claim.Code, claim.Text, [$"The bundle of run `{run.RollsBack}`, which says what consent to its rollback covers, was not given beside this one."], ""));
        }

        var digest = ManifestOf(ran, rollbacks).Digest;
        var request = new ApprovalRequest
        {
            Target = run.Target,
            EnvironmentClass = run.EnvironmentClass,
            Digest = digest,
            ProtectedDigest = digest,
            Authorship = set.Set.Authorship,
            Policy = policy,
            Now = run.StartedAt,
        };

        return ClaimsOf([.. counted.Select(approval => CheckOf(approval, request))]);
    }

    private static ApprovalCheck CheckOf(RecordedApproval approval, ApprovalRequest request) => approval.Review is { } review
        ? ReviewWitness.Check(review.ToCheck(approval, request), request)
        : new ApprovalCheck(approval.Source, null, Counts: false, "No review of it was recorded.") { Problem = ApprovalProblem.Unreadable };

    private static RollbackManifest ManifestOf(Runs.RunReport ran, RecordedRollbacks rollbacks) => new(ran.Target, ran.Environment, ran.Id)
    {
        Migrations = [.. ran.Migrations.Select(migration => new ReverseOf(migration.Path, migration.Digest, rollbacks.Rollbacks.FirstOrDefault(rollback => rollback.Path == migration.Path)?.Rollback.Reverse ?? []))],
    };

    private static IEnumerable<Claim> ClaimsOf(EquatableList<ApprovalCheck> checks)
    {
        var seen = $"Given by {string.Join(", ", checks.Select(check => $"`{check.Approval?.Approver}`"))}.";

        return Texts.Select(claim => Claims.Judge(
            claim.Code,
            claim.Text,
            checks.Where(check => CodeOf(check.Problem) == claim.Code).Select(check => $"`{check.Source}` counted, and should not have. {check.Because}"),
            seen));
    }

    private static string? CodeOf(ApprovalProblem? problem) => problem switch
    {
        null => null,
        ApprovalProblem.AuthorsOwn => "E10",
        ApprovalProblem.Expired or ApprovalProblem.FromTheFuture => "E11",
        _ => "E09",
    };
}
