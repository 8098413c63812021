using ChangeGate.Evidence;
using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Cli.Ledgers;

/// <summary>Where a ledger has a bundle. A proof beside the bundle says it at once; without one, the ledger is read through.</summary>
internal sealed class EnteredBundle
{
    private readonly LedgerFiles _files;

    private readonly SignedCheckpoint _checkpoint;

    private readonly int _statements;

    /// <param name="files">Of the ledger.</param>
    /// <param name="checkpoint">Its newest.</param>
    /// <param name="path">Of the bundle.</param>
    public EnteredBundle(LedgerFiles files, SignedCheckpoint checkpoint, string path)
    {
        (_files, _checkpoint) = (files, checkpoint);
        var bundle = EvidenceBundle.Parse(EvidenceFiles.Read(path), path);
        _statements = bundle.Envelopes.Count;
        Last = files.Reading(() => LookUp(path, bundle.Digest) ?? Find(bundle.Digest, from: 0));
    }

    /// <summary>The entry of its last statement; null where the ledger does not have it.</summary>
    public long? Last { get; }

    public LedgerExcerpt Excerpt(IEnumerable<SignedCheckpoint> kept)
    {
        var size = _checkpoint.Checkpoint.Size;

        return _files.Reading(() =>
        {
            var tree = _files.Tree(size);
            var entered = Last is { } last ? Enumerable.Range(1, _statements).Select(number => (Number: number, Index: last - _statements + number)).Where(static one => one.Index >= 0) : [];

            return new LedgerExcerpt(_checkpoint, [.. entered.Select(one => new EnteredStatement(one.Number, one.Index, [.. tree.InclusionPath(one.Index)]))])
            {
                Kept = [.. kept.Select(one => new KeptCheckpoint(one, [.. one.Checkpoint.Size <= size ? tree.ConsistencyPath(one.Checkpoint.Size) : []]))],
            };
        });
    }

    /// <summary>null where no proof lies beside the bundle, or it is of something else.</summary>
    private long? LookUp(string path, Digest bundle)
    {
        var proof = path.EndsWith(BundleLedger.BundleSuffix, StringComparison.Ordinal) ? BundleLedger.ProofOf(path) : path;

        return File.Exists(proof) && LogProof.TryParse(File.ReadAllBytes(proof), out var known) && known.Index < _checkpoint.Checkpoint.Size
            ? Find(bundle, known.Index, count: 1)
            : null;
    }

    private long? Find(Digest bundle, long from, int count = int.MaxValue)
    {
        var digest = System.Text.Encoding.ASCII.GetBytes(bundle.Hex);

        return _files.Entries(from, _checkpoint.Checkpoint.Size)
            .Take(count)
            .Where(one => one.Entry.Span.IndexOf(digest) >= 0)
            .Select(static one => (one.Index, Entry: LedgerEntry.Read(one.Entry)))
            .Where(one => one.Entry.Payload == bundle && one.Entry.Bundle == bundle)
            .Select(static one => (long?)one.Index)
            .FirstOrDefault();
    }
}
