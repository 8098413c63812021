using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The zero value refuses.</summary>
public enum ClaimVerdict
{
    Fail,
    NotApplicable,
    Pass,
}

/// <summary>One thing that a bundle claims, checked.</summary>
/// <param name="Code">Stable: <c>E03</c>.</param>
/// <param name="Text">The claim as a sentence that holds when it passes.</param>
/// <param name="Because">What was seen. Names in it may be hostile: renderers escape them.</param>
public sealed record Claim(string Code, string Text, ClaimVerdict Verdict, string Because);

/// <summary>What an auditor brings along.</summary>
public sealed record VerificationOptions
{
    /// <summary>Keys of the runners that the auditor trusts. With none, nothing passes.</summary>
    public required KeyRing TrustedKeys { get; init; }

    /// <summary>Files to compare with those of the set, by their paths below the migrations' folder; null compares none.</summary>
    public IReadOnlyList<ScriptFile>? Migrations { get; init; }

    /// <summary>Bundles of earlier runs on the same target and environment, in any order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Earlier { get; init; } = [];

    /// <summary>What a ledger says of the bundle; null where none was given.</summary>
    public LedgerExcerpt? Ledger { get; init; }

    /// <summary>Keys of the issuer of tokens, as the auditor knows them; null where they are not compared.</summary>
    public JsonWebKeySet? IssuerKeys { get; init; }
}

/// <summary>What came of checking a bundle: every claim with its verdict. One that fails, or none that passes, fails the whole.</summary>
public sealed record Verification(EquatableList<Claim> Claims)
{
    public bool Passes => Claims.Any(claim => claim.Verdict == ClaimVerdict.Pass) && Claims.All(claim => claim.Verdict != ClaimVerdict.Fail);
}
