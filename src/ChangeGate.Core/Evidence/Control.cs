using ChangeGate.Rollbacks;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The zero value claims nothing.</summary>
public enum ControlVerdict
{
    NotMet,
    NotApplicable,
    Met,
}

/// <summary>How one run stands to one control.</summary>
/// <param name="Because">The value of the field, or what is missing. Names in it may be hostile: renderers escape them.</param>
public sealed record ControlResult(Control Control, ControlVerdict Verdict, string Because);

/// <summary>What a standard asks of a change, in our words, and where the evidence answers it. That a control is met for a run is what its evidence says: whether that is enough, an auditor judges.</summary>
/// <param name="Standard">And the number in it.</param>
/// <param name="Asks">As a sentence that holds when it is met.</param>
/// <param name="Field">Of the bundle.</param>
/// <param name="Claims">Of <c>verify</c>, by which the field holds.</param>
public sealed record Control(string Standard, string Asks, string Field, EquatableList<string> Claims)
{
    private static readonly EquatableList<string> Rehearsed = ["E20", "E21", "E22"];

    private static readonly EquatableList<string> Consent = ["E09", "E11"];

    private static readonly EquatableList<string> Entered = ["E24", "E25"];

    /// <summary>From the field to its value; null where a run of this kind should have it and does not.</summary>
    private Func<EvidenceContents, Answer?> Value { get; init; } = static _ => null;

    public static EquatableList<Control> All { get; } =
    [
        new("SOC 2 CC8.1", "The change was authorised", "decision", ["E12", "E13"]) { Value = Decision },
        new("SOC 2 CC8.1", "The change was tested", "rehearsal", Rehearsed) { Value = Tested },
        new("SOC 2 CC8.1", "The change was approved", "approvals", Consent) { Value = Approved },
        new("SOC 2 CC8.1", "What was implemented is what was approved", "run.statements", ["E14", "E16"]) { Value = Ran },
        new("SOC 2 CC6.1", "It is proved who ran the change", "run.identity.token", ["E27", "E28"]) { Value = Identified },
        new("SOC 2 CC7.5", "The change can be taken back", "rollback", ["E05", "E21"]) { Value = Reversible },
        new("ISO 27001 A.8.32", "The impact of the change was judged", "findings.risk", ["E08"]) { Value = Risk },
        new("ISO 27001 A.8.31", "It is recorded which environment was changed", "target, environment", ["E05"]) { Value = Place },
        new("ISO 27001 A.8.15", "The record is protected from tampering", "ledger", Entered) { Value = Recorded },
        new("ISO 27001 A.5.3", "Nobody approved a change of their own", "authorship, approvals", ["E10"]) { Value = Authors },
        new("PCI DSS 6.5.1", "The change has a documented origin", "set.headCommit", ["E05"]) { Value = Origin },
        new("PCI DSS 6.5.1", "The impact on security was judged", "findings", ["E08"]) { Value = Risk },
        new("PCI DSS 6.5.1", "Authorised parties approved it", "approvals", Consent) { Value = Approved },
        new("PCI DSS 6.5.1", "It was tested", "rehearsal", Rehearsed) { Value = Tested },
        new("PCI DSS 6.5.1", "There is a way back from failure", "rollback", ["E05", "E21"]) { Value = Reversible },
        new("PCI DSS 10.3", "The record cannot be changed unseen", "ledger", Entered) { Value = Recorded },
        new("SOX ITGC", "The change belongs to a complete population", "ledger", Entered) { Value = Recorded },
        new("HIPAA 164.312(b)", "Activity is recorded", "run", ["E15", "E16"]) { Value = Ran },
        new("NIST 800-53 CM-3", "The change was controlled", "decision", ["E12", "E13"]) { Value = Decision },
        new("NIST 800-53 CM-4", "Its impact was analysed", "findings", ["E08"]) { Value = Risk },
        new("NIST 800-53 CM-5", "Who may change is enforced", "approvals", Consent) { Value = Approved },
        new("NIST 800-53 AU-9", "The record is protected", "ledger", Entered) { Value = Recorded },
        new("NIST 800-53 AU-10", "Nobody can deny having recorded it", "signatures", ["E02"]) { Value = Recorded },
    ];

    /// <param name="contents">What a bundle says.</param>
    /// <param name="verification">What came of checking it.</param>
    internal static EquatableList<ControlResult> JudgeAll(EvidenceContents contents, Verification verification) => [.. All.Select(control => control.Judge(contents, verification))];

