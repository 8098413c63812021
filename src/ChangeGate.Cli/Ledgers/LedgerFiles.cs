using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>The files of a ledger: <c>checkpoint</c>, and tiles and entries below <c>tile</c>, as c2sp.org/tlog-tiles lays them.</summary>
internal sealed class LedgerFiles(string folder)
{
    public string Folder => folder;

    public string CheckpointFile { get; } = Path.Combine(folder, "checkpoint");

    public bool Exists => Directory.Exists(folder);

    /// <summary>What the ledger says of itself, believed by nobody yet.</summary>
    public SignedCheckpoint ReadCheckpoint() => File.Exists(CheckpointFile)
        ? SignedCheckpoint.Parse(File.ReadAllBytes(CheckpointFile), CheckpointFile)
        : throw new GateException($"There is no ledger in '{folder}'.", "Name the folder of the evidence with --evidence DIR: apply and rollback keep the ledger in it.");

    /// <exception cref="FormatException">There is no such file.</exception>
    public ReadOnlyMemory<byte> Read(Tile tile) => TryRead(tile.Path) ?? throw new FormatException($"lacks `{tile.Path}`");

    /// <summary>null where there is no such file.</summary>
    public ReadOnlyMemory<byte>? TryRead(string path)
    {
        var file = PathOf(path);

        // A bare null would become empty bytes: arrays turn into memory, and no array does so too.
        return File.Exists(file) ? File.ReadAllBytes(file) : default(ReadOnlyMemory<byte>?);
    }

    public string PathOf(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The tree of this size over the tiles.</summary>
    public TileTree Tree(long size) => new(size, Read);

    /// <summary>All files below <c>tile</c>, with forward slashes.</summary>
    public IReadOnlyList<string> TilePaths()
    {
        var tiles = Path.Combine(folder, "tile");

        return Directory.Exists(tiles) ? [.. Directory.EnumerateFiles(tiles, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>In their order, with their places.</summary>
    /// <exception cref="FormatException">A file is missing or has other entries than it should.</exception>
    public IEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> Entries(long from, long size)
    {
        for (var first = from - (from % Tile.FullWidth); first < size; first += Tile.FullWidth)
        {
            var tile = Tile.Of(size, Tile.Entries, first);
            var entries = EntryBundle.Read(Read(tile), tile.Width);

            for (var index = Math.Max(from, first); index < first + entries.Count; index++)
            {
                yield return (index, entries[(int)(index - first)]);
            }
        }
    }

    /// <summary>Turns what a broken file says into what a person reads.</summary>
    public T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException failure)
        {
            throw new GateException(
                $"The ledger in '{folder}' is not as it was signed: it {failure.Message}.",
                "changegate evidence check --key PUBLIC_KEY says what is wrong. Bring back a copy that is whole, or move the ledger away, keep it, and let the next run begin a new one.",
                failure);
        }
    }

    /// <summary>The proof of one entry, against the checkpoint.</summary>
    public LogProof Prove(SignedCheckpoint checkpoint, long index) =>
        new(index, [.. Reading(() => Tree(checkpoint.Checkpoint.Size).InclusionPath(index))], checkpoint);
}
