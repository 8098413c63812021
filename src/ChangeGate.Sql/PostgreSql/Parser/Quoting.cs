using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Identifiers as the engine's <c>quote_identifier</c> writes them.</summary>
internal static class Quoting
{
    public static string Quote(string identifier)
    {
        if (IsPlain(identifier) && Keywords.Find(identifier) is var keyword && (keyword == Keyword.NoKeyword || Keywords.IsUnreserved(keyword)))
        {
            return identifier;
        }

        return $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Quote(ObjectName name) => name.Schema is null ? Quote(name.Name) : $"{Quote(name.Schema)}.{Quote(name.Name)}";

    public static string Path(string? before, string name) => before is null ? Quote(name) : $"{before}.{Quote(name)}";

    private static bool IsPlain(string identifier)
    {
        if (identifier.Length == 0 || !(char.IsAsciiLetterLower(identifier[0]) || identifier[0] == '_'))
        {
            return false;
        }

        foreach (var c in identifier)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
