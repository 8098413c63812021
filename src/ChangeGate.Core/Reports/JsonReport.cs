using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Evidence;
using ChangeGate.Ledgers;
using ChangeGate.Rehearsals;
using ChangeGate.Rules;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>Every document for programs. Each names its schema, whose JSON Schema lies in <c>docs/schema</c>.</summary>
public static class JsonReport
{
    /// <summary><c>changegate/decision/v1</c></summary>
    public static string Write(Judgement judgement, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => DecisionJson.Write(writer, judgement));

    /// <summary><c>changegate/parse/v1</c>: how a file was read.</summary>
    public static string WriteParse(SourceText text, Dialect dialect, Script script, JsonLayout layout = JsonLayout.Line) =>
        JsonText.Write(layout, writer => ParseJson.Write(writer, text, dialect, script));

    /// <summary><c>changegate/rules/v1</c>: the catalogue.</summary>
    public static string WriteRules(IEnumerable<Rule> rules, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => RulesJson.Write(writer, rules));

    /// <summary><c>changegate/verify/v1</c></summary>
    public static string WriteVerification(Verification verification, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => VerifyJson.Write(writer, verification));

    /// <summary><c>changegate/ledger/v1</c></summary>
    public static string WriteLedger(LedgerListing listing, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => LedgerJson.Write(writer, listing));

    /// <summary><c>changegate/checkpoint/v1</c></summary>
    /// <param name="checkpoint">The newest of a ledger.</param>
    /// <param name="anchors">Where it was put.</param>
    /// <param name="layout">A line, where several follow one another.</param>
    public static string WriteCheckpoint(SignedCheckpoint checkpoint, IEnumerable<string> anchors, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => LedgerJson.Write(writer, checkpoint, anchors));

    /// <summary><c>changegate/log-proof/v1</c></summary>
    /// <param name="proof">Of the last statement of the bundle.</param>
    /// <param name="bundle">The file's name.</param>
    /// <param name="layout">A line, where several follow one another.</param>
    public static string WriteProof(LogProof proof, string bundle, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => LedgerJson.Write(writer, proof, bundle));

    /// <summary><c>changegate/evidence-export/v1</c></summary>
    public static string WriteExport(AuditExport export, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => ExportJson.Write(writer, export));

    /// <summary><c>changegate/evidence-record/v1</c></summary>
    /// <param name="seen">Guard and schema as they are.</param>
    /// <param name="news">What of it was recorded now.</param>
    /// <param name="bundles">Their names.</param>
    /// <param name="layout">Of the text.</param>
    public static string WriteWatch(WatchReport seen, IReadOnlyList<WatchReport> news, IEnumerable<string> bundles, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => WatchJson.Write(writer, seen, news, bundles));

    /// <summary><c>changegate/run/v1</c></summary>
    public static string WriteRun(RunReport run, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => RunJson.Write(writer, run));

    /// <summary><c>changegate/status/v1</c></summary>
    public static string WriteStatus(TargetStatus status, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => StatusJson.Write(writer, status));

    /// <summary><c>changegate/fleet/v1</c></summary>
    public static string WriteFleet(FleetReport fleet, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => FleetJson.Write(writer, fleet));

    /// <summary><c>changegate/fleet-status/v1</c></summary>
    public static string WriteFleetStatus(FleetStatus status, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => FleetJson.Write(writer, status));

    /// <summary><c>changegate/archives/v1</c></summary>
    public static string WriteArchives(ArchiveStatus status, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => ArchiveJson.Write(writer, status));

    /// <summary><c>changegate/adoption/v1</c></summary>
    public static string WriteAdoption(AdoptionReport adoption, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => AdoptionJson.Write(writer, adoption));

    /// <summary><c>changegate/roles/v1</c></summary>
    public static string WriteRoles(RoleReport report, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => RoleJson.Write(writer, report));

    /// <summary><c>changegate/guard/v1</c></summary>
    public static string WriteGuard(GuardReport report, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => GuardJson.Write(writer, report));

    /// <summary><c>changegate/drift/v1</c></summary>
    public static string WriteDrift(DriftReport drift, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => DriftJson.Write(writer, drift));

    /// <summary><c>changegate/rehearsal/v1</c></summary>
    /// <param name="rehearsal">One migration.</param>
    /// <param name="server">Engine and version of the shadow.</param>
    /// <param name="layout">A line, where several follow one another.</param>
    public static string WriteRehearsal(MigrationRehearsal rehearsal, string server, JsonLayout layout = JsonLayout.Line) =>
        JsonText.Write(layout, writer => RehearsalJson.Write(writer, rehearsal, server));

    /// <summary><c>changegate/doctor/v1</c></summary>
    public static string WriteSetup(SetupReport report, JsonLayout layout = JsonLayout.Indented) =>
        JsonText.Write(layout, writer => SetupJson.Write(writer, report));
}
