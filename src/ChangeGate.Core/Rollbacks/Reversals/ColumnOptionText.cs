using ChangeGate.Changes;
using ChangeGate.Schemas.Folding;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Storage, statistics, compression and attribute options of a column back to what they were.</summary>
internal static class ColumnOptionText
{
    public static IEnumerable<string> Undo(ColumnDefinition column, EquatableList<string> after)
    {
        var before = column.Options;

        foreach (var option in after.Where(option => !before.Any(other => ColumnOptions.NameOf(other) == ColumnOptions.NameOf(option))))
        {
            yield return ColumnOptions.NameOf(option) switch
            {
                // SET STORAGE DEFAULT is PostgreSQL 16's.
                "storage" => $"SET STORAGE {ColumnOptions.UsualStorage(column.Type).ToUpperInvariant()}",
                "statistics" => "SET STATISTICS -1",
                "compression" => "SET COMPRESSION default",
                var name => $"RESET ({name})",
            };
        }

        foreach (var option in before.Except(after))
        {
            var value = option[ColumnOptions.NameOf(option).Length..].TrimStart(' ', '=');

            yield return ColumnOptions.NameOf(option) switch
            {
                "storage" => $"SET STORAGE {value}",
                "statistics" => $"SET STATISTICS {value}",
                "compression" => $"SET COMPRESSION {value}",
                var name => $"SET ({name} = {value})",
            };
        }
    }
}
