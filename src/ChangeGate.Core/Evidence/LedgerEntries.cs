using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What a ledger has of a bundle.</summary>
public static class LedgerEntries
{
    /// <summary>One entry for each statement, in their order.</summary>
    /// <exception cref="FormatException">A statement could not be read.</exception>
    public static EquatableList<LedgerEntry> Of(EvidenceBundle bundle) => [.. bundle.Envelopes.Select(envelope => Of(EvidenceStatement.HeaderOf(envelope), envelope.PayloadDigest, bundle.Digest))];

    private static LedgerEntry Of(EvidenceHeader header, Digest payload, Digest bundle) => new()
    {
        PredicateType = EvidenceStages.PredicateTypeOf(header.Stage),
        Payload = payload,
        Bundle = bundle,
        Number = header.Number,
        Of = header.Of,
        Run = header.Bundle,
        Target = header.Target,
        Environment = header.Environment,
        At = header.RecordedAt,
    };
}
