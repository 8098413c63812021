using System.Buffers;

namespace ChangeGate.Signatures;

/// <summary>Base64 in either alphabet, padded or not, as DSSE asks of its readers; one text for one value otherwise.</summary>
internal static class Base64
{
    private const int Quantum = 4;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <exception cref="FormatException">The text is not base64, or has stray bits at its end.</exception>
    public static byte[] Read(string text, string name)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').AsSpan().TrimEnd('=');
        var whole = standard[..(standard.Length / Quantum * Quantum)];
        var rest = standard[whole.Length..].ToString();
        var last = rest.Length == 0 ? rest : rest.PadRight(Quantum, '=');
        Span<byte> end = stackalloc byte[3];
        var bytes = new byte[(whole.Length / Quantum * 3) + (rest.Length * 3 / Quantum)];

        // Decoders skip white space and ignore stray bits: the first has no place in the alphabet, and writing the end again shows the second.
        return standard.ContainsAnyExcept(Alphabet)
            || !Convert.TryFromBase64Chars(whole, bytes, out var written)
            || !Convert.TryFromBase64String(last, end, out var more)
            || Convert.ToBase64String(end[..more]) != last
            || !end[..more].TryCopyTo(bytes.AsSpan(written))
            ? throw new FormatException($"has a `{name}` that is not base64")
            : bytes;
    }
}
