namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>
/// PostgreSQL's lexical rules (manual 4.1), with standard_conforming_strings on. Knows nothing of statements; gives white space and comments
/// as tokens too, so that no character is lost. Anything it is given becomes tokens, in time linear in its length.
/// </summary>
internal sealed class SqlLexer(string text, int start, int end)
{
    // Up to here the text is a run of signs that was cut from an operator: each is a token of its own, and is not looked at again.
    private int _signsUntil;

    public string Text { get; } = text;

    public int Position { get; set; } = start;

    public int EndOffset { get; } = end;

    public Token Next()
    {
        if (Position >= EndOffset)
        {
            return new Token(TokenKind.End, Keyword.NoKeyword, EndOffset, 0);
        }

        var c = Text[Position];

        return c switch
        {
            _ when IsSpace(c) || (c == '\uFEFF' && Position == 0) => WhiteSpace(),
            '-' when At(1) == '-' => Take(TokenKind.Comment, LineCommentEnd(Position)),
            '/' when At(1) == '*' => BlockComment(),
            '\'' => Quoted(TokenKind.String, 1),
            '"' => QuotedIdentifier(TokenKind.QuotedIdentifier, 1),
            '$' => Dollar(),
            _ when IsIdentifierStart(c) => Word(c),
            _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(1))) => Take(NumberScanner.Scan(Text, Position, EndOffset, out var numberEnd), numberEnd),
            _ when IsOperatorCharacter(c) => Operator(),
            _ => Punctuation(c),
        };
    }

    /// <summary>A psql command, from its backslash to the end of the line or to <c>\\</c>.</summary>
    public Token ReadMetaCommand(int backslash)
    {
        Position = backslash;
        return Take(TokenKind.MetaCommand, MetaCommandScanner.FindEnd(Text, backslash, EndOffset));
    }

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';

    public static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    public static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsAsciiDigit(c) || c == '$';

    private static bool IsOperatorCharacter(char c) => c is '~' or '!' or '@' or '#' or '^' or '&' or '|' or '`' or '?' or '+' or '-' or '*' or '/' or '%' or '<' or '>' or '=';

    // These characters let an operator end in + or -.
    private static bool LetsSignsFollow(char c) => c is '~' or '!' or '@' or '#' or '^' or '&' or '|' or '`' or '?' or '%';

    private char At(int ahead) => Position + ahead < EndOffset ? Text[Position + ahead] : '\0';

    private Token Take(TokenKind kind, int tokenEnd, Keyword keyword = Keyword.NoKeyword)
    {
        var token = new Token(kind, keyword, Position, tokenEnd - Position);
        Position = tokenEnd;
        return token;
    }

    private Token WhiteSpace()
    {
        var index = Position + 1;

        while (index < EndOffset && IsSpace(Text[index]))
        {
            index++;
        }

        return Take(TokenKind.WhiteSpace, index);
    }

    private int LineCommentEnd(int from)
    {
        var length = Text.AsSpan(from, EndOffset - from).IndexOfAny('\n', '\r');
        return length < 0 ? EndOffset : from + length;
    }

    private Token BlockComment()
    {
        var depth = 1;
        var index = Position + 2;

        while (depth > 0)
        {
            var offset = Text.AsSpan(index, EndOffset - index).IndexOfAny('*', '/');

            if (offset < 0 || index + offset + 1 >= EndOffset)
            {
                return Take(TokenKind.Invalid, EndOffset);
            }

            index += offset;
            var closes = Text[index] == '*' && Text[index + 1] == '/';
            var opens = Text[index] == '/' && Text[index + 1] == '*';
            depth += opens ? 1 : closes ? -1 : 0;
            index += opens || closes ? 2 : 1;
        }

        return Take(TokenKind.Comment, index);
    }

    private Token Word(char first)
    {
        var prefixed = first switch
        {
            'e' or 'E' when At(1) == '\'' => Quoted(TokenKind.EscapeString, 2),
            'b' or 'B' or 'x' or 'X' when At(1) == '\'' => Quoted(TokenKind.BitString, 2),
            'n' or 'N' when At(1) == '\'' => Quoted(TokenKind.NationalString, 2),
            'u' or 'U' when At(1) == '&' && At(2) == '\'' => Quoted(TokenKind.UnicodeString, 3),
            'u' or 'U' when At(1) == '&' && At(2) == '"' => QuotedIdentifier(TokenKind.UnicodeIdentifier, 3),
            _ => default,
        };

        if (prefixed.Length > 0)
        {
            return prefixed;
        }

        var index = Position + 1;

        while (index < EndOffset && IsIdentifierPart(Text[index]))
        {
            index++;
        }

        return Take(TokenKind.Word, index, Keywords.Find(Text.AsSpan(Position, index - Position)));
    }

    private Token Quoted(TokenKind kind, int prefix)
    {
        var index = StringScanner.FindEnd(Text, Position + prefix, EndOffset, kind);
        return index < 0 ? Take(TokenKind.Invalid, EndOffset) : Take(kind, index);
    }

    private Token QuotedIdentifier(TokenKind kind, int prefix)
    {
        var index = Position + prefix;

        while (true)
        {
            var offset = Text.AsSpan(index, EndOffset - index).IndexOf('"');

            if (offset < 0)
            {
                return Take(TokenKind.Invalid, EndOffset);
            }

            index += offset + 1;

            if (index < EndOffset && Text[index] == '"')
            {
                index++;
                continue;
            }

            // An empty identifier is an error of the engine's lexer.
            return Take(index - Position == prefix + 1 ? TokenKind.Invalid : kind, index);
        }
    }

    private Token Dollar()
    {
        if (char.IsAsciiDigit(At(1)))
        {
            var index = Position + 2;

            while (index < EndOffset && char.IsAsciiDigit(Text[index]))
            {
                index++;
            }

            var junk = index < EndOffset && IsIdentifierStart(Text[index]);
            return Take(junk ? TokenKind.Invalid : TokenKind.Parameter, junk ? NumberScanner.JunkEnd(Text, index, EndOffset) : index);
        }

        var tagEnd = StringScanner.FindDollarTagEnd(Text, Position, EndOffset);

        if (tagEnd < 0)
        {
            return Take(TokenKind.Invalid, Position + 1);
        }

        var tag = Text.AsSpan(Position, tagEnd - Position);
        var close = Text.AsSpan(tagEnd, EndOffset - tagEnd).IndexOf(tag, StringComparison.Ordinal);
        return close < 0 ? Take(TokenKind.Invalid, EndOffset) : Take(TokenKind.DollarString, tagEnd + close + tag.Length);
    }

    private Token Operator()
    {
        if (Position < _signsUntil)
        {
            return Take(Text[Position] == '+' ? TokenKind.Plus : TokenKind.Minus, Position + 1);
        }

        var index = Position;
        var signsMayEnd = false;

        while (index < EndOffset && IsOperatorCharacter(Text[index]) && !StartsComment(index))
        {
            signsMayEnd |= LetsSignsFollow(Text[index]);
            index++;
        }

        if (!signsMayEnd)
        {
            _signsUntil = index;

            while (index > Position + 1 && Text[index - 1] is '+' or '-')
            {
                index--;
            }
        }

        return Take(KindOfOperator(Text.AsSpan(Position, index - Position)), index);
    }

    private bool StartsComment(int index) =>
        index + 1 < EndOffset && ((Text[index] == '-' && Text[index + 1] == '-') || (Text[index] == '/' && Text[index + 1] == '*'));

    private static TokenKind KindOfOperator(ReadOnlySpan<char> text) => text switch
    {
        "+" => TokenKind.Plus,
        "-" => TokenKind.Minus,
        "*" => TokenKind.Star,
        "/" => TokenKind.Slash,
        "%" => TokenKind.Percent,
        "^" => TokenKind.Caret,
        "<" => TokenKind.Less,
        ">" => TokenKind.Greater,
        "=" => TokenKind.Equal,
        "<=" => TokenKind.LessOrEqual,
        ">=" => TokenKind.GreaterOrEqual,
        "<>" or "!=" => TokenKind.NotEqual,
        "=>" => TokenKind.Arrow,
        _ => TokenKind.Operator,
    };

    private Token Punctuation(char c) => c switch
    {
        '(' => Take(TokenKind.LeftParenthesis, Position + 1),
        ')' => Take(TokenKind.RightParenthesis, Position + 1),
        '[' => Take(TokenKind.LeftBracket, Position + 1),
        ']' => Take(TokenKind.RightBracket, Position + 1),
        ',' => Take(TokenKind.Comma, Position + 1),
        ';' => Take(TokenKind.Semicolon, Position + 1),
        '.' when At(1) == '.' => Take(TokenKind.DotDot, Position + 2),
        '.' => Take(TokenKind.Dot, Position + 1),
        ':' when At(1) == ':' => Take(TokenKind.DoubleColon, Position + 2),
        ':' when At(1) == '=' => Take(TokenKind.ColonEquals, Position + 2),
        ':' => Take(TokenKind.Colon, Position + 1),
        '\\' => Take(TokenKind.Backslash, Position + 1),
        _ => Take(TokenKind.Invalid, Position + 1),
    };
}
