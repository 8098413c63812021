using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChangeGate.Failures;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Ledgers;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Eight hexadecimal digits: of an ECDSA key the first of its fingerprint.</param>
/// <param name="Value">As its algorithm writes it; ours is DER.</param>
public sealed record NoteSignature(string Name, string KeyId, EquatableList<byte> Value);

/// <summary>A checkpoint as a signed note (c2sp.org/signed-note) with ECDSA P-256 signatures (type 0x02). What was parsed is not yet verified.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, EquatableList<NoteSignature> Signatures)
{
    private const int MostSignatures = 32;

    private const int KeyIdLength = 4;

    /// <summary>An em dash and a space.</summary>
    private const string SignatureMark = "\u2014 ";

    public static SignedCheckpoint Sign(Checkpoint checkpoint, SigningKey key) => new(
        checkpoint,
        [new NoteSignature(checkpoint.Origin, KeyIdOf(key.PublicKey), [.. key.Sign(Encoding.UTF8.GetBytes(checkpoint.Text))])]);

    /// <param name="name">How a person names the file.</param>
    public static SignedCheckpoint Parse(ReadOnlySpan<byte> file, string name) => TryParse(file, out var checkpoint)
        ? checkpoint
        : throw new GateException($"`{name}` is no signed checkpoint of a ledger.", "Give a checkpoint as `changegate evidence checkpoint` shows it, unchanged.");

    /// <summary>Exactly what <see cref="ToText"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        var text = Encoding.UTF8.GetString(file);
        var gap = text.LastIndexOf("\n\n", StringComparison.Ordinal);

        if (gap < 0 || !Checkpoint.TryParse(text[..(gap + 1)], out var body))
        {
            return false;
        }

        var lines = text[(gap + 2)..].Split('\n');
        var signatures = lines[..^1].Select(Read).ToList();

        if (signatures.Count is 0 or > MostSignatures || signatures.Contains(null))
        {
            return false;
        }

        var read = new SignedCheckpoint(body, [.. signatures.OfType<NoteSignature>()]);

        // Written again it must be the same: one text for one checkpoint.
        checkpoint = Encoding.UTF8.GetBytes(read.ToText()).AsSpan().SequenceEqual(file) ? read : null;
        return checkpoint is not null;
    }

    /// <summary>All notes of a file to which each was added behind the one before, as anchors are written.</summary>
    /// <param name="name">How a person names the file.</param>
    public static IReadOnlyList<SignedCheckpoint> ParseAll(ReadOnlySpan<byte> file, string name)
    {
        var notes = new List<SignedCheckpoint>();
        var note = new StringBuilder();
        var lines = Encoding.UTF8.GetString(file).Split('\n');

        for (var index = 0; index < lines.Length - 1; index++)
        {
            note.Append(lines[index]).Append('\n');

            if (lines[index].StartsWith(SignatureMark, StringComparison.Ordinal) && !lines[index + 1].StartsWith(SignatureMark, StringComparison.Ordinal))
            {
                notes.Add(Parse(Encoding.UTF8.GetBytes(note.ToString()), name));
                note.Clear();
            }
        }

        return notes.Count > 0 && note.Length == 0 && lines[^1].Length == 0 ? notes : [Parse(file, name)];
    }

    /// <summary>The one of the keys that signed it under the ledger's own name; null where none did.</summary>
    public PublicKey? SignerAmong(IEnumerable<PublicKey> keys)
    {
        var text = Encoding.UTF8.GetBytes(Checkpoint.Text);

        return keys.FirstOrDefault(key => Signatures.Any(signature =>
            signature.Name == Checkpoint.Origin && signature.KeyId == KeyIdOf(key) && key.Verifies(text, signature.Value.AsSpan())));
    }

    public string ToText() =>
        $"{Checkpoint.Text}\n{string.Concat(Signatures.Select(static signature => $"{SignatureMark}{signature.Name} {Convert.ToBase64String([.. Convert.FromHexString(signature.KeyId), .. signature.Value])}\n"))}";

    private static string KeyIdOf(PublicKey key) => key.Fingerprint.Hex[..(KeyIdLength * 2)];

    private static NoteSignature? Read(string line)
    {
        if (!line.StartsWith(SignatureMark, StringComparison.Ordinal) || line[SignatureMark.Length..].Split(' ') is not [{ Length: > 0 } name, var base64])
        {
            return null;
        }

        var bytes = new byte[base64.Length];

        return Convert.TryFromBase64String(base64, bytes, out var count) && count > KeyIdLength
            ? new NoteSignature(name, Convert.ToHexStringLower(bytes, 0, KeyIdLength), [.. bytes[KeyIdLength..count]])
            : null;
    }
}
