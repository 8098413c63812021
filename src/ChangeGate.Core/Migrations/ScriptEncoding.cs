using System.Text;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>
/// Bytes to text, without a guess: UTF-8 (with or without a byte order mark), or UTF-16 where a mark says so. Anything else is not decoded,
/// because text that was judged must be the text that runs.
/// </summary>
public static class ScriptEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly UnicodeEncoding Utf16LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    private static readonly UnicodeEncoding Utf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file that must be one.</summary>
    public static SourceText Read(ScriptFile file) => Decode(file) is { Problem: { } problem }
        ? throw new GateException($"'{file.Path}' cannot be read: {problem}", "Save it as UTF-8.")
        : Decode(file).Text;

    internal static (SourceText Text, string? Problem) Decode(ScriptFile file)
    {
        var bytes = file.Bytes.Span;

        try
        {
            var text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Utf8.GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => Utf16LittleEndian.GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => Utf16BigEndian.GetString(bytes[2..]),
                _ => Utf8.GetString(bytes),
            };

            return (new SourceText(file.Path, text), null);
        }
        catch (DecoderFallbackException failure)
        {
            return (new SourceText(file.Path, ""), $"The bytes are not UTF-8 (first bad byte near offset {failure.Index}).");
        }
    }

    /// <summary>The raw bytes that a text was decoded from, found by their digest; null where none of the encodings gives them.</summary>
    public static byte[]? Encode(SourceText text, Digest digest)
    {
        try
        {
            byte[][] candidates =
            [
                Utf8.GetBytes(text.Content),
                [0xEF, 0xBB, 0xBF, .. Utf8.GetBytes(text.Content)],
                [0xFF, 0xFE, .. Utf16LittleEndian.GetBytes(text.Content)],
                [0xFE, 0xFF, .. Utf16BigEndian.GetBytes(text.Content)],
            ];

            return candidates.FirstOrDefault(candidate => Digest.Of(candidate) == digest);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
