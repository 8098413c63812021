using ChangeGate.Signatures;

namespace ChangeGate.Approvals;

/// <summary>Turns one person's consent into a file that anyone can check.</summary>
public static class ApprovalSigner
{
    /// <summary>A DSSE envelope as one line of JSON. The approval names this key, whatever it named before.</summary>
    public static string Sign(Approval approval, SigningKey key)
    {
        if (approval.Digest == default)
        {
            throw new ArgumentException("Consent is to a digest.", nameof(approval));
        }

        var payload = ApprovalStatement.Write(approval with { Key = key.PublicKey.Fingerprint });
        return Envelope.Sign(InTotoStatement.PayloadType, payload, key).ToJson() + "\n";
    }
}
