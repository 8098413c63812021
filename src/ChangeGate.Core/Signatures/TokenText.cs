using System.Buffers.Text;

namespace ChangeGate.Signatures;

/// <summary>The base64url of tokens and their keys (RFC 7515): one text for one value, without padding.</summary>
internal static class TokenText
{
    /// <summary>null where the text is not written as it must be.</summary>
    public static byte[]? Decode(string text)
    {
        if (text.Length == 0 || text.Length % 4 == 1 || !text.All(IsOfAlphabet))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);

        // Stray bits at the end would make a second text for the same value.
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static bool IsOfAlphabet(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
