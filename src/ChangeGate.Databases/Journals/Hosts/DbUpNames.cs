using ChangeGate.Policies;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>Finds out from the names in a table of DbUp how it makes them of files.</summary>
internal static class DbUpNames
{
    /// <param name="setting">Where the table lies.</param>
    /// <param name="rows">Names in the table.</param>
    /// <param name="paths">Files of the folder.</param>
    /// <returns>The setting under which every row has a file; as it was where none is.</returns>
    public static JournalSetting Recognize(JournalSetting setting, IReadOnlyList<string> rows, IReadOnlyList<string> paths)
    {
        var relative = paths.Select(path => path.Replace('/', '.').TrimStart('.')).ToHashSet(StringComparer.Ordinal);
        var names = paths.Select(path => path[(path.LastIndexOf('/') + 1)..]).ToHashSet(StringComparer.Ordinal);

        if (rows.Count == 0 || rows.All(relative.Contains))
        {
            return setting;
        }

        if (rows.All(names.Contains))
        {
            return setting with { Names = ScriptNaming.FileName };
        }

        // What stands before the same file in every row is the name of an assembly and of folders in it.
        var prefix = relative
            .Where(name => rows[0].EndsWith("." + name, StringComparison.Ordinal))
            .Select(name => rows[0][..^name.Length])
            .FirstOrDefault(prefix => rows.All(row => row.StartsWith(prefix, StringComparison.Ordinal) && relative.Contains(row[prefix.Length..])));

        return prefix is null ? setting : setting with { Names = ScriptNaming.Embedded, Prefix = prefix };
    }
}
