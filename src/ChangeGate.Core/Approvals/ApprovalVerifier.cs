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
            checks.Add(repeats ? check with { Counts = false, Because = $"`{check.Approval!.Approver}` has approved already in another file; a person counts once." } : check);
        }

        return [.. checks];
    }

    public static ApprovalCheck Check(string name, string text, ApprovalRequest request)
    {
        if (text.Length > LargestFile)
        {
            return new ApprovalCheck(name, null, Counts: false, $"The file is larger than {LargestFile / 1024} KiB, which no approval is.");
        }

        if (!Envelope.TryParse(Encoding.UTF8.GetBytes(text), out var envelope, out var problem))
        {
            return new ApprovalCheck(name, null, Counts: false, $"The file {problem}, so it is not an approval.") { Envelope = text };
        }

        var (approval, refusal) = Read(envelope, request);

        return refusal is null
            ? new ApprovalCheck(name, approval, Counts: true, $"`{approval!.Approver}` approved this digest on {Timestamp.Write(approval.GivenAt)}.") { Envelope = text }
            : new ApprovalCheck(name, approval, Counts: false, refusal) { Envelope = text };
    }

    private static (Approval? Approval, string? Refusal) Read(Envelope envelope, ApprovalRequest request)
    {
        if (envelope.PayloadType != InTotoStatement.PayloadType)
        {
            return (null, $"The payload is of type `{envelope.PayloadType}`, not `{InTotoStatement.PayloadType}`.");
        }

        var (signer, refusal) = FindSigner(envelope, request.Policy);

        if (signer is null)
        {
            return (null, refusal);
        }

        try
        {
            var approval = ApprovalStatement.Read([.. envelope.Payload]);
            return (approval, RefusalOf(approval, signer, request));
        }
        catch (FormatException failure)
        {
            return (null, $"The payload {failure.Message}.");
        }
    }

    // Nothing of the payload is read before its signature holds.
    private static (Approver? Signer, string? Refusal) FindSigner(Envelope envelope, Policy policy)
    {
        var keys = policy.Approvers
            .Select(approver => (Approver: approver, Key: PublicKey.TryRead(approver.PublicKeyPem, out var key, out _) ? key : null))
            .Where(candidate => candidate.Key is not null)
            .ToList();

        if (keys.FirstOrDefault(candidate => envelope.IsSignedBy(candidate.Key!)) is { Approver: { } signer })
        {
            return (signer, null);
        }

        var named = keys.FirstOrDefault(candidate => envelope.Signatures.Any(signature => signature.KeyId == candidate.Key!.Fingerprint.ToString()));

        if (named.Approver is null)
        {
            return (null, "It is signed by a key that the policy does not list.");
        }

        return envelope.Signatures.Any(signature => DerSignature.IsWellFormed([.. signature.Value]))
            ? (null, $"The signature is not of this content: the payload was edited after `{named.Approver.Name}` signed, or the signature is another's.")
            : (null, $"The signature in the name of `{named.Approver.Name}` is damaged: it is no ECDSA signature.");
    }

    private static string? RefusalOf(Approval approval, Approver signer, ApprovalRequest request) =>
        RefusalOfSigner(approval, signer, request.Authorship) ?? RefusalOfContent(approval, request) ?? RefusalOfTime(approval, request);

    private static string? RefusalOfSigner(Approval approval, Approver signer, Authorship authorship)
    {
        if (approval.Approver != signer.Name)
        {
            return $"It is given in the name of `{approval.Approver}` and signed with the key of `{signer.Name}`.";
        }

        if (!PublicKey.TryRead(signer.PublicKeyPem, out var key, out _) || approval.Key != key.Fingerprint)
        {
            return "It names another key than the one that signed it.";
        }

        return authorship.Includes(signer) ? $"`{signer.Name}` is an author of this change; authors do not approve." : null;
    }

    private static string? RefusalOfContent(Approval approval, ApprovalRequest request)
    {
        if (approval.Target != request.Target)
        {
            return $"It is for target `{approval.Target}`, not `{request.Target}`.";
        }

        if (request.EnvironmentClass == EnvironmentClass.Protected && approval.EnvironmentClass != EnvironmentClass.Protected)
        {
            return "It is for open environments; this one is protected.";
        }

        var expected = approval.EnvironmentClass == EnvironmentClass.Protected ? request.ProtectedDigest : request.Digest;

        return approval.Digest == expected
            ? null
            : $"It covers {approval.Digest.Short}, not {expected.Short}: the SQL, or a table that it touches, has changed since.";
    }

    private static string? RefusalOfTime(Approval approval, ApprovalRequest request)
    {
        if (approval.GivenAt > request.Now + ClockSkew)
        {
            return $"It is dated {Timestamp.Write(approval.GivenAt)}, which is in the future.";
        }

        if (approval.ExpiresAt <= request.Now)
        {
            return $"It expired on {Timestamp.Write(approval.ExpiresAt)}, as its approver set.";
        }

        return request.Now - approval.GivenAt > request.Policy.ApprovalsValidFor
            ? $"It was given on {Timestamp.Write(approval.GivenAt)}; the policy lets an approval count for {Duration(request.Policy.ApprovalsValidFor)}."
            : null;
    }

    private static string Duration(TimeSpan span) => span.TotalDays >= 2 ? $"{span.TotalDays:0.#} days" : $"{span.TotalHours:0.#} hours";
}
