using ChangeGate.Ledgers;

namespace ChangeGate.Tests.Ledgers;

/// <summary>A tree as RFC 6962 writes it down, by recursion over all its entries: what tiles and edges are held against.</summary>
internal sealed class SampleTree(IReadOnlyList<byte[]> entries)
{
    public static SampleTree OfSize(int size, int first = 0) => new([.. Enumerable.Range(first, size).Select(Entry)]);

    public static byte[] Entry(int number) => System.Text.Encoding.ASCII.GetBytes($"entry {number}{new string('.', number % 50)}");

    public TreeHash RootAt(int size) => Hash(entries.Take(size).ToArray());

    public TreeHash At(int level, long index) => Hash([.. entries.Skip((int)(index << level)).Take(1 << level)]);

    private static TreeHash Hash(ReadOnlySpan<byte[]> range)
    {
        if (range.Length < 2)
        {
            return range.Length == 0 ? TreeHash.Empty : TreeHash.Leaf(range[0]);
        }

        var split = 1;

        while (split * 2 < range.Length)
        {
            split *= 2;
        }

        return TreeHash.Node(Hash(range[..split]), Hash(range[split..]));
    }
}
