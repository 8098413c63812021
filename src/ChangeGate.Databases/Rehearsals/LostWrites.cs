namespace ChangeGate.Databases.Rehearsals;

/// <summary>Compares what clients left of a table with what a rollback made of it. Only tables, columns and numbers are said.</summary>
internal static class LostWrites
{
    /// <param name="found">When the clients came.</param>
    /// <param name="left">When they went.</param>
    /// <param name="kept">After the rollback.</param>
    /// <param name="adds">The migration adds rows of its own, which go with it.</param>
    /// <returns>null where nothing is lost.</returns>
    public static string? Between(ClientContent found, ClientContent left, ClientContent kept, bool adds)
    {
        var table = found.Table;
        var untouched = found.Rows.Keys.Where(key => left.Rows.TryGetValue(key, out var row) && row.SequenceEqual(found.Rows[key])).ToList();

        // A table that was dropped and made again is another one, and takes its rows along.
        if (table.MayBeAnother && !untouched.Exists(kept.Rows.ContainsKey))
        {
            return null;
        }

        var inserted = left.Rows.Keys.Where(key => !found.Rows.ContainsKey(key)).ToList();
        var missing = inserted.Count(key => !kept.Rows.ContainsKey(key));
        var back = table.Key.Count == 0 ? 0 : found.Rows.Keys.Count(key => !left.Rows.ContainsKey(key) && kept.Rows.ContainsKey(key));
        var changed = table.Key.Count == 0 ? [] : found.Rows.Keys.Where(key => left.Rows.ContainsKey(key) && !untouched.Contains(key)).ToList();
        var vanished = adds ? 0 : changed.Count(key => !kept.Rows.ContainsKey(key));
        var columns = inserted.Select(key => (Key: key, Before: (string?[]?)null)).Concat(changed.Select(key => (Key: key, Before: (string?[]?)found.Rows[key])))
            .Where(row => kept.Rows.ContainsKey(row.Key))
            .SelectMany(row => table.Columns.Where((_, place) => left.Rows[row.Key][place] != kept.Rows[row.Key][place] && (row.Before is null || row.Before[place] != left.Rows[row.Key][place])))
            .Distinct().Order(StringComparer.Ordinal).Select(column => $"`{column}`").ToList();

        string?[] said =
        [
            missing == 0 ? null : $"{missing} of {inserted.Count} inserted rows are gone",
            vanished == 0 ? null : $"{vanished} of {changed.Count} changed rows are gone",
            back == 0 ? null : $"{back} deleted rows are back",
            columns.Count == 0 ? null : $"what was written into {string.Join(", ", columns)} is overwritten",
        ];

        return said.OfType<string>().ToList() is { Count: > 0 } all ? $"of `{table.Name}` {string.Join(", ", all)}" : null;
    }
}
