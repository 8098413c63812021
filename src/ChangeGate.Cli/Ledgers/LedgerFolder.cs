using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Ledgers;

/// <summary>
/// A ledger that entries are added to. One process at a time has it open; it was held against its signed checkpoint before anything is added, and what is
/// added is on the disk before a checkpoint that counts it is signed. So no two checkpoints of it contradict each other, wherever a process dies.
/// </summary>
internal sealed class LedgerFolder : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _lock;

    private readonly SigningKey _key;

    private readonly KeyRing _trusted;

    private readonly TreeEdge _edge;

    private LedgerFolder(LedgerFiles files, FileStream held, SigningKey key, KeyRing trusted)
    {
        (Files, _lock, _key, _trusted) = (files, held, key, trusted);
        Checkpoint = File.Exists(files.CheckpointFile) ? files.ReadCheckpoint() : Begin();
        RefuseOthers(Checkpoint);
        FinishCheckpoint();
        _edge = EdgeOf(Checkpoint.Checkpoint);
        ClearBeyond();
    }

    public LedgerFiles Files { get; }

    /// <summary>The newest.</summary>
    public SignedCheckpoint Checkpoint { get; private set; }

    private string NextFile => Files.CheckpointFile + ".next";

    /// <summary>Waits while another process has it open. A folder that is not there yet becomes an empty ledger.</summary>
    /// <param name="folder">Of the ledger.</param>
    /// <param name="key">Signs its checkpoints.</param>
    /// <param name="trusted">Keys that may have signed the last one.</param>
    public static LedgerFolder Open(string folder, SigningKey key, KeyRing trusted)
    {
        Directory.CreateDirectory(folder);
        var held = Hold(Path.Combine(folder, ".lock"));

        try
        {
            return new LedgerFolder(new LedgerFiles(folder), held, key, trusted);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Adds entries and signs the checkpoint that counts them. After a failure the ledger has to be opened anew.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        foreach (var entry in entries)
        {
            _edge.Append(entry);
        }

        var tiles = _edge.Take();

        foreach (var tile in tiles)
        {
            var path = Files.PathOf(tile.Tile.Path);
            MakeFolder(Path.GetDirectoryName(path)!); // Every tile is in a folder.
            DurableFile.Write(path, [tile.Content]);
        }

        foreach (var folder in tiles.Select(tile => Path.GetDirectoryName(Files.PathOf(tile.Tile.Path))!).Distinct()) // the same
        {
            DurableFile.SettleFolder(folder);
        }

        Sign(new Checkpoint(Checkpoint.Checkpoint.Origin, _edge.Size, _edge.Root));

        foreach (var tile in tiles.Where(static tile => tile.Tile.Width == Tile.FullWidth))
        {
            DeleteFolder(Files.PathOf(tile.Tile.Place) + ".p");
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (waited < LongestWait && failure is not (DirectoryNotFoundException or PathTooLongException))
            {
                Thread.Sleep(Pause);
            }
            catch (IOException failure)
            {
                throw new GateException($"Another process holds the ledger ('{path}') for longer than {LongestWait.TotalSeconds} seconds.", "Wait for it to end, then run the same command again.", failure);
            }
        }
    }

    /// <summary>An empty ledger has a checkpoint too, so that one without any is one that lost it.</summary>
    private SignedCheckpoint Begin()
    {
        if (Directory.Exists(Files.PathOf("tile")))
        {
            throw new GateException(
                $"The ledger in '{Files.Folder}' has entries and no checkpoint: somebody removed it.",
                "Bring back a copy that is whole, or move the ledger away, keep it, and let the next run begin a new one.");
        }

        return Write(new Checkpoint($"changegate/ledger/{Guid.CreateVersion7():N}", 0, TreeHash.Empty));
    }

    private void RefuseOthers(SignedCheckpoint checkpoint)
    {
        if (checkpoint.SignerAmong(_trusted) is null)
        {
            throw new GateException(
                $"The checkpoint of the ledger in '{Files.Folder}' is not signed by the key of this run.",
                "Name the key that signed it with --key, or another folder with --evidence: one ledger has one signer. To begin a new ledger, move this one away and keep it.");
        }
    }

    /// <summary>A checkpoint that was signed and not put in its place is put there where all that it counts is on the disk: nothing else of its size may ever be signed.</summary>
    private void FinishCheckpoint()
    {
        if (!File.Exists(NextFile))
        {
            return;
        }

        if (SignedCheckpoint.TryParse(File.ReadAllBytes(NextFile), out var next)
            && next.SignerAmong(_trusted) is not null
            && next.Checkpoint.Origin == Checkpoint.Checkpoint.Origin
            && next.Checkpoint.Size > Checkpoint.Checkpoint.Size
            && IsWhole(next.Checkpoint))
        {
            File.Move(NextFile, Files.CheckpointFile, overwrite: true);
            DurableFile.SettleFolder(Files.Folder);
            Checkpoint = next;
            return;
        }

        File.Delete(NextFile);
    }

    private bool IsWhole(Checkpoint next)
    {
        try
        {
            return Files.Tree(next.Size).Root == next.Root
                && MerkleTree.Root(Checkpoint.Checkpoint.Size, Files.Tree(next.Size).At) == Checkpoint.Checkpoint.Root
                && TreeEdge.Open(next.Size, Files.Read).Size == next.Size;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private TreeEdge EdgeOf(Checkpoint checkpoint) => Files.Reading(() =>
    {
        // Along the right edge alone: the rest is read when it is proved, and by `evidence check`.
        var edge = TreeEdge.Open(checkpoint.Size, Files.Read);

        return edge.Root == checkpoint.Root ? edge : throw new FormatException("does not have the root of its checkpoint");
    });

    /// <summary>What a process wrote that died before it signed is not part of the ledger.</summary>
    private void ClearBeyond()
    {
        for (var level = Tile.Entries; Directory.Exists(Files.PathOf($"tile/{(level == Tile.Entries ? "entries" : level)}")); level++)
        {
            var count = Tile.CountAt(_edge.Size, level);
            var index = count / Tile.FullWidth;
            var partial = Files.PathOf(new Tile(level, index, Tile.FullWidth).Place) + ".p";

            if (Directory.Exists(partial))
            {
                foreach (var file in Directory.EnumerateFiles(partial).Where(file => !int.TryParse(Path.GetFileName(file), out var width) || width > count % Tile.FullWidth).ToList())
                {
                    File.Delete(file);
                }
            }

            while (Delete(new Tile(level, index, Tile.FullWidth), withPartial: index * Tile.FullWidth >= count))
            {
                index++;
            }
        }
    }

    /// <summary>There was something.</summary>
    private bool Delete(Tile tile, bool withPartial)
    {
        var (full, partial) = (Files.PathOf(tile.Path), Files.PathOf(tile.Path) + ".p");
        var isThere = File.Exists(full) || Directory.Exists(partial);
        File.Delete(full);

        if (withPartial)
        {
            DeleteFolder(partial);
        }

        return isThere;
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>And every folder above it that is new, each in a folder that keeps its name.</summary>
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var above = Path.GetDirectoryName(folder)!; // A ledger is in a folder.
        MakeFolder(above);
        Directory.CreateDirectory(folder);
        DurableFile.SettleFolder(above);
    }

    private void Sign(Checkpoint checkpoint) => Checkpoint = Write(checkpoint);

    private SignedCheckpoint Write(Checkpoint checkpoint)
    {
        var signed = SignedCheckpoint.Sign(checkpoint, _key);
        DurableFile.Replace(Files.CheckpointFile, NextFile, System.Text.Encoding.UTF8.GetBytes(signed.ToText()));

        return signed;
    }
}
