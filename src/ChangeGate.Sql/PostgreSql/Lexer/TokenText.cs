using System.Globalization;
using System.Text;

namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>What names and constants say, as opposed to how they are written.</summary>
internal static class TokenText
{
    // NAMEDATALEN - 1
    private const int LongestIdentifier = 63;

    /// <summary>The name as the engine keeps it: folded unless quoted, cut to 63 bytes.</summary>
    public static string Identifier(string text, Token token)
    {
        var name = WholeIdentifier(text, token);

        return name.Length * 3 > LongestIdentifier ? Truncate(name) : name;
    }

    /// <summary>The engine does not keep all of the name.</summary>
    public static bool IsCut(string text, Token token) =>
        token.Length * 3 > LongestIdentifier && Encoding.UTF8.GetByteCount(WholeIdentifier(text, token)) > LongestIdentifier;

    /// <summary>The name before it is cut.</summary>
    public static string WholeIdentifier(string text, Token token)
    {
        var span = text.AsSpan(token.Start, token.Length);

        return token.Kind switch
        {
            TokenKind.QuotedIdentifier => Undouble(span[1..^1], '"'),
            TokenKind.UnicodeIdentifier => UnicodeText(span[3..], '"'),
            _ => NamePool.Of(span),
        };
    }

    /// <summary>The characters that a string constant stands for.</summary>
    public static string Value(string text, Token token)
    {
        var span = text.AsSpan(token.Start, token.Length);

        return token.Kind switch
        {
            TokenKind.String => Joined(span, 1, TokenKind.String),
            TokenKind.NationalString => Joined(span, 2, TokenKind.String),
            TokenKind.EscapeString => Joined(span, 2, TokenKind.EscapeString),
            TokenKind.UnicodeString => UnicodeText(span[3..], '\''),
            TokenKind.DollarString => Dollar(span),
            _ => span.ToString(),
        };
    }

    /// <summary>Length of <c>$tag$</c> in front of and behind a dollar-quoted constant.</summary>
    public static int DollarTagLength(ReadOnlySpan<char> span) => span[1..].IndexOf('$') + 2;

    private static string Dollar(ReadOnlySpan<char> span)
    {
        var tag = DollarTagLength(span);
        return span[tag..^tag].ToString();
    }

    // The engine folds ASCII letters only, in multi-byte encodings.
    private static string Truncate(string name)
    {
        var bytes = 0;
        var index = 0;

        while (index < name.Length)
        {
            Rune.DecodeFromUtf16(name.AsSpan(index), out var rune, out var length);
            bytes += rune.Utf8SequenceLength;

            if (bytes > LongestIdentifier)
            {
                return name[..index];
            }

            index += length;
        }

        return name;
    }

    private static string Undouble(ReadOnlySpan<char> span, char quote)
    {
        var text = span.ToString();
        return text.Contains(quote) ? text.Replace(new string(quote, 2), new string(quote, 1), StringComparison.Ordinal) : text;
    }

    private static string Joined(ReadOnlySpan<char> span, int prefix, TokenKind kind)
    {
        var value = new StringBuilder(span.Length);
        var index = prefix;

        while (index < span.Length)
        {
            var c = span[index];

            if (c == '\\' && kind == TokenKind.EscapeString)
            {
                index = EscapeSequence.Append(value, span, index);
            }
            else if (c != '\'')
            {
                value.Append(c);
                index++;
            }
            else if (index + 1 < span.Length && span[index + 1] == '\'')
            {
                value.Append('\'');
                index += 2;
            }
            else
            {
                // Behind a closing quote there is only white space and comments before the next piece, or nothing.
                index = NextPiece(span, index + 1);
            }
        }

        return value.ToString();
    }

    private static int NextPiece(ReadOnlySpan<char> span, int index)
    {
        while (index < span.Length && span[index] != '\'')
        {
            if (span[index] == '-')
            {
                var length = span[index..].IndexOfAny('\n', '\r');
                index = length < 0 ? span.Length : index + length;
            }
            else
            {
                index++;
            }
        }

        return index + 1;
    }

    // U&'…' and U&"…", perhaps with UESCAPE behind it.
    private static string UnicodeText(ReadOnlySpan<char> span, char quote)
    {
        var quoted = CutEscape(span, out var escape);
        return DecodeUnicode(quote == '"' ? Undouble(quoted[..^1], quote) : Joined(quoted, 0, TokenKind.String), escape);
    }

    private static ReadOnlySpan<char> CutEscape(ReadOnlySpan<char> span, out char escape)
    {
        escape = '\\';

        if (span.Length < 3 || span[^1] != '\'' || span[^3] != '\'')
        {
            return span;
        }

        var rest = span[..^3].TrimEnd();

        if (!rest.EndsWith("uescape", StringComparison.OrdinalIgnoreCase))
        {
            return span;
        }

        escape = span[^2];
        return rest[..^"uescape".Length].TrimEnd();
    }

    private static string DecodeUnicode(string body, char escape)
    {
        if (!body.Contains(escape))
        {
            return body;
        }

        var value = new StringBuilder(body.Length);

        for (var index = 0; index < body.Length; index++)
        {
            if (body[index] != escape)
            {
                value.Append(body[index]);
            }
            else if (index + 1 < body.Length && body[index + 1] == escape)
            {
                value.Append(escape);
                index++;
            }
            else
            {
                var digits = index + 1 < body.Length && body[index + 1] == '+' ? 6 : 4;
                var first = index + (digits == 6 ? 2 : 1);

                if (first + digits <= body.Length
                    && int.TryParse(body.AsSpan(first, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    EscapeSequence.AppendCodePoint(value, code);
                    index = first + digits - 1;
                }
                else
                {
                    value.Append(body[index]);
                }
            }
        }

        return value.ToString();
    }
}
