using ChangeGate.Ledgers;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Everything that ran in a period, with what shows that nothing is missing.</summary>
public sealed record AuditExport
{
    public required AuditPeriod Period { get; init; }

    /// <summary>Of the ledger that it was taken from; null where that has none that could be read.</summary>
    public required SignedCheckpoint? Checkpoint { get; init; }

    /// <summary>In the order of the ledger.</summary>
    public required EquatableList<AuditedRun> Runs { get; init; }

    /// <summary>Whether the population is complete.</summary>
    public required Verification Completeness { get; init; }

    /// <param name="copy">The ledger, with all bundles.</param>
    /// <param name="trusted">Keys of the runners and of the ledger.</param>
    /// <param name="period">Which runs.</param>
    /// <param name="journal">Of one environment; null where no database is asked.</param>
    public static AuditExport Create(LedgerCopy copy, KeyRing trusted, AuditPeriod period, JournalHistory? journal)
    {
        var index = new BundleIndex();
        var (audit, entries) = LedgerAudit.Read(copy, trusted, index);
        var checkpoint = copy.Checkpoint is { } file && SignedCheckpoint.TryParse(file.Span, out var signed) ? signed : null;
        var population = entries.Select(static (entry, place) => (Entry: entry, Index: (long)place)).Where(one => one.Entry is { } entry && period.Has(entry.At)).Select(static one => (Entry: one.Entry!, one.Index)).ToList(); // Filtered before.
        var runs = population.GroupBy(static one => one.Entry.Bundle).Select(group => Audit([.. group], index, checkpoint!, copy, trusted)).ToList(); // An entry was read, so there is one.

        return new AuditExport
        {
            Period = period,
            Checkpoint = checkpoint,
            Runs = [.. runs],
            Completeness = new Verification(
            [
                Claims.Judge("X01", "The ledger is whole, and the one that was kept", audit.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => $"{claim.Code}: {claim.Because}"), audit.Claims.Any(static claim => claim is { Code: "L13", Verdict: ClaimVerdict.Pass }) ? "It goes on from every checkpoint given." : "No checkpoint was given that was kept elsewhere: whoever has its key could have written it anew."),
                Claims.Judge("X02", "The runs of the period are one range of the ledger, and nothing else is in it", RangeProblems([.. population.Select(static one => one.Index)]), population.Count == 0 ? $"No run. The ledger has {entries.Count} entries." : $"Entries {population[0].Index} to {population[^1].Index} of {entries.Count}, {runs.Count} runs."),
                Claims.Judge("X03", "The bundle of every run is there and holds", runs.Where(static run => !run.Verification.Passes).Select(static run => run.File is null ? $"The bundle of run `{run.Entry.Run}` is not there." : $"Run `{run.Entry.Run}` fails {string.Join(", ", run.Verification.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => claim.Code))}."), $"{runs.Count} bundles."),
                .. JournalReconciliation.Check(journal, period, index.Runs),
            ]),
        };
    }

    private static IEnumerable<string> RangeProblems(IReadOnlyList<long> indexes)
    {
        for (var place = 1; place < indexes.Count; place++)
        {
            if (indexes[place] != indexes[place - 1] + 1)
            {
                yield return $"Entries {indexes[place - 1] + 1} to {indexes[place] - 1} stand among them, and were recorded outside of the period, as they say.";
            }
        }
    }

    /// <summary>Its bundle is read again, with those that it goes back to, and let go.</summary>
    private static AuditedRun Audit(List<(LedgerEntry Entry, long Index)> entries, BundleIndex index, SignedCheckpoint checkpoint, LedgerCopy copy, KeyRing trusted)
    {
        var last = entries[^1];
        var proof = Prove(last.Index, checkpoint, copy);
        var file = index.Find(last.Entry.Bundle);
        var content = file?.Read() ?? default;
        var run = new AuditedRun
        {
            First = entries[0].Index,
            Last = last.Index,
            Entry = last.Entry,
            File = file?.Name,
            Summary = RunSummary.None,
            Proof = proof,
            Verification = new Verification([]),
            Controls = [],
        };

        // Somebody may exchange the file while it is looked at: what counts is what is read now.
        if (file is null || !EvidenceBundle.TryParse(content, out var bundle, out _))
        {
            return run with { File = null, Controls = Control.JudgeMissing() };
        }

        var contents = EvidenceContents.Of(bundle);
        var verification = EvidenceVerifier.Verify(content, new VerificationOptions
        {
            TrustedKeys = trusted,
            Earlier = [.. index.Before(last.Entry.Bundle).Select(static earlier => earlier.Read())],
            Ledger = proof is null ? null : LedgerExcerpt.Of(bundle, proof),
        });

        return run with { Summary = RunSummary.Of(contents), Verification = verification, Controls = Control.JudgeAll(contents, verification) };
    }

    private static LogProof? Prove(long index, SignedCheckpoint checkpoint, LedgerCopy copy)
    {
        try
        {
            return new LogProof(index, [.. new TileTree(checkpoint.Checkpoint.Size, tile => copy.Read(tile.Path) ?? default).InclusionPath(index)], checkpoint);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
