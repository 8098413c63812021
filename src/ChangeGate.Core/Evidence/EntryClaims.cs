using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The entries of a ledger against each other and against the bundles beside it.</summary>
internal static class EntryClaims
{
    /// <param name="entries">Of the ledger.</param>
    /// <param name="files">The bundles beside it, which are read once, one after the other.</param>
    /// <param name="trusted">May have signed them.</param>
    /// <param name="index">Takes what is needed of each afterwards.</param>
    public static IEnumerable<Claim> Check(IReadOnlyList<LedgerEntry?> entries, IEnumerable<BundleFile> files, KeyRing trusted, BundleIndex index)
    {
        var entered = entries.Select(static (entry, index) => (Entry: entry, Index: index)).Where(static one => one.Entry is not null).Select(static one => (Entry: one.Entry!, one.Index)).ToList();
        var byBundle = entered.ToLookup(static one => one.Entry.Bundle);
        var (unsigned, absent, unlinked, present) = (new List<string>(), new List<string>(), new List<string>(), new HashSet<Digest>());

        foreach (var file in files)
        {
            if (!EvidenceBundle.TryParse(file.Read(), out var bundle, out var problem))
            {
                unsigned.Add($"`{file.Name}` {problem}.");
                continue;
            }

            var dossier = Dossier.Open(bundle);
            unsigned.AddRange(EnvelopeClaims.Check(dossier, trusted).Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(claim => $"`{file.Name}` fails {claim.Code}: {claim.Because}"));

            if (!present.Add(bundle.Digest))
            {
                unsigned.Add($"`{file.Name}` is a copy of another bundle.");
            }

            index.Add(file, dossier);

            if (dossier.Readable.Count() == bundle.Envelopes.Count)
            {
                var mine = byBundle[bundle.Digest].ToList();
                absent.AddRange(Differences(file.Name, LedgerEntries.Of(bundle), [.. mine.Select(static one => one.Entry)]));
                unlinked.AddRange(LinkProblems(file.Name, dossier.Statements[0]!.Header, mine, byBundle));
            }
        }

        yield return Claims.Judge("L06", "Every entry is of a known kind and says nothing beyond it", entries.Select(static (entry, index) => (entry, index)).Where(static one => one.entry is null).Select(static one => $"Entry {one.index} is none of ChangeGate's."), $"{entries.Count} entries.");
        yield return Claims.Judge("L07", "No statement is entered twice", Replays(entered), "Each payload stands once.");
        yield return Claims.Judge("L08", "The statements of each bundle stand together, whole and in their order", byBundle.SelectMany(static bundle => OrderProblems([.. bundle])), $"{byBundle.Count} bundles.");
        yield return Claims.Judge("L09", "Every bundle that is here is entered, as it is", absent, $"{present.Count} bundles.");
        yield return Claims.Judge("L10", "Every bundle that was entered is here", byBundle.Where(bundle => !present.Contains(bundle.Key)).Select(static bundle => $"Entry {bundle.First().Index} is of run `{bundle.First().Entry.Run}` on `{bundle.First().Entry.Target}` `{bundle.First().Entry.Environment}`, whose bundle ({bundle.Key.Short}) is not here."), $"{present.Count} bundles.");
        yield return Claims.Judge("L11", "Bundles of an environment are entered in the order in which they name each other", unlinked, "Each names one that was entered before it, or none.");
        yield return Claims.Judge("L12", "Every bundle is whole and signed by a trusted key", unsigned, $"{present.Count} bundles.");
    }

    private static IEnumerable<string> Replays(IReadOnlyList<(LedgerEntry Entry, int Index)> entered) => entered
        .GroupBy(static one => one.Entry.Payload)
        .Where(static same => same.Count() > 1)
        .Select(static same => $"Entries {string.Join(", ", same.Take(3).Select(static one => one.Index))} are of the same statement.");

    private static IEnumerable<string> OrderProblems(List<(LedgerEntry Entry, int Index)> bundle)
    {
        var (first, of) = (bundle[0].Index, bundle[0].Entry.Of);

        if (bundle.Count != of)
        {
            yield return $"The bundle that begins with entry {first} has {bundle.Count} entries of {of}.";
        }
        else if (bundle.Where((one, position) => one.Index != first + position || one.Entry.Number != position + 1 || one.Entry.Of != of).Any())
        {
            yield return $"The statements of the bundle that begins with entry {first} are not in their order.";
        }
        else if (bundle[^1].Entry.Payload != bundle[^1].Entry.Bundle)
        {
            yield return $"Entry {bundle[^1].Index} is the last of its bundle, and not the one that the bundle is named by.";
        }
    }

    private static IEnumerable<string> Differences(string name, EquatableList<LedgerEntry> expected, EquatableList<LedgerEntry> found)
    {
        if (found.Count == 0)
        {
            yield return $"`{name}` is not entered.";
        }
        else if (found != expected)
        {
            yield return $"`{name}` is entered otherwise than it is.";
        }
    }

    private static IEnumerable<string> LinkProblems(string name, EvidenceHeader header, List<(LedgerEntry Entry, int Index)> mine, ILookup<Digest, (LedgerEntry Entry, int Index)> byBundle)
    {
        if (mine.Count == 0 || header.Previous is not { } previous)
        {
            yield break;
        }

        if (!byBundle.Contains(previous))
        {
            yield return $"`{name}` names {previous.Short}, which was never entered.";
        }
        else if (byBundle[previous].First().Index > mine[0].Index)
        {
            yield return $"`{name}` is entered before the bundle that it names.";
        }
    }
}
