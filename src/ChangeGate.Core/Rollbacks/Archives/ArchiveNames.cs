using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>
/// Names of archives: from the migration's digest and the object, the same on every machine. Letters, digits and underscores only, never more
/// than 63 bytes, and with a digest of what is kept, so that no two objects share one and no hostile name gets through.
/// </summary>
internal sealed class ArchiveNames(Dialect dialect, Digest migration)
{
    /// <summary>PostgreSQL: where archives live. SQLite has no schemas: there it is a prefix.</summary>
    public const string Schema = "changegate_archive";

    private const int ReadablePart = 36;

    public ObjectName For(string use, ObjectName source)
    {
        var readable = new string([.. source.Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').Take(ReadablePart)]);
        var exact = Digest.Of($"{use}\0{source.Schema}\0{source.Name}").Hex[..8];
        var name = $"{migration.Hex[..8]}_{readable}_{exact}";

        return dialect == Dialect.Sqlite ? new ObjectName(null, $"{Schema}_{name}") : new ObjectName(Schema, name);
    }
}
