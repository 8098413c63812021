using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Sql.Sqlite.Syntax;

internal static class SqliteNames
{
    public static string Quote(string identifier) =>
        IsPlain(identifier) ? identifier : $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Can stand without quotes anywhere. Every keyword is quoted: many are names in one place and not in the next.</summary>
    public static bool IsPlain(string identifier) =>
        identifier.Length > 0
        && (char.IsAsciiLetter(identifier[0]) || identifier[0] == '_')
        && identifier.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && Keywords.Find(identifier) == Keyword.None
        && !identifier.Equals("true", StringComparison.OrdinalIgnoreCase)
        && !identifier.Equals("false", StringComparison.OrdinalIgnoreCase);
}
