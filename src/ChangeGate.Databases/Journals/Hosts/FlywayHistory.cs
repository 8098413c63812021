using System.Globalization;
using ChangeGate.Migrations;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>What Flyway's rows come to, read in the order in which they were written: later ones undo, delete or repeat earlier ones.</summary>
internal static class FlywayHistory
{
    /// <param name="stored">By rank.</param>
    /// <param name="files">What a baseline stands for is told by their versions.</param>
    public static IEnumerable<HostRow> Standing(IEnumerable<FlywayJournal.Stored> stored, IReadOnlyList<Migration> files)
    {
        var standing = new Dictionary<string, HostRow>(StringComparer.Ordinal);

        foreach (var row in stored)
        {
            var key = KeyOf(row);

            switch (row.Type)
            {
                case "SCHEMA":
                    break;
                case "BASELINE" when row.Version is { } version && FlywayName.IsVersion(version):
                    foreach (var covered in Until(version, files))
                    {
                        standing.TryAdd(covered.Key, new HostRow(covered.Key, covered.Name));
                    }

                    break;
                case "DELETE":
                case var undo when undo.StartsWith("UNDO", StringComparison.Ordinal):
                    standing.Remove(key);
                    break;
                default:
                    standing[key] = new HostRow(key, row.Script)
                    {
                        Checksum = row.Checksum?.ToString(CultureInfo.InvariantCulture),
                        Problem = row.Success ? null : "written down as failed",
                    };
                    break;
            }
        }

        return standing.Values;
    }

    // Flyway runs nothing that is not above its baseline.
    private static IEnumerable<(string Key, string Name)> Until(string version, IReadOnlyList<Migration> files) =>
        from file in files
        let name = FlywayName.Of(file.Path)
        where name is { Version: { } own } && FlywayName.CompareVersions(own, version) <= 0
        select (name.Key, file.Path);

    private static string KeyOf(FlywayJournal.Stored row) => row.Version is { } version && FlywayName.IsVersion(version)
        ? new FlywayName(version, row.Description).Key
        : row.Version is null ? new FlywayName(null, row.Description).Key : row.Script;
}
