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

    public EnteredBundle(LedgerFiles files, SignedCheckpoint checkpoint, ReadOnlyMemory<byte> file)
    {
        (_files, _checkpoint) = (files, checkpoint);
        var bundle = EvidenceBundle.Parse(file, "The bundle");
        _statements = bundle.Envelopes.Count;
        Last = Find(bundle.Digest);
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

    private long? Find(Digest bundle) => _files.Reading(() => _files.Entries(0, _checkpoint.Checkpoint.Size)
        .Where(one => one.Entry.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(bundle.Hex)) >= 0)
        .Select(static one => (one.Index, Entry: LedgerEntry.Read(one.Entry)))
        .Where(one => one.Entry.Payload == bundle && one.Entry.Bundle == bundle)
        .Select(static one => (long?)one.Index)
        .FirstOrDefault());
}
