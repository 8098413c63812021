using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChangeGate.Ledgers;

/// <summary>A ledger at one size (c2sp.org/tlog-checkpoint).</summary>
/// <param name="Origin">Tells this ledger from every other; without spaces and plus signs, so that it is the name of its key as well.</param>
/// <param name="Size">In entries.</param>
/// <param name="Root">Of the tree of these entries.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>What is signed: three lines.</summary>
    public string Text => $"{Origin}\n{Size}\n{Root}\n";

    /// <summary>Exactly what <see cref="Text"/> writes. Lines beyond the three, which no other reader could check, are refused.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = text.Split('\n') is [{ Length: > 0 } origin, var size, var root, ""]
            && !origin.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+')
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && TreeHash.TryParse(root, out var hash)
                ? new Checkpoint(origin, count, hash)
                : null;

        return checkpoint is not null && checkpoint.Text == text;
    }
}
