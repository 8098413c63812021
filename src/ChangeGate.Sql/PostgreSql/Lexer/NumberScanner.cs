namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>Numbers: decimal, hexadecimal, octal, binary, with underscores between digits, fractions and exponents.</summary>
internal static class NumberScanner
{
    public static TokenKind Scan(string text, int start, int end, out int tokenEnd)
    {
        if (text[start] == '0' && start + 1 < end && RadixOf(text[start + 1]) is var radix and > 0)
        {
            tokenEnd = Digits(text, start + 2, end, radix);
            return Finish(text, end, tokenEnd > start + 2 ? TokenKind.Integer : TokenKind.Invalid, ref tokenEnd);
        }

        var kind = TokenKind.Integer;
        tokenEnd = text[start] == '.' ? start : Digits(text, start, end, 10);

        // `1..10` is a range of PL/pgSQL: the number ends before the dots.
        if (tokenEnd < end && text[tokenEnd] == '.' && !(tokenEnd + 1 < end && text[tokenEnd + 1] == '.'))
        {
            kind = TokenKind.Decimal;
            tokenEnd = Digits(text, tokenEnd + 1, end, 10);
        }

        if (tokenEnd < end && text[tokenEnd] is 'e' or 'E')
        {
            var sign = tokenEnd + 1 < end && text[tokenEnd + 1] is '+' or '-' ? 1 : 0;
            var exponentEnd = Digits(text, tokenEnd + 1 + sign, end, 10);
            kind = exponentEnd > tokenEnd + 1 + sign ? TokenKind.Decimal : TokenKind.Invalid;
            tokenEnd = exponentEnd;
        }

        return Finish(text, end, kind, ref tokenEnd);
    }

    /// <summary>Where the letters end that follow a number without a space.</summary>
    public static int JunkEnd(string text, int index, int end)
    {
        while (index < end && SqlLexer.IsIdentifierPart(text[index]))
        {
            index++;
        }

        return index;
    }

    private static TokenKind Finish(string text, int end, TokenKind kind, ref int tokenEnd)
    {
        if (tokenEnd >= end || !SqlLexer.IsIdentifierStart(text[tokenEnd]))
        {
            return kind;
        }

        tokenEnd = JunkEnd(text, tokenEnd, end);
        return TokenKind.Invalid;
    }

    private static int RadixOf(char c) => c switch
    {
        'x' or 'X' => 16,
        'o' or 'O' => 8,
        'b' or 'B' => 2,
        _ => 0,
    };

    private static int Digits(string text, int index, int end, int radix)
    {
        while (index < end)
        {
            if (IsDigit(text[index], radix))
            {
                index++;
            }
            else if (text[index] == '_' && index + 1 < end && IsDigit(text[index + 1], radix))
            {
                index += 2;
            }
            else
            {
                break;
            }
        }

        return index;
    }

    private static bool IsDigit(char c, int radix) => radix switch
    {
        16 => char.IsAsciiHexDigit(c),
        10 => char.IsAsciiDigit(c),
        _ => c >= '0' && c < '0' + radix,
    };
}
