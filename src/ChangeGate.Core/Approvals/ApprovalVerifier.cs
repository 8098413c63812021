using System.Text;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>An approval file before anybody looked at it.</summary>
/// <param name="Name">How a person names the file.</param>
public sealed record ApprovalFile(string Name, string Text);

/// <summary>Says of every approval file whether it counts, and why not where it does not.</summary>
public static class ApprovalVerifier
{
    public const int LargestFile = 64 * 1024;

    /// <summary>How far an approver's clock may be ahead of ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>All files of one proposal, in their order: of one person only the first that counts does.</summary>
    public static EquatableList<ApprovalCheck> CheckAll(IEnumerable<ApprovalFile> files, ApprovalRequest request)
    {
        var counted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var checks = new List<ApprovalCheck>();

        foreach (var file in files)
        {
            var check = Check(file.Name, file.Text, request);
            var repeats = check.Counts && !counted.Add(check.Approval!.Approver);
            checks.Add(repeats ? Refused(check, new Refusal(ApprovalProblem.Repeated, $"`{check.Approval!.Approver}` has approved already in another file; a person counts once.")) : check);
        }

        return [.. checks];
    }

    public static ApprovalCheck Check(string name, string text, ApprovalRequest request)
    {
        var unread = new ApprovalCheck(name, null, Counts: false, "");

        if (text.Length > LargestFile)
        {
            return Refused(unread, new Refusal(ApprovalProblem.Unreadable, $"The file is larger than {LargestFile / 1024} KiB, which no approval is."));
        }

        unread = unread with { Envelope = text };

        if (!Envelope.TryParse(Encoding.UTF8.GetBytes(text), out var envelope, out var problem))
        {
            return Refused(unread, new Refusal(ApprovalProblem.Unreadable, $"The file {problem}, so it is not an approval."));
        }

        if (envelope.PayloadType != InTotoStatement.PayloadType)
        {
            return Refused(unread, new Refusal(ApprovalProblem.WrongPayloadType, $"The payload is of type `{envelope.PayloadType}`, not `{InTotoStatement.PayloadType}`."));
        }

        var (signer, refusal) = FindSigner(envelope, request.Policy);
        return signer is null ? Refused(unread, refusal!) : Check(unread, envelope.Payload.AsSpan().ToArray(), signer, request);
    }

    private static ApprovalCheck Check(ApprovalCheck unread, byte[] payload, Signer signer, ApprovalRequest request)
    {
        try
        {
            var approval = ApprovalStatement.Read(payload);
            var read = unread with { Approval = approval };

            return RefusalOf(approval, signer, request) is { } refusal
                ? Refused(read, refusal)
                : read with { Counts = true, Because = $"`{approval.Approver}` approved this digest on {Timestamp.Write(approval.GivenAt)}." };
        }
        catch (FormatException failure)
        {
            return Refused(unread, new Refusal(ApprovalProblem.Unreadable, $"The payload {failure.Message}."));
        }
    }

    private static ApprovalCheck Refused(ApprovalCheck check, Refusal refusal) =>
        check with { Counts = false, Problem = refusal.Problem, Because = refusal.Because };

    // Nothing of the payload is read before its signature holds.
    private static (Signer? Signer, Refusal? Refusal) FindSigner(Envelope envelope, Policy policy)
    {
        var signers = policy.Approvers
            .Select(approver => PublicKey.TryRead(approver.PublicKeyPem, out var key, out _) ? new Signer(approver, key) : null)
            .OfType<Signer>()
            .ToList();

        if (signers.Find(candidate => envelope.IsSignedBy(candidate.Key)) is { } signer)
        {
            return (signer, null);
        }

        var named = signers.Find(candidate => envelope.Signatures.Any(signature => signature.KeyId == candidate.Key.Fingerprint.ToString()));

        if (named is null)
        {
            return (null, new Refusal(ApprovalProblem.UnknownKey, "It is signed by a key that the policy does not list."));
        }

        return (null, new Refusal(ApprovalProblem.BadSignature, envelope.Signatures.Any(signature => DerSignature.IsWellFormed(signature.Value.AsSpan().ToArray()))
            ? $"The signature is not of this content: the payload was edited after `{named.Approver.Name}` signed, or the signature is another's."
            : $"The signature in the name of `{named.Approver.Name}` is damaged: it is no ECDSA signature."));
    }

    private static Refusal? RefusalOf(Approval approval, Signer signer, ApprovalRequest request) =>
        RefusalOfSigner(approval, signer, request.Authorship) ?? RefusalOfContent(approval, request) ?? RefusalOfTime(approval, request);

    private static Refusal? RefusalOfSigner(Approval approval, Signer signer, Authorship authorship)
    {
        if (approval.Approver != signer.Approver.Name)
        {
            return new Refusal(ApprovalProblem.WrongSigner, $"It is given in the name of `{approval.Approver}` and signed with the key of `{signer.Approver.Name}`.");
        }

        if (approval.Key != signer.Key.Fingerprint)
        {
            return new Refusal(ApprovalProblem.WrongSigner, "It names another key than the one that signed it.");
        }

        return authorship.Includes(signer.Approver)
            ? new Refusal(ApprovalProblem.AuthorsOwn, $"`{signer.Approver.Name}` is an author of this change; authors do not approve.")
            : null;
    }

    private static Refusal? RefusalOfContent(Approval approval, ApprovalRequest request)
    {
        if (approval.Target != request.Target)
        {
            return new Refusal(ApprovalProblem.OtherTarget, $"It is for target `{approval.Target}`, not `{request.Target}`.");
        }

        if (request.EnvironmentClass == EnvironmentClass.Protected && approval.EnvironmentClass != EnvironmentClass.Protected)
        {
            return new Refusal(ApprovalProblem.WeakerEnvironment, "It is for open environments; this one is protected.");
        }

        var expected = approval.EnvironmentClass == EnvironmentClass.Protected ? request.ProtectedDigest : request.Digest;

        if (approval.Digest != expected)
        {
            return new Refusal(ApprovalProblem.OtherDigest, $"It covers {approval.Digest.Short}, not {expected.Short}: the SQL, or a table that it touches, has changed since.");
        }

        return TableRows.Outgrown(approval.Sizes, request.Sizes) is { } outgrown ? new Refusal(ApprovalProblem.Outgrown, outgrown) : null;
    }

    private static Refusal? RefusalOfTime(Approval approval, ApprovalRequest request)
    {
        if (approval.GivenAt - request.Now > ClockSkew)
        {
            return new Refusal(ApprovalProblem.FromTheFuture, $"It is dated {Timestamp.Write(approval.GivenAt)}, which is in the future.");
        }

        if (approval.ExpiresAt <= request.Now)
        {
            return new Refusal(ApprovalProblem.Expired, $"It expired on {Timestamp.Write(approval.ExpiresAt)}, as its approver set.");
        }

        return request.Now - approval.GivenAt > request.Policy.ApprovalsValidFor
            ? new Refusal(ApprovalProblem.Expired, $"It was given on {Timestamp.Write(approval.GivenAt)}; the policy lets an approval count for {Duration(request.Policy.ApprovalsValidFor)}.")
            : null;
    }

    private static string Duration(TimeSpan span) => span.TotalDays >= 2 ? $"{span.TotalDays:0.#} days" : $"{span.TotalHours:0.#} hours";

    private sealed record Signer(Approver Approver, PublicKey Key);

    private sealed record Refusal(ApprovalProblem Problem, string Because);
}
