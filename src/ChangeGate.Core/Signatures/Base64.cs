using System.Buffers;
using Codec = System.Buffers.Text.Base64;

namespace ChangeGate.Signatures;

/// <summary>Base64 in either alphabet, padded or not, as DSSE asks of its readers; one text for one value otherwise.</summary>
internal static class Base64
{
    private const int Quantum = 4;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static readonly SearchValues<byte> OfAddresses = SearchValues.Create("-_"u8);

    /// <summary>In the standard alphabet, padded, as UTF-8.</summary>
    public static byte[] Write(ReadOnlySpan<byte> bytes)
    {
        var text = new byte[Codec.GetMaxEncodedToUtf8Length(bytes.Length)];
        _ = Codec.EncodeToUtf8(bytes, text, out _, out _); // There is room for all of it.

        return text;
    }

    /// <param name="text">In UTF-8.</param>
    /// <param name="name">What it is called, for the failure.</param>
    /// <exception cref="FormatException">The text is not base64, or has stray bits at its end.</exception>
    public static byte[] Read(ReadOnlySpan<byte> text, string name)
    {
        var standard = (text.ContainsAny(OfAddresses) ? Standard(text) : text).TrimEnd((byte)'=');
        var whole = standard[..(standard.Length / Quantum * Quantum)];
        var rest = standard[whole.Length..];
        Span<byte> last = [(byte)'=', (byte)'=', (byte)'=', (byte)'='];
        rest.CopyTo(last);
        Span<byte> end = stackalloc byte[3];
        Span<byte> again = stackalloc byte[Quantum];
        var bytes = new byte[(whole.Length / Quantum * 3) + (rest.Length * 3 / Quantum)];
        var more = 0;

        // Decoders skip white space and ignore stray bits: the first has no place in the alphabet, and writing the end again shows the second.
        return standard.ContainsAnyExcept(Alphabet)
            || Codec.DecodeFromUtf8(whole, bytes, out _, out var written) != OperationStatus.Done
            || (rest.Length > 0 && (Codec.DecodeFromUtf8(last, end, out _, out more) != OperationStatus.Done
                || Codec.EncodeToUtf8(end[..more], again, out _, out _) != OperationStatus.Done
                || !again.SequenceEqual(last)
                || !end[..more].TryCopyTo(bytes.AsSpan(written))))
            ? throw new FormatException($"has a `{name}` that is not base64")
            : bytes;
    }

    private static byte[] Standard(ReadOnlySpan<byte> text)
    {
        var standard = text.ToArray();
        standard.AsSpan().Replace((byte)'-', (byte)'+');
        standard.AsSpan().Replace((byte)'_', (byte)'/');

        return standard;
    }
}
