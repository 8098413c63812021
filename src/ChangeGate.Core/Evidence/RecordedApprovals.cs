using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Approvals;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One approval file and what was made of it.</summary>
/// <param name="Envelope">The signed text itself; null where the file was too large to be one.</param>
public sealed record RecordedApproval(string Source, bool Counts, string Because, string? Envelope);

/// <summary>The stage that keeps every approval that was looked at, those that do not count too.</summary>
public sealed record RecordedApprovals(EquatableList<RecordedApproval> Approvals)
{
    public static RecordedApprovals Of(IEnumerable<ApprovalCheck> checks) =>
        new([.. checks.Select(check => new RecordedApproval(check.Source, check.Counts, check.Because, check.Envelope))]);

    internal JsonObject Write() => new()
    {
        ["approvals"] = JsonLists.Write(Approvals, approval => new JsonObject
        {
            ["source"] = approval.Source,
            ["counts"] = approval.Counts,
            ["because"] = approval.Because,
            ["envelope"] = approval.Envelope,
        }),
    };

    internal static RecordedApprovals Read(JsonElement element) =>
        new([.. element.Items("approvals").Select(item => new RecordedApproval(item.Text("source"), item.Flag("counts"), item.Text("because"), item.OptionalText("envelope")))]);
}
