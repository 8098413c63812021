namespace ChangeGate.Policies;

/// <summary>The name that somebody most likely meant.</summary>
public static class NearestName
{
    /// <summary>null when no name is near: a guess that is far off helps nobody.</summary>
    public static string? To(string written, IEnumerable<string> names)
    {
        var limit = Math.Max(1, Math.Min(written.Length, 64) / 3);

        return names
            .Where(name => Math.Abs(name.Length - written.Length) <= limit || IsAbbreviation(written, name))
            .Select(name => (Name: name, Distance: IsAbbreviation(written, name) ? 1 : Distance(written, name)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>A remedy that lists what is known and says which name is near.</summary>
    public static string Remedy(string written, IReadOnlyCollection<string> names)
    {
        var known = $"Known here: {string.Join(", ", names.Select(name => $"`{name}`"))}.";
        return To(written, names) is { } near ? $"Did you mean `{near}`? {known}" : known;
    }

    private static bool IsAbbreviation(string written, string name) =>
        written.Length >= 4 && (name.StartsWith(written, StringComparison.OrdinalIgnoreCase) || written.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; letter case is free.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];

        for (var i = 0; i <= left.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var same = Equal(left[i - 1], right[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + same);

                if (i > 1 && j > 1 && Equal(left[i - 1], right[j - 2]) && Equal(left[i - 2], right[j - 1]))
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }

    private static bool Equal(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
