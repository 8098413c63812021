using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>A file as it was found, before anybody asked whether it is a migration.</summary>
/// <param name="Path">Relative to the folder of the migrations, with forward slashes.</param>
public sealed record ScriptFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    public Digest Digest { get; } = Digest.Of(Bytes.Span);
}
