namespace ChangeGate.Ledgers;

/// <summary>The right edge of a tree: all that one needs to add entries to it, and never more than 256 hashes of a level.</summary>
public sealed class TreeEdge
{
    private readonly List<ReadOnlyMemory<byte>> _entries = [];

    /// <summary>By level, the hashes of its partial tile.</summary>
    private readonly List<List<TreeHash>> _levels = [];

    private readonly List<TileFile> _full = [];

    /// <summary>Partial tiles that were read or handed out, so that no file of an earlier checkpoint is ever written again.</summary>
    private readonly HashSet<Tile> _settled = [];

    public long Size { get; private set; }

    /// <summary>Of all entries so far.</summary>
    public TreeHash Root
    {
        get
        {
            TreeHash? root = null;

            foreach (var hashes in _levels)
            {
                root = Join(hashes, root);
            }

            return root ?? TreeHash.Empty;
        }
    }

    /// <param name="size">Of the tree, in entries.</param>
    /// <param name="read">The bytes of a tile.</param>
    /// <exception cref="FormatException">A partial tile has another length than it should, or its entries have other hashes.</exception>
    public static TreeEdge Open(long size, Func<Tile, ReadOnlyMemory<byte>> read)
    {
        var edge = new TreeEdge { Size = size };

        foreach (var level in Tile.Levels(size).Where(static level => level >= 0))
        {
            var width = (int)(Tile.CountAt(size, level) % Tile.FullWidth);
            edge._levels.Add(width == 0 ? [] : ReadHashes(new Tile(level, Tile.CountAt(size, level) / Tile.FullWidth, width), read));
        }

        edge._settled.UnionWith(edge.Partial());

        if (size % Tile.FullWidth is var count and > 0)
        {
            var tile = new Tile(Tile.Entries, size / Tile.FullWidth, (int)count);
            edge._entries.AddRange(EntryBundle.Read(read(tile), tile.Width));

            if (!edge._entries.Select(static entry => TreeHash.Leaf(entry.Span)).SequenceEqual(edge._levels[0]))
            {
                throw new FormatException($"has entries in `{tile.Path}` of other hashes than its tree");
            }
        }

        return edge;
    }

    /// <exception cref="ArgumentException">It is longer than an entry may be.</exception>
    public void Append(ReadOnlyMemory<byte> entry)
    {
        if (entry.Length > EntryBundle.LongestEntry)
        {
            throw new ArgumentException($"An entry has {entry.Length} bytes; {EntryBundle.LongestEntry} is the most.", nameof(entry));
        }

        _entries.Add(entry);
        Add(0, TreeHash.Leaf(entry.Span));

        if (_entries.Count == Tile.FullWidth)
        {
            _full.Add(new TileFile(new Tile(Tile.Entries, Size / Tile.FullWidth, Tile.FullWidth), EntryBundle.Write(_entries)));
            _entries.Clear();
        }

        Size++;
    }

    /// <summary>The tiles that were filled since the last call.</summary>
    public IReadOnlyList<TileFile> TakeFull()
    {
        var files = _full.ToList();
        _full.Clear();

        return files;
    }

    /// <summary>The same, and the partial tiles that became wider since then.</summary>
    public IReadOnlyList<TileFile> Take()
    {
        var partial = Partial().ToList();
        var files = TakeFull().Concat(partial.Where(tile => !_settled.Contains(tile)).Select(tile => new TileFile(tile, tile.Level == Tile.Entries ? EntryBundle.Write(_entries) : Write(_levels[tile.Level])))).ToList();
        _settled.Clear();
        _settled.UnionWith(partial);

        return files;
    }

    private IEnumerable<Tile> Partial() => Tile.Levels(Size)
        .Select(level => new Tile(level, Tile.CountAt(Size, level) / Tile.FullWidth, (int)(Tile.CountAt(Size, level) % Tile.FullWidth)))
        .Where(static tile => tile.Width > 0);

    private void Add(int level, TreeHash hash)
    {
        if (level == _levels.Count)
        {
            _levels.Add([]);
        }

        var hashes = _levels[level];
        hashes.Add(hash);

        if (hashes.Count == Tile.FullWidth)
        {
            // The tree has not counted this entry yet.
            _full.Add(new TileFile(new Tile(level, (Tile.CountAt(Size + 1, level) - 1) / Tile.FullWidth, Tile.FullWidth), Write(hashes)));
            var above = Fold(hashes, 0, Tile.FullWidth);
            hashes.Clear();
            Add(level + 1, above);
        }
    }

    /// <summary>The perfect subtrees of a level, from right to left, in front of what stands to their right.</summary>
    private static TreeHash? Join(List<TreeHash> hashes, TreeHash? right)
    {
        var end = hashes.Count;

        while (end > 0)
        {
            var width = end & -end;
            end -= width;
            var left = Fold(hashes, end, width);
            right = right is { } known ? TreeHash.Node(left, known) : left;
        }

        return right;
    }

    private static TreeHash Fold(List<TreeHash> hashes, int start, int width) => width == 1
        ? hashes[start]
        : TreeHash.Node(Fold(hashes, start, width / 2), Fold(hashes, start + (width / 2), width / 2));

    private static List<TreeHash> ReadHashes(Tile tile, Func<Tile, ReadOnlyMemory<byte>> read)
    {
        var bytes = read(tile);

        return bytes.Length == tile.Width * TreeHash.Length
            ? [.. Enumerable.Range(0, tile.Width).Select(index => TreeHash.Read(bytes.Span[(index * TreeHash.Length)..]))]
            : throw new FormatException($"has {bytes.Length} bytes in `{tile.Path}` where {tile.Width * TreeHash.Length} are expected");
    }

    private static byte[] Write(List<TreeHash> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHash.Length];

        for (var index = 0; index < hashes.Count; index++)
        {
            hashes[index].CopyTo(bytes.AsSpan(index * TreeHash.Length));
        }

        return bytes;
    }
}