    /// <summary>Of a run whose bundle is not there.</summary>
    internal static EquatableList<ControlResult> JudgeMissing() => [.. All.Select(static control => new ControlResult(control, ControlVerdict.NotMet, "The bundle is not there."))];

    private ControlResult Judge(EvidenceContents contents, Verification verification)
    {
        var claims = verification.Claims.Where(claim => Claims.Contains(claim.Code)).ToList();

        if (claims.Find(static claim => claim.Verdict == ClaimVerdict.Fail) is { } failed)
        {
            return new ControlResult(this, ControlVerdict.NotMet, $"{failed.Code}: {failed.Because}");
        }

        if (contents.Header?.Kind == BundleKind.Guard)
        {
            return new ControlResult(this, ControlVerdict.NotApplicable, "Nothing ran: guard and schema were looked at.");
        }

        if (Value(contents) is { } value)
        {
            return new ControlResult(this, value.Applies && claims.Exists(static claim => claim.Verdict == ClaimVerdict.Pass) ? ControlVerdict.Met : ControlVerdict.NotApplicable, value.Text);
        }

        // What takes a run back was judged, tested and decided with that run.
        return contents.Header?.Kind == BundleKind.Rollback
            ? new ControlResult(this, ControlVerdict.NotApplicable, "It takes back a run, in whose bundle this stands.")
            : new ControlResult(this, ControlVerdict.NotMet, $"Nothing is recorded of `{Field}`.");
    }

    private static Answer? Decision(EvidenceContents contents) => contents.Decision is { } decision ? new($"{Keywords.Write(decision.Verdict)} by policy {decision.Policy.Digest.Short}") : null;

    private static Answer? Tested(EvidenceContents contents) => contents.Rehearsal is { } rehearsal ? new($"{rehearsal.Migrations.Count} migrations on {rehearsal.Server}") : null;

    private static Answer? Approved(EvidenceContents contents) => contents.Approvals?.Approvals.Where(static approval => approval.Counts).ToList() switch
    {
        null => null,
        { Count: > 0 } counted => new($"{counted.Count}: {string.Join(", ", counted.Select(static approval => $"`{approval.Review?.Approver ?? approval.Source}`"))}"),
        _ => contents.Decision?.Requirements.Count == 0 ? new("The policy asked for no approval.", Applies: false) : null,
    };

    private static Answer? Ran(EvidenceContents contents) => contents.Run is { } run ? new($"{Keywords.Write(run.Report.Outcome)}, {run.Report.Statements.Count} statements, by `{run.Report.Actor}`") : null;

    private static Answer? Identified(EvidenceContents contents) => contents.Run?.Report.Identity is { Token: { } token } identity ? new($"`{identity.Requester}` ({Keywords.Write(identity.Kind)}), by a token of `{token.Issuer}` for `{token.Subject}`") : null;

    private static Answer? Reversible(EvidenceContents contents) => contents.Rollbacks is { } rollbacks && rollbacks.Rollbacks.All(static one => one.Rollback.Reversibility != Reversibility.No)
        ? new($"{rollbacks.Rollbacks.Count(static one => one.Rollback.Reversibility == Reversibility.WithData)} of {rollbacks.Rollbacks.Count} migrations with their rows, {(contents.Rehearsal is null ? "which no rehearsal proved" : "as rehearsed")}")
        : null;

    private static Answer? Risk(EvidenceContents contents) => contents.Findings is { } findings ? new($"{findings.Risk.Score} of 100, {findings.Findings.Count} findings") : null;

    private static Answer? Place(EvidenceContents contents) => contents.Header is { } header ? new($"`{header.Target}` `{header.Environment}` ({Keywords.Write(header.EnvironmentClass)})") : null;

    private static Answer? Recorded(EvidenceContents contents) => contents.Header is { } header ? new($"{header.Of} statements at {Timestamp.Write(header.RecordedAt)}") : null;

    private static Answer? Authors(EvidenceContents contents) => contents.Set is { Set.Authorship.Names: { Count: > 0 } names } ? new(string.Join(", ", names.Select(static name => $"`{name}`"))) : null;

    private static Answer? Origin(EvidenceContents contents) => contents.Set?.Set.HeadCommit is { } head ? new(head) : null;

    /// <param name="Text">The value of the field.</param>
    /// <param name="Applies">The control asks something of this run.</param>
    private sealed record Answer(string Text, bool Applies = true);
}
