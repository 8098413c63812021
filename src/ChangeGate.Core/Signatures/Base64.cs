namespace ChangeGate.Signatures;

/// <summary>Base64 in either alphabet, padded or not, as DSSE asks of its readers; one text for one value otherwise.</summary>
internal static class Base64
{
    /// <exception cref="FormatException">The text is not base64, or has stray bits at its end.</exception>
    public static byte[] Read(string text, string name)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];

        // Decoders skip white space and ignore stray bits: writing again shows whether this one had to.
        return Convert.TryFromBase64String(padded, bytes, out var count) && Convert.ToBase64String(bytes, 0, count) == padded
            ? bytes[..count]
            : throw new FormatException($"has a `{name}` that is not base64");
    }
}
