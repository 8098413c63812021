using ChangeGate.Ledgers;

namespace ChangeGate.Evidence;

/// <summary>All entries of a ledger, read once, and the tree that they make.</summary>
internal sealed class LedgerReading
{
    private readonly LedgerCopy _copy;

    private readonly long _size;

    private readonly List<LedgerEntry?> _entries = [];

    private readonly HashSet<string> _needed = [];

    public LedgerReading(LedgerCopy copy, long size)
    {
        _copy = copy;
        _size = size;
        var edge = new TreeEdge();

        for (var index = 0L; index < size && Problems.Count == 0; index += Tile.FullWidth)
        {
            ReadBundle(edge, Tile.Of(size, Tile.Entries, index));
            Compare(edge.TakeFull());
        }

        Compare(edge.Take());
        Root = edge.Root;

        if (Problems.Count == 0)
        {
            Problems.AddRange(copy.Files.Where(file => !_needed.Contains(file)).Select(ProblemWithSpare).OfType<string>());
        }
    }

    /// <summary>Why entries could not be read. Where there is one, the rest was not looked at.</summary>
    public List<string> Problems { get; } = [];

    public List<string> TileProblems { get; } = [];

    /// <summary>null where one is no entry.</summary>
    public IReadOnlyList<LedgerEntry?> Entries => _entries;

    public TreeHash Root { get; }

    /// <summary>Of the first entries; null where they could not be read.</summary>
    public TreeHash? RootAt(long size)
    {
        try
        {
            return Problems.Count > 0 || TileProblems.Count > 0 ? null : MerkleTree.Root(size, new TileTree(_size, tile => _copy.Read(tile.Path) ?? default).At);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void ReadBundle(TreeEdge edge, Tile tile)
    {
        if (_copy.Read(tile.Path) is not { } bytes)
        {
            Problems.Add($"`{tile.Path}` is missing: entries {tile.Index * Tile.FullWidth} to {(tile.Index * Tile.FullWidth) + tile.Width - 1}.");
            return;
        }

        try
        {
            foreach (var entry in EntryBundle.Read(bytes, tile.Width))
            {
                edge.Append(entry);
                _entries.Add(ReadOrSkip(entry));
            }
        }
        catch (FormatException failure)
        {
            Problems.Add($"The file `{tile.Path}` {failure.Message}.");
        }
    }

    private void Compare(IEnumerable<TileFile> computed)
    {
        foreach (var (tile, content) in computed)
        {
            _needed.Add(tile.Path);

            if (tile.Level != Tile.Entries && Problems.Count == 0 && _copy.Read(tile.Path) is var found && found?.Span.SequenceEqual(content.Span) != true)
            {
                TileProblems.Add(found is null ? $"`{tile.Path}` is missing." : $"`{tile.Path}` has other hashes.");
            }
        }
    }

    /// <summary>Narrower tiles of earlier checkpoints may stay, as they were.</summary>
    private string? ProblemWithSpare(string path)
    {
        if (!Tile.TryParse(path, out var tile) || tile.Width is < 1 or > Tile.FullWidth)
        {
            return $"`{path}` is no file of a ledger.";
        }

        var first = tile.Index * Tile.FullWidth;

        if (first + tile.Width > Tile.CountAt(_size, tile.Level))
        {
            return $"`{path}` lies beyond the checkpoint: a run was cut off while it entered its evidence, and the next run clears that away, or entries were taken back.";
        }

        var whole = _copy.Read(Tile.Of(_size, tile.Level, first).Path);
        var part = _copy.Read(path);

        return whole is { } all && part is { } some && all.Span.StartsWith(some.Span) && HasWidth(tile, some) ? null : $"`{path}` is not how that tile began.";
    }

    private static bool HasWidth(Tile tile, ReadOnlyMemory<byte> content)
    {
        if (tile.Level != Tile.Entries)
        {
            return content.Length == tile.Width * TreeHash.Length;
        }

        try
        {
            return EntryBundle.Read(content, tile.Width).Count == tile.Width;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static LedgerEntry? ReadOrSkip(ReadOnlyMemory<byte> entry)
    {
        try
        {
            return LedgerEntry.Read(entry);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
