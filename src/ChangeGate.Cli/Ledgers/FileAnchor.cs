using System.Text;
using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>A file that checkpoints are added to; on another machine, where only adding is allowed.</summary>
internal sealed record FileAnchor(string Path) : Anchor(Path)
{
    public override string Keep(SignedCheckpoint checkpoint)
    {
        try
        {
            if (Read().Any(kept => kept.Checkpoint.Checkpoint == checkpoint.Checkpoint))
            {
                return Path;
            }

            using var file = new FileStream(Path, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(checkpoint.ToText()));
            file.Flush(flushToDisk: true);

            return Path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The checkpoint could not be added to '{Path}': {failure.Message}", "Name a file that this user may write to.", failure);
        }
    }

    public override IReadOnlyList<(string Where, SignedCheckpoint Checkpoint)> Read() =>
        File.Exists(Path) && File.ReadAllBytes(Path) is { Length: > 0 } file ? [.. SignedCheckpoint.ParseAll(file, Path).Select(checkpoint => (Path, checkpoint))] : [];
}
