using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Storage, statistics, compression and attribute options of a column back to what they were.</summary>
internal static class ColumnOptionText
{
    public static IEnumerable<string> Undo(ColumnDefinition column, EquatableList<string> after)
    {
        var before = column.Options;

        foreach (var option in after.Where(option => !before.Any(other => NameOf(other) == NameOf(option))))
        {
            yield return NameOf(option) switch
            {
                "storage" => $"SET STORAGE {StorageOf(column.Type)}",
                "statistics" => "SET STATISTICS -1",
                "compression" => "SET COMPRESSION default",
                var name => $"RESET ({name})",
            };
        }

        foreach (var option in before.Except(after))
        {
            var value = option[NameOf(option).Length..].TrimStart(' ', '=');

            yield return NameOf(option) switch
            {
                "storage" => $"SET STORAGE {value}",
                "statistics" => $"SET STATISTICS {value}",
                "compression" => $"SET COMPRESSION {value}",
                var name => $"SET ({name} = {value})",
            };
        }
    }

    // SET STORAGE DEFAULT is PostgreSQL 16's.
    private static string StorageOf(DataType type) => (type.ArrayDimensions, type.Name) switch
    {
        (0, "numeric" or "inet" or "cidr") => "MAIN",
        (0, "smallint" or "integer" or "bigint" or "real" or "double precision" or "boolean" or "uuid" or "date" or "name") => "PLAIN",
        (0, var name) when name.StartsWith("time", StringComparison.Ordinal) || name.StartsWith("interval", StringComparison.Ordinal) => "PLAIN",
        _ => "EXTENDED",
    };

    private static string NameOf(string option) => option.Split('=', ' ')[0];
}
