using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Approvals;
using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One approval and what was made of it.</summary>
/// <param name="Envelope">The signed text itself; null for a review, and where a file was too large to be one.</param>
public sealed record RecordedApproval(string Source, bool Counts, string Because, string? Envelope)
{
    /// <summary>What the runner saw of a review that counted; null for a signed file.</summary>
    public RecordedReview? Review { get; init; }
}

/// <summary>Consent that the runner witnessed, in the words of a signed one.</summary>
public sealed record RecordedReview(string Approver, Digest Digest, DateTimeOffset GivenAt, ReviewWitness Witness)
{
    /// <summary>That the reviewer had before them; empty where none was known.</summary>
    public EquatableList<TableRows> Sizes { get; init; }

    /// <summary>As it was looked at then, to be looked at again.</summary>
    internal ApprovalCheck ToCheck(RecordedApproval recorded, ApprovalRequest request) => new(recorded.Source, ApprovalFor(request), Counts: true, recorded.Because) { Review = Witness };

    private Approval ApprovalFor(ApprovalRequest request) => new()
    {
        Approver = Approver,
        Key = default,
        Digest = Digest,
        Target = request.Target,
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = GivenAt,
        ExpiresAt = GivenAt + request.Policy.ApprovalsValidFor,
        Sizes = Sizes,
        NamesDigest = Witness.NamesDigest,
    };
}

/// <summary>The stage that keeps every approval that was looked at, those that do not count too.</summary>
public sealed record RecordedApprovals(EquatableList<RecordedApproval> Approvals)
{
    private const string Review = "review";


    public static RecordedApprovals Of(IEnumerable<ApprovalCheck> checks) => new([.. checks.Select(Record)]);

    internal JsonObject Write() => new() { ["approvals"] = JsonLists.Write(Approvals, Write) };

    internal static RecordedApprovals Read(JsonElement element) => new([.. element.Items("approvals").Select(ReadApproval)]);

    private static RecordedApproval Record(ApprovalCheck check) => new(check.Source, check.Counts, check.Because, check.Envelope)
    {
        Review = check is { Approval: { } approval, Review: { } witness } ? new RecordedReview(approval.Approver, approval.Digest, approval.GivenAt, witness) { Sizes = approval.Sizes } : null,
    };

    private static JsonObject Write(RecordedApproval approval)
    {
        var written = new JsonObject
        {
            ["source"] = approval.Source,
            ["counts"] = approval.Counts,
            ["because"] = approval.Because,
            ["envelope"] = approval.Envelope,
        };

        // Absent where there is none: bundles of signed approvals look as they always did.
        if (approval.Review is { } review)
        {
            written[Review] = new JsonObject
            {
                ["url"] = review.Witness.Url,
                ["approver"] = review.Approver,
                ["account"] = review.Witness.Account,
                ["commit"] = review.Witness.Commit,
                ["namesDigest"] = review.Witness.NamesDigest,
                ["digest"] = review.Digest.ToString(),
                ["givenAt"] = Timestamp.Write(review.GivenAt),
                ["teams"] = JsonLists.Write(review.Witness.Teams),
                ["emails"] = JsonLists.Write(review.Witness.Emails),
            };

            TableRows.WriteAll(review.Sizes, written[Review]!.AsObject());
        }

        return written;
    }

    private static RecordedApproval ReadApproval(JsonElement item) => new(item.Text("source"), item.Flag("counts"), item.Text("because"), item.OptionalText("envelope"))
    {
        Review = item.TryGetProperty(Review, out var review) ? ReadReview(review) : null,
    };

    private static RecordedReview ReadReview(JsonElement element) => new(element.Text("approver"), element.Digest("digest"), element.Moment("givenAt"), new ReviewWitness
    {
        Url = element.Text("url"),
        Account = element.Number("account"),
        Commit = element.Text("commit"),
        NamesDigest = element.Flag("namesDigest"),
        Teams = element.Texts("teams"),
        Emails = element.Texts("emails"),
    })
    {
        Sizes = TableRows.ReadAll(element),
    };
}
