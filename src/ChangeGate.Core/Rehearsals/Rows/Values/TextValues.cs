using System.Text;

namespace ChangeGate.Rehearsals.Rows.Values;

internal static class TextValues
{
    // An index takes no key of more than about 2,700 bytes.
    private const int LongestIndexed = 600;

    // More than fits into a row of PostgreSQL beside others (it is moved out of the table, TOAST), and not so much that filling takes long.
    private const int Longest = 4_100;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Odd =
    [
        "", " ", "é", "e\u0301", "Value1001", " value1001 ", "\U0001F469\u200D\U0001F4BB\U0001F600", "\u05E9\u05DC\u05D5\u05DD \u200F", "0", "it's \"\\ %_", "-1", "NULL", "line\nbreak\t", "2020-02-30",
    ];

    /// <param name="limit">In characters; null where there is none.</param>
    /// <param name="isIndexed">Somewhere its values are keys.</param>
    public static ValueSource Of(int? limit, bool isIndexed)
    {
        var longest = Math.Min(limit ?? Longest, isIndexed ? LongestIndexed : Longest);
        var edges = Odd.Prepend(Long(longest)).Where(text => Length(text) <= longest);

        return new ValueSource
        {
            Edges = [.. edges.Select(Cell.Text)],
            Ordinary = number => Cell.Text(Ordinary(number, limit)),
            From = wanted => wanted is string text && Length(text) <= (limit ?? int.MaxValue) ? Cell.Text(text) : null,
            IsText = true,
        };
    }

    /// <summary>As <c>character(n)</c>, which does not see spaces at the end.</summary>
    public static ValueSource Padded(int length, bool isIndexed)
    {
        var text = Of(length, isIndexed);

        return text with
        {
            Edges = [.. text.Edges.Select(Trimmed)],
            From = wanted => text.From(wanted) is { } cell ? Trimmed(cell) : null,
        };
    }

    /// <summary>Where case means nothing.</summary>
    public static ValueSource WithoutCase(ValueSource text) => text with
    {
        Edges = [.. text.Edges.Select(cell => Lower(cell))],
        From = wanted => text.From(wanted) is { } cell ? Lower(cell) : null,
    };

    /// <summary>In characters as the engines count them.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    public static string Ordinary(long number, int? limit)
    {
        var text = $"value{1001 + number}";

        return limit is { } length && length < text.Length ? Short(number, Math.Max(length, 1)) : text;
    }

    private static string Short(long number, int length)
    {
        var text = new StringBuilder(length);

        for (var left = number + 10; text.Length < length; left /= Digits.Length)
        {
            text.Insert(0, Digits[(int)(left % Digits.Length)]);
        }

        return text.ToString();
    }

    private static string Long(int length)
    {
        var text = new string('x', Math.Max(0, length - 1));

        return length > 0 ? text + "é" : text;
    }

    private static Cell Trimmed(Cell cell) => cell.Value is string text ? cell with { Value = text.TrimEnd(' ') } : cell;

    private static Cell Lower(Cell cell) => cell.Value is string text ? cell with { Value = text.ToLowerInvariant() } : cell;
}
