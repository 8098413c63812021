using System.Text;

namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>Backslash escapes of E'…' (manual 4.1.2.2).</summary>
internal static class EscapeSequence
{
    /// <summary>Appends what the escape at <paramref name="index"/> stands for and says where it ends.</summary>
    public static int Append(StringBuilder value, ReadOnlySpan<char> span, int index)
    {
        if (index + 1 >= span.Length)
        {
            return index + 1;
        }

        var c = span[index + 1];

        switch (c)
        {
            case 'x':
                return AppendNumber(value, span, index + 2, new Digits(16, 2));
            case 'u':
                return AppendNumber(value, span, index + 2, new Digits(16, 4));
            case 'U':
                return AppendNumber(value, span, index + 2, new Digits(16, 8));
            case >= '0' and <= '7':
                return AppendNumber(value, span, index + 1, new Digits(8, 3));
            default:
                value.Append(c switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'v' => '\v',
                    _ => c,
                });
                return index + 2;
        }
    }

    public static void AppendCodePoint(StringBuilder value, int code)
    {
        if (Rune.IsValid(code))
        {
            value.Append(new Rune(code).ToString());
        }
        else
        {
            // Halves of a surrogate pair may be written one after the other.
            value.Append(code <= char.MaxValue && code >= 0 ? (char)code : '\uFFFD');
        }
    }

    private static int AppendNumber(StringBuilder value, ReadOnlySpan<char> span, int index, Digits digits)
    {
        var code = 0;
        var start = index;

        while (index < span.Length && index - start < digits.Most && char.IsAsciiHexDigit(span[index]) && (digits.Radix == 16 || span[index] is >= '0' and <= '7'))
        {
            code = unchecked((code * digits.Radix) + Convert.ToInt32(span[index].ToString(), 16));
            index++;
        }

        if (index == start)
        {
            value.Append(span[start - 1]);
        }
        else
        {
            AppendCodePoint(value, code);
        }

        return index;
    }

    private readonly record struct Digits(int Radix, int Most);
}
