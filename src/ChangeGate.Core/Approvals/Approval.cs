using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>One person's consent to one exact digest, as its signed file says. Whether it counts is another question.</summary>
public sealed record Approval
{
    public required string Approver { get; init; }

    /// <summary>Fingerprint of the signing key: SHA-256 of its SubjectPublicKeyInfo.</summary>
    public required Digest Key { get; init; }

    public required Digest Digest { get; init; }

    public required string Target { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>The approver's own limit; the policy's may be shorter.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Of the tables that the set touches, as the approver had them before them; empty where nobody knew any.</summary>
    public EquatableList<TableRows> Sizes { get; init; }

    /// <summary>The approver wrote the digest out. A signed file always does; a review only where its words say so.</summary>
    public bool NamesDigest { get; init; }
}

/// <summary>Why an approval does not count.</summary>
public enum ApprovalProblem
{
    /// <summary>Larger than any approval, or not JSON, or not an envelope, or not the statement that it should be.</summary>
    Unreadable,
    WrongPayloadType,
    UnknownKey,

    /// <summary>A listed key is named, and the signature is not its signature of this content.</summary>
    BadSignature,

    /// <summary>Given in another's name than that of the key's owner.</summary>
    WrongSigner,
    AuthorsOwn,
    OtherTarget,
    WeakerEnvironment,
    OtherDigest,
    FromTheFuture,

    /// <summary>Past the approver's own limit, or past the policy's.</summary>
    Expired,

    /// <summary>A table that the set touches has become so much larger since that it is another decision.</summary>
    Outgrown,

    /// <summary>The same person approves in another file, or has decided again since.</summary>
    Repeated,

    /// <summary>A review that asks for changes, or says something that is not known here.</summary>
    NotApproving,
    Dismissed,

    /// <summary>Given by a bot, an App, or an account that is gone.</summary>
    NotAPerson,

    /// <summary>Given by somebody who is nothing to this repository and to the policy.</summary>
    NotEligible,
}

/// <summary>An approval file that was looked at, with the answer and its reason.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Approval">null when the file could not be read as one.</param>
/// <param name="Because">Why it does not count; for one that counts, who gave it and when.</param>
public sealed record ApprovalCheck(string Source, Approval? Approval, bool Counts, string Because)
{
    /// <summary>null for one that counts.</summary>
    public ApprovalProblem? Problem { get; init; }

    /// <summary>Who gave it, as the host that tells of it names them (<c>@login</c>); null for a signed file.</summary>
    public string? Giver { get; init; }

    /// <summary>The signed envelope itself, to be kept as evidence.</summary>
    public string? Envelope { get; init; }

    /// <summary>What a host said of a review; null for a signed file. One of the two is set for an approval that counts.</summary>
    public ReviewWitness? Review { get; init; }
}
