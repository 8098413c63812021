using System.Globalization;

namespace ChangeGate.Ledgers;

/// <summary>One file of the tree by c2sp.org/tlog-tiles: up to 256 hashes of one level, or the entries below 256 leaves.</summary>
/// <param name="Level">A hash of it stands for <c>256^Level</c> entries; <see cref="Entries"/> for the entries themselves.</param>
/// <param name="Index">From the left.</param>
/// <param name="Width">1 to 256; below 256 it is partial.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>The level of entry bundles.</summary>
    public const int Entries = -1;

    public const int FullWidth = 256;

    private const string Root = "tile/";

    /// <summary>With forward slashes: <c>tile/0/x001/234.p/5</c>.</summary>
    public string Path => $"{Place}{(Width == FullWidth ? "" : $".p/{Width}")}";

    /// <summary>The same of the full tile.</summary>
    public string Place => $"{Root}{(Level == Entries ? "entries" : Level)}/{PlaceOf(Index)}";

    /// <summary>The tile in which a tree of <paramref name="size"/> entries has the hash or entry <paramref name="index"/> of a level.</summary>
    public static Tile Of(long size, int level, long index)
    {
        var tile = index / FullWidth;

        return new Tile(level, tile, (int)Math.Min(FullWidth, CountAt(size, level) - (tile * FullWidth)));
    }

    /// <summary>How many hashes (or entries) a tree has at a level.</summary>
    public static long CountAt(long size, int level) => level <= 0 ? size : 8 * level > 62 ? 0 : size >> (8 * level);

    /// <summary>All levels at which a tree of this size has a tile, those of entries among them.</summary>
    public static IEnumerable<int> Levels(long size)
    {
        for (var level = Entries; CountAt(size, level) > 0; level++)
        {
            yield return level;
        }
    }

    /// <summary>Exactly what <see cref="Path"/> writes.</summary>
    public static bool TryParse(string path, out Tile tile)
    {
        tile = default;
        var parts = path.Split('/');

        if (parts.Length < 3 || parts[0] != "tile")
        {
            return false;
        }

        var level = parts[1] == "entries" ? Entries : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -2;
        var isPartial = parts.Length > 3 && parts[^2].EndsWith(".p", StringComparison.Ordinal);
        var width = !isPartial ? FullWidth : int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var partial) ? partial : 0;
        var digits = string.Concat(parts[2..(isPartial ? ^1 : ^0)]).Replace("x", "", StringComparison.Ordinal).Replace(".p", "", StringComparison.Ordinal);

        if (level is < Entries or > 63 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        tile = new Tile(level, index, width);
        return tile.Path == path;
    }

    private static string PlaceOf(long index)
    {
        var place = (index % 1000).ToString("000", CultureInfo.InvariantCulture);

        for (var rest = index / 1000; rest > 0; rest /= 1000)
        {
            place = $"x{(rest % 1000).ToString("000", CultureInfo.InvariantCulture)}/{place}";
        }

        return place;
    }
}

/// <summary>A tile with its bytes.</summary>
public sealed record TileFile(Tile Tile, ReadOnlyMemory<byte> Content);
