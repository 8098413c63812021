using ChangeGate.Approvals;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Whether those who consented could, and whether their consent was enough: everything is asked again.</summary>
internal static class ConsentClaims
{
    public const string Signed = "Every approval that counted is for this digest: signed by an approver whom the policy lists, or a review that the runner witnessed";

    public const string Independent = "No author is among the approvers";

    public const string InTime = "No approval had expired, lay in the future, or was given for much smaller tables, when it was used";

    private const string Repeatable = "The policy, asked again, says the same";

    private const string Allowed = "The decision was to allow";

    private static readonly (string Code, string Text)[] All = [("E09", Signed), ("E10", Independent), ("E11", InTime), ("E12", Repeatable), ("E13", Allowed)];

    /// <param name="dossier">The bundle under question.</param>
    /// <param name="earlier">Those that were given beside it.</param>
    public static IEnumerable<Claim> Check(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        if (dossier.Kind == BundleKind.Rollback)
        {
            return [.. RollbackConsent.Check(dossier, earlier), .. All[3..].Select(claim => Claims.Skip(claim.Code, claim.Text, RollbackConsent.Together))];
        }

        if (dossier.Kind == BundleKind.Guard)
        {
            return All.Select(static claim => Claims.Skip(claim.Code, claim.Text, Claims.NothingRan));
        }

        return [.. CheckApprovals(dossier), CheckDecision(dossier), CheckVerdict(dossier)];
    }

    private static IEnumerable<Claim> CheckApprovals(Dossier dossier)
    {
        if (MissingForApprovals(dossier) is { } stage)
        {
            return All[..3].Select(claim => Claims.Missing(claim.Code, claim.Text, stage));
        }

        var counted = CheckAgain(dossier.Contents);
        var seen = counted.Count == 0 ? "No approval was counted." : $"Given by {string.Join(", ", counted.Select(check => $"`{check.Approval?.Approver}`"))}.";

        return
        [
            Claims.Judge("E09", Signed, ProblemsOf(counted, problem => problem is not (ApprovalProblem.AuthorsOwn or ApprovalProblem.Expired or ApprovalProblem.FromTheFuture or ApprovalProblem.Outgrown)), seen),
            Claims.Judge("E10", Independent, ProblemsOf(counted, problem => problem == ApprovalProblem.AuthorsOwn), seen),
            Claims.Judge("E11", InTime, ProblemsOf(counted, problem => problem is ApprovalProblem.Expired or ApprovalProblem.FromTheFuture or ApprovalProblem.Outgrown), seen),
        ];
    }

    private static Claim CheckDecision(Dossier dossier)
    {
        var contents = dossier.Contents;

        if ((MissingForApprovals(dossier) ?? contents switch { { Findings: null } => EvidenceStage.Findings, { Rollbacks: null } => EvidenceStage.Rollback, _ => null }) is { } stage)
        {
            return Claims.Missing("E12", Repeatable, stage);
        }

        var decision = contents.Decision!;
        return Claims.Judge("E12", Repeatable, DecisionProblems(contents, CheckAgain(contents)), $"{decision.Policy.Clauses.Count} clauses of the policy {decision.Policy.Digest.Short}, {decision.Reasons.Count} reasons.");
    }

    private static Claim CheckVerdict(Dossier dossier)
    {
        if (dossier.Contents.Decision is not { } decision)
        {
            return Claims.Missing("E13", Allowed, EvidenceStage.Decision);
        }

        var verdict = Keywords.Write(decision.Verdict);

        return dossier.Kind == BundleKind.Decision
            ? Claims.Skip("E13", Allowed, $"Nothing ran; the decision was `{verdict}`.")
            : Claims.Judge("E13", Allowed, decision.Verdict == Verdict.Allowed ? [] : [$"The decision was `{verdict}`, and yet it ran."], "Allowed.");
    }

    private static EvidenceStage? MissingForApprovals(Dossier dossier) => dossier.Contents switch
    {
        { Set: null } => EvidenceStage.Set,
        { Decision: null } => EvidenceStage.Decision,
        { Approvals: null } => EvidenceStage.Approvals,
        { Run: null } when dossier.Kind == BundleKind.Apply => EvidenceStage.Run,
        _ => null,
    };

    /// <summary>The approvals that counted, looked at as if the run began now.</summary>
    private static EquatableList<ApprovalCheck> CheckAgain(EvidenceContents contents)
    {
        var set = contents.Set!;
        var moment = contents.Run?.Report.StartedAt ?? contents.Header!.RecordedAt;
        var request = ApprovalRequest.For(set.Set, set.Footprint, contents.Findings?.Sizes ?? [], PolicyOf(contents), moment);
        var counted = contents.Approvals!.Approvals.Where(approval => approval.Counts).ToList();
        var reviews = counted.Where(approval => approval.Review is not null).Select(approval => ReviewWitness.Check(approval.Review!.ToCheck(approval, request), request));
        var files = counted.Where(approval => approval.Review is null).Select(approval => new ApprovalFile(approval.Source, approval.Envelope ?? ""));

        return [.. reviews, .. ApprovalVerifier.CheckAll(files, request)];
    }

    /// <summary>Where reviews gave consent, their authors stand for the listed approvers: nobody consents once by review and once by a file.</summary>
    private static Policy PolicyOf(EvidenceContents contents)
    {
        var policy = contents.Decision!.Policy;
        var reviewers = contents.Approvals!.Approvals.Where(approval => approval.Counts).Select(approval => approval.Review).OfType<RecordedReview>().Select(review => review.Witness.ToApprover(review.Approver)).ToList();

        return reviewers.Count == 0 ? policy : policy with { Approvers = [.. reviewers] };
    }

    private static IEnumerable<string> ProblemsOf(EquatableList<ApprovalCheck> checks, Func<ApprovalProblem, bool> isOurs) =>
        checks.Where(check => check.Problem is { } problem && isOurs(problem)).Select(check => $"`{check.Source}` counted, and should not have. {check.Because}");

    private static IEnumerable<string> DecisionProblems(EvidenceContents contents, EquatableList<ApprovalCheck> counted)
    {
        var (set, recorded) = (contents.Set!, contents.Decision!);

        if (!set.Scripts.Select(script => script.Path).SequenceEqual(contents.Rollbacks!.Rollbacks.Select(rollback => rollback.Path), StringComparer.Ordinal) || set.Scripts.Count != set.Set.Proposed.Count)
        {
            yield return "The rollbacks are not those of the migrations, in their order.";
            yield break;
        }

        var readings = set.Set.Proposed.Zip(set.Scripts, contents.Rollbacks.Rollbacks)
            .Select(entry => new MigrationReading(entry.First, entry.Second.IsRead, entry.Third.Rollback.Reversibility));
        var facts = PolicyFacts.Of(set.Set, contents.Findings!.Risk.Level, contents.Findings.Findings, [.. readings]);
        var again = RecordedDecision.Of(recorded.Policy, Gate.Decide(facts, PolicyOf(contents), counted));

        if (again.Verdict != recorded.Verdict)
        {
            yield return $"The recorded verdict is `{Keywords.Write(recorded.Verdict)}`; the policy says `{Keywords.Write(again.Verdict)}`.";
        }

        if (again.Requirements != recorded.Requirements)
        {
            yield return "The requirements, or how far they are met, are not what the policy says.";
        }

        if (again.Reasons != recorded.Reasons)
        {
            yield return "The reasons are not those that the policy gives.";
        }
    }
}
