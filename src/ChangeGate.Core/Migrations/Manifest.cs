using System.Globalization;
using System.Text;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>Bytes to be digested, in which every value stands with its length, so that no two different contents share them. docs/digest.md describes them.</summary>
internal sealed class Manifest : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly MemoryStream _bytes = new();

    /// <param name="version">What it is a manifest of: its first line, so that one is never taken for another.</param>
    public Manifest(string version) => _bytes.Write(StrictUtf8.GetBytes($"{version}\n"));

    public void Add(string name, int count) => Add(name, count.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, Digest digest) =>
        Add(name, digest == default ? throw new ArgumentException("What lacks one of its digests has none of its own.", name) : digest.ToString());

    public void Add(string name, string? value)
    {
        if (value is null)
        {
            _bytes.Write(StrictUtf8.GetBytes($"{name} -\n"));
            return;
        }

        var bytes = Encode(value);
        _bytes.Write(StrictUtf8.GetBytes($"{name} {bytes.Length.ToString(CultureInfo.InvariantCulture)}:"));
        _bytes.Write(bytes);
        _bytes.WriteByte((byte)'\n');
    }

    public byte[] ToArray() => _bytes.ToArray();

    public void Dispose() => _bytes.Dispose();

    private static byte[] Encode(string value)
    {
        try
        {
            return StrictUtf8.GetBytes(value);
        }
        catch (EncoderFallbackException)
        {
            // Replacing what is broken would give two different names one digest.
            throw new GateException($"The name `{value.Replace('\uFFFD', '?')}` is not valid Unicode.", "Rename the file.");
        }
    }
}
