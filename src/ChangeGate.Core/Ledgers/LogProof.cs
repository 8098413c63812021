using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Ledgers;

/// <summary>That one entry is in a ledger, as one text that needs nothing beside it but the entry and a key (c2sp.org/tlog-proof). What was parsed is not yet verified.</summary>
/// <param name="Index">Of the entry, from 0.</param>
/// <param name="Path">From the sibling of its leaf to the child of the root.</param>
public sealed record LogProof(long Index, EquatableList<TreeHash> Path, SignedCheckpoint Checkpoint)
{
    private const string Head = "c2sp.org/tlog-proof@v1";

    private const string IndexMark = "index ";

    /// <param name="name">How a person names the file.</param>
    public static LogProof Parse(ReadOnlySpan<byte> file, string name) => TryParse(file, out var proof)
        ? proof
        : throw new GateException($"`{name}` is no proof of an entry in a ledger.", "Give a proof as `changegate evidence proof` writes it, unchanged.");

    /// <summary>Exactly what <see cref="ToText"/> writes; the `extra` line that the format allows, and nothing protects, is refused.</summary>
    public static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out LogProof? proof)
    {
        proof = null;
        var text = Encoding.UTF8.GetString(file);
        var gap = text.IndexOf("\n\n", StringComparison.Ordinal);

        if (gap < 0 || text[..gap].Split('\n') is not [Head, var index, .. var lines] || !index.StartsWith(IndexMark, StringComparison.Ordinal))
        {
            return false;
        }

        if (!long.TryParse(index[IndexMark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(text[(gap + 2)..]), out var checkpoint))
        {
            return false;
        }

        var path = new TreeHash[lines.Length];

        for (var line = 0; line < lines.Length; line++)
        {
            if (!TreeHash.TryParse(lines[line], out path[line]))
            {
                return false;
            }
        }

        var read = new LogProof(number, [.. path], checkpoint);
        proof = Encoding.UTF8.GetBytes(read.ToText()).AsSpan().SequenceEqual(file) ? read : null;
        return proof is not null;
    }

    public string ToText() => $"{Head}\n{IndexMark}{Index}\n{string.Concat(Path.Select(static hash => $"{hash}\n"))}\n{Checkpoint.ToText()}";

    /// <summary>The entry stands there, by the checkpoint; who signed that is another question.</summary>
    public bool Proves(ReadOnlySpan<byte> entry) => MerkleTree.Includes(Checkpoint.Checkpoint.Root, Checkpoint.Checkpoint.Size, Index, TreeHash.Leaf(entry), Path);
}
