namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>Finds where string constants end.</summary>
internal static class StringScanner
{
    /// <summary>One past the last quote, with the pieces that continue on further lines; -1 where it never ends.</summary>
    /// <param name="index">The first character behind the opening quote.</param>
    public static int FindEnd(string text, int index, int end, TokenKind kind)
    {
        while (true)
        {
            var close = FindClosingQuote(text, index, end, kind);

            if (close < 0)
            {
                return -1;
            }

            var next = FindContinuation(text, close + 1, end);

            if (next < 0)
            {
                return close + 1;
            }

            index = next + 1;
        }
    }

    /// <summary>One past the dollar that ends <c>$tag$</c>; -1 where no tag stands here.</summary>
    public static int FindDollarTagEnd(string text, int start, int end)
    {
        var index = start + 1;

        if (index < end && text[index] != '$' && !SqlLexer.IsIdentifierStart(text[index]))
        {
            return -1;
        }

        while (index < end && text[index] != '$' && SqlLexer.IsIdentifierPart(text[index]))
        {
            index++;
        }

        return index < end && text[index] == '$' ? index + 1 : -1;
    }

    private static int FindClosingQuote(string text, int index, int end, TokenKind kind)
    {
        while (true)
        {
            var rest = text.AsSpan(index, end - index);
            var offset = kind == TokenKind.EscapeString ? rest.IndexOfAny('\'', '\\') : rest.IndexOf('\'');

            if (offset < 0)
            {
                return -1;
            }

            index += offset;

            if (text[index] == '\\')
            {
                index = Math.Min(index + 2, end);
            }
            else if (kind != TokenKind.BitString && index + 1 < end && text[index + 1] == '\'')
            {
                index += 2;
            }
            else
            {
                return index;
            }
        }
    }

    // Manual 4.1.2.1: constants separated only by white space with at least one newline are one constant; line comments count as white space.
    private static int FindContinuation(string text, int index, int end)
    {
        var newline = false;

        while (index < end)
        {
            var c = text[index];

            if (c == '\'')
            {
                return newline ? index : -1;
            }

            if (c == '-' && index + 1 < end && text[index + 1] == '-')
            {
                var length = text.AsSpan(index, end - index).IndexOfAny('\n', '\r');
                index = length < 0 ? end : index + length;
            }
            else if (SqlLexer.IsSpace(c))
            {
                newline |= c is '\n' or '\r';
                index++;
            }
            else
            {
                return -1;
            }
        }

        return -1;
    }
}
