using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ChangeGate.Text;

/// <summary>SHA-256 of exact bytes, written <c>sha256:</c> and 64 lower-case hexadecimal digits. The zero value is no digest and equals nothing else.</summary>
public readonly record struct Digest
{
    private const string Prefix = "sha256:";

    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>64 lower-case hexadecimal digits; empty for the zero value.</summary>
    public string Hex => _hex ?? "";

    /// <summary>Twelve digits in groups of four, for a person to compare: <c>7f3c 91aa 04de</c>.</summary>
    public string Short => _hex is null ? "" : $"{_hex[..4]} {_hex[4..8]} {_hex[8..12]}";

    public static Digest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;

        if (text is null || text.Length != Prefix.Length + 64 || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var hex = text[Prefix.Length..];

        if (!hex.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        digest = new Digest(hex);
        return true;
    }

    public override string ToString() => _hex is null ? "(no digest)" : Prefix + _hex;
}
