namespace ChangeGate.Ledgers;

/// <summary>A tree of some size over its tiles, each of which is read once. What they hold is believed: whoever has a proof from here checks it against a signed root.</summary>
/// <param name="size">In entries.</param>
/// <param name="read">The bytes of a tile.</param>
public sealed class TileTree(long size, Func<Tile, ReadOnlyMemory<byte>> read)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> _tiles = [];

    public long Size => size;

    public TreeHash Root => MerkleTree.Root(size, At);

    public IReadOnlyList<TreeHash> InclusionPath(long index) => MerkleTree.InclusionPath(index, size, At);

    public IReadOnlyList<TreeHash> ConsistencyPath(long earlier) => MerkleTree.ConsistencyPath(earlier, size, At);

    /// <exception cref="FormatException">A tile has another length than its width asks for.</exception>
    public TreeHash At(int level, long index)
    {
        var (tileLevel, height) = (level / 8, level % 8);
        var first = index << height;

        return Fold(TileAt(tileLevel, first).Span.Slice((int)(first % Tile.FullWidth) * TreeHash.Length, TreeHash.Length << height));
    }

    internal static TreeHash Fold(ReadOnlySpan<byte> hashes) => hashes.Length == TreeHash.Length
        ? TreeHash.Read(hashes)
        : TreeHash.Node(Fold(hashes[..(hashes.Length / 2)]), Fold(hashes[(hashes.Length / 2)..]));

    private ReadOnlyMemory<byte> TileAt(int level, long index)
    {
        var tile = Tile.Of(size, level, index);

        if (_tiles.TryGetValue((level, tile.Index), out var known))
        {
            return known;
        }

        var bytes = read(tile);

        return bytes.Length == tile.Width * TreeHash.Length
            ? _tiles[(level, tile.Index)] = bytes
            : throw new FormatException($"has {bytes.Length} bytes in `{tile.Path}` where {tile.Width * TreeHash.Length} are expected");
    }
}
