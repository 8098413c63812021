namespace ChangeGate.Rollbacks;

/// <summary>
/// A migration may fill a column, forbid NULL in it and drop it. On the way back the column returns with the values that it had, some of them NULL, and for a
/// while NULL is forbidden: what a later statement allows again is not forbidden in between. Rows that the migration added have no such values: where they go later,
/// NULL is forbidden only behind that.
/// </summary>
internal static class PassingNotNull
{
    private const string Forbids = " SET NOT NULL";

    private const string Allows = " DROP NOT NULL";

    private const string Alters = "ALTER TABLE ";

    private const string OfColumn = " ALTER COLUMN ";

    // None of them makes, takes away or renames a table, nor needs a column without NULL.
    private static readonly string[] Harmless =
        ["UPDATE ", "INSERT ", "DELETE ", "SELECT setval(", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "DROP INDEX ", "CREATE TYPE ", "DROP TYPE ", "CREATE SEQUENCE ", "ALTER SEQUENCE ", "DROP SEQUENCE "];

    private static readonly string[] OfTables = ["CREATE TABLE ", "DROP TABLE ", Alters];

    /// <param name="statements">As ChangeGate writes them, in the order in which they run.</param>
    public static List<string> Without(List<string> statements)
    {
        List<string> left = [.. statements.Where((sql, at) => !IsPassing(sql, statements.Skip(at + 1)))];

        for (var at = left.Count - 1; at >= 0; at--)
        {
            if (IsAltering(left[at], Forbids) && LastDelete(left, at) is var place && place > at)
            {
                left.Insert(place + 1, left[at]);
                left.RemoveAt(at);
            }
        }

        return left;
    }

    // -1 where none can wait for it.
    private static int LastDelete(List<string> statements, int at)
    {
        var isHarmless = IsHarmless(statements[at]);
        var delete = $"DELETE FROM {TableOf(statements[at])} ";
        var last = -1;

        for (var index = at + 1; index < statements.Count && isHarmless(statements[index]); index++)
        {
            last = statements[index].StartsWith(delete, StringComparison.Ordinal) ? index : last;
        }

        return last;
    }

    // Allowing NULL stays: where it is allowed already, that does nothing.
    private static bool IsPassing(string sql, IEnumerable<string> later) =>
        IsAltering(sql, Forbids) && later.SkipWhile(IsHarmless(sql)).FirstOrDefault() == Opposite(sql);

    private static string Opposite(string forbids) => forbids[..^Forbids.Length] + Allows;

    // Keys, identities and replica identities need columns without NULL, and behind a name that comes and goes may be another table.
    private static Func<string, bool> IsHarmless(string forbids)
    {
        var table = TableOf(forbids);
        var column = forbids[(Alters.Length + table.Length + OfColumn.Length)..^Forbids.Length];

        return sql => sql != Opposite(forbids)
            && (StartsWithAny(sql, Harmless) || IsAltering(sql, Forbids) || IsAltering(sql, Allows) || IsElsewhere(sql, table) || LeavesColumn(sql, table, column));
    }

    private static string TableOf(string forbids) => forbids[Alters.Length..forbids.IndexOf(OfColumn, StringComparison.Ordinal)];

    private static bool IsElsewhere(string sql, string table) =>
        StartsWithAny(sql, OfTables) && !sql.Contains(table, StringComparison.Ordinal)
        && !sql.Contains(" RENAME ", StringComparison.Ordinal) && !sql.Contains(" SET SCHEMA ", StringComparison.Ordinal);

    // A foreign key asks for unique values alone.
    private static bool LeavesColumn(string sql, string table, string column) =>
        (sql.StartsWith(Alters, StringComparison.Ordinal) && sql.Contains(" FOREIGN KEY ", StringComparison.Ordinal))
        || (sql.StartsWith($"{Alters}{table} ", StringComparison.Ordinal) && sql != $"{Alters}{table} DROP COLUMN {column}" && StartsWithAny(sql[(Alters.Length + table.Length)..], [" ADD COLUMN ", " DROP COLUMN ", " DROP CONSTRAINT "]));

    private static bool StartsWithAny(string sql, string[] starts) => Array.Exists(starts, start => sql.StartsWith(start, StringComparison.Ordinal));

    private static bool IsAltering(string sql, string end) =>
        sql.StartsWith(Alters, StringComparison.Ordinal) && sql.Contains(OfColumn, StringComparison.Ordinal) && sql.EndsWith(end, StringComparison.Ordinal);
}
