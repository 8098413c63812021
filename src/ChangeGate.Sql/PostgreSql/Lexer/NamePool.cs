namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>
/// The names that a thread read last, folded as PostgreSQL folds them. A history says the same few names over and over: one text for each of them costs
/// less memory, and is found equal by looking at its address.
/// </summary>
internal static class NamePool
{
    private const int Size = 1024;
    private const int LongestKept = 64;

    [ThreadStatic]
    private static string?[]? _names;

    public static string Of(ReadOnlySpan<char> written)
    {
        if (written.Length > LongestKept)
        {
            return Folded(written).ToString();
        }

        Span<char> folded = stackalloc char[written.Length];
        Fold(written, folded);
        var names = _names ??= new string?[Size];
        ref var kept = ref names[string.GetHashCode(folded) & (Size - 1)];

        return kept is not null && folded.SequenceEqual(kept) ? kept : kept = folded.ToString();
    }

    private static ReadOnlySpan<char> Folded(ReadOnlySpan<char> written)
    {
        var folded = new char[written.Length];
        Fold(written, folded);

        return folded;
    }

    // Only letters of ASCII: others stay as they are written (PostgreSQL, downcase_identifier, in a database of UTF-8).
    private static void Fold(ReadOnlySpan<char> written, Span<char> folded)
    {
        for (var index = 0; index < written.Length; index++)
        {
            folded[index] = char.IsAsciiLetterUpper(written[index]) ? (char)(written[index] | 0x20) : written[index];
        }
    }
}
