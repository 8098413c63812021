namespace ChangeGate.Rollbacks;

/// <summary>
/// A migration may fill a column, forbid NULL in it and drop it. On the way back the column returns with the values that it had, some of them NULL, and for a
/// while NULL is forbidden: what a later statement allows again is not forbidden in between.
/// </summary>
internal static class PassingNotNull
{
    private const string Forbids = " SET NOT NULL";

    private const string Allows = " DROP NOT NULL";

    /// <param name="statements">As ChangeGate writes them, in the order in which they run.</param>
    public static List<string> Without(List<string> statements) => [.. statements.Where((sql, at) => !IsPassing(sql, statements.Skip(at + 1)))];

    // Allowing NULL stays: where it is allowed already, that does nothing.
    private static bool IsPassing(string sql, IEnumerable<string> later) =>
        IsAltering(sql, Forbids) && later.SkipWhile(IsHarmless(sql)).FirstOrDefault() == Opposite(sql);

    private static string Opposite(string forbids) => forbids[..^Forbids.Length] + Allows;

    // Keys, identities and replica identities need columns without NULL, and behind a name that comes and goes may be another table.
    private static Func<string, bool> IsHarmless(string forbids) => sql =>
        sql != Opposite(forbids)
        && (sql.StartsWith("UPDATE ", StringComparison.Ordinal) || sql.StartsWith("INSERT ", StringComparison.Ordinal) || IsAltering(sql, Forbids) || IsAltering(sql, Allows));

    private static bool IsAltering(string sql, string end) =>
        sql.StartsWith("ALTER TABLE ", StringComparison.Ordinal) && sql.Contains(" ALTER COLUMN ", StringComparison.Ordinal) && sql.EndsWith(end, StringComparison.Ordinal);
}
