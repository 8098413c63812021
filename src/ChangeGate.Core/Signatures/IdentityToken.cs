using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>What a token says under one name, as text.</summary>
public sealed record TokenClaim(string Name, string Value);

/// <summary>An OIDC token whose signature, issuer, audience and times were checked. The token itself is a secret while it lives, and is kept nowhere.</summary>
public sealed record IdentityToken
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    public required string Subject { get; init; }

    public required TokenAlgorithm Algorithm { get; init; }

    /// <summary>As the issuer calls the key.</summary>
    public required string KeyId { get; init; }

    /// <summary><see cref="JsonWebKey.Thumbprint"/> of the key that signed it.</summary>
    public required Digest Key { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>null where the token does not say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>Of the whole text of it.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Single values by their names, in the order of these; of those within others only <c>act.sub</c>, for whom the subject lets act.</summary>
    public EquatableList<TokenClaim> Claims { get; init; }

    /// <summary>null where the token does not say.</summary>
    public string? Find(string claim) => Claims.FirstOrDefault(one => one.Name == claim)?.Value;
}

/// <summary>Whose tokens count, and for whom they must be made.</summary>
public sealed record TokenTrust(string Issuer, string Audience, JsonWebKeySet Keys);
