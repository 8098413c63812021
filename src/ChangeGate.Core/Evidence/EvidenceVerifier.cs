using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Checks a bundle with nothing but keys that the auditor trusts: no network, no database, no clock.</summary>
public static class EvidenceVerifier
{
    /// <summary>Never throws on what the file holds: a file that is no bundle fails its first claim.</summary>
    public static Verification Verify(ReadOnlyMemory<byte> file, VerificationOptions options)
    {
        if (!EvidenceBundle.TryParse(file, out var bundle, out var problem))
        {
            return new Verification([new Claim("E01", EnvelopeClaims.IsBundle, ClaimVerdict.Fail, $"The file {problem}.")]);
        }

        var dossier = Dossier.Open(bundle);
        var earlier = options.Earlier.Select(one => EarlierBundle.Open(one, options.TrustedKeys)).ToList();

        return new Verification(
        [
            .. EnvelopeClaims.Check(dossier, options.TrustedKeys),
            .. SetClaims.Check(dossier),
            .. ConsentClaims.Check(dossier, earlier),
            .. RunClaims.Check(dossier, earlier),
            .. OutsideClaims.Check(dossier, options.Migrations, earlier),
            .. RehearsalClaims.Check(dossier),
            MatchClaim.Check(dossier),
            .. LedgerClaims.Check(dossier, options),
            .. IdentityClaims.Check(dossier, options.IssuerKeys),
            .. GuardClaims.Check(dossier, earlier),
        ]);
    }
}

/// <summary>A bundle taken apart for checking.</summary>
/// <param name="Statements">One for each envelope; null where it could not be read.</param>
/// <param name="Problems">Why those could not be read.</param>
internal sealed record Dossier(EvidenceBundle Bundle, EquatableList<EvidenceStatement?> Statements, EquatableList<string> Problems)
{
    public EvidenceContents Contents { get; } = EvidenceContents.Of([.. Statements.OfType<EvidenceStatement>()]);

    /// <summary>The zero value, which claims no run, where nothing could be read.</summary>
    public BundleKind Kind => Contents.Header?.Kind ?? BundleKind.Decision;

    public IEnumerable<EvidenceStatement> Readable => Statements.OfType<EvidenceStatement>();

    public static Dossier Open(EvidenceBundle bundle)
    {
        var statements = new List<EvidenceStatement?>();
        var problems = new List<string>();

        foreach (var (envelope, index) in bundle.Envelopes.Select((envelope, index) => (envelope, index)))
        {
            try
            {
                statements.Add(EvidenceStatement.Read(envelope));
            }
            catch (FormatException failure)
            {
                statements.Add(null);
                problems.Add($"Statement {index + 1} {failure.Message}.");
            }
        }

        return new Dossier(bundle, [.. statements], [.. problems]);
    }
}

/// <summary>A bundle that the auditor gave beside the one under question; null where the file is none or no trusted key signed all of it.</summary>
internal sealed record EarlierBundle(Dossier Dossier)
{
    public static EarlierBundle? Open(ReadOnlyMemory<byte> file, KeyRing trusted)
    {
        if (!EvidenceBundle.TryParse(file, out var bundle, out _))
        {
            return null;
        }

        var dossier = Dossier.Open(bundle);
        return EnvelopeClaims.Check(dossier, trusted).All(claim => claim.Verdict == ClaimVerdict.Pass) ? new EarlierBundle(dossier) : null;
    }
}
