namespace ChangeGate.Sql.Sqlite.Lexing;

internal static class Keywords
{
    private const int LongestKeyword = 17;

    private static readonly Dictionary<string, Keyword>.AlternateLookup<ReadOnlySpan<char>> ByName = Enum
        .GetValues<Keyword>()
        .Where(keyword => keyword != Keyword.None)
        .ToDictionary(keyword => keyword.ToString(), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static Keyword Find(ReadOnlySpan<char> word) =>
        word.Length <= LongestKeyword && ByName.TryGetValue(word, out var keyword) ? keyword : Keyword.None;

    /// <summary>Can be a name without quotes.</summary>
    public static bool IsName(this Keyword keyword) => keyword is Keyword.None or > Keyword.Where;

    /// <summary>Can be an alias without AS, or a word of a type.</summary>
    public static bool IsPlainName(this Keyword keyword) => keyword is Keyword.None or > Keyword.Indexed;

    public static bool IsJoinWord(this Keyword keyword) => keyword is >= Keyword.Cross and <= Keyword.Right;
}
