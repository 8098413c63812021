namespace ChangeGate.Sql.Sqlite.Lexing;

/// <summary>Cuts a text into tokens as SQLite's tokenizer does. The tokens tile the text; the last is an empty <see cref="TokenKind.End"/>.</summary>
internal sealed partial class Lexer
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _position;
    private bool _betweenStatements = true;

    private Lexer(string text)
    {
        _text = text;
        _tokens = new List<Token>((text.Length / 4) + 1);
    }

    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);

        while (lexer._position < text.Length)
        {
            lexer.Add();
        }

        lexer._tokens.Add(new Token(TokenKind.End, Keyword.None, text.Length, 0));
        return lexer._tokens;
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    private void Add()
    {
        var start = _position;
        var kind = Scan();
        var text = _text.AsSpan(start, _position - start);

        // The engine's text ends at the first NUL, wherever it stands: what follows would not run.
        if (kind != TokenKind.WhiteSpace && text.Contains('\0'))
        {
            kind = TokenKind.Illegal;
            _position = _text.Length;
            text = _text.AsSpan(start);
        }

        var keyword = kind == TokenKind.Word ? Keywords.Find(text) : Keyword.None;
        _tokens.Add(new Token(kind, keyword, start, text.Length));

        if (kind is not (TokenKind.WhiteSpace or TokenKind.Comment))
        {
            _betweenStatements = kind is TokenKind.Semicolon or TokenKind.MetaCommand;
        }
    }

    private TokenKind Scan()
    {
        var c = _text[_position];

        switch (c)
        {
            case ' ' or '\t' or '\n' or '\f' or '\r' or ByteOrderMark:
                return ScanWhiteSpace();
            case '\'':
                return ScanQuoted('\'', TokenKind.String);
            case '"' or '`':
                return ScanQuoted(c, TokenKind.QuotedName);
            case '[':
                return ScanBracketed();
            case '-' when At(_position + 1) == '-':
                return ScanLineComment();
            // A slash and a star at the very end are two operators (tokenize.c).
            case '/' when At(_position + 1) == '*' && _position + 2 < _text.Length:
                return ScanBlockComment();
            case 'x' or 'X' when At(_position + 1) == '\'':
                return ScanBlob();
            case '.' when _betweenStatements && StartsLine():
                return ScanMetaCommand();
            case '?' or '$' or '@' or ':':
                return ScanParameter(c);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(_position + 1))))
        {
            return ScanNumber();
        }

        return IsWordCharacter(c) ? ScanWord() : ScanOperator(c);
    }

    private bool StartsLine() => _position == 0 || _text[_position - 1] is '\n' or ByteOrderMark;

    private TokenKind ScanWhiteSpace()
    {
        // A vertical tab is white space only after other white space (tokenize.c).
        while (At(_position) is ' ' or (>= '\t' and <= '\r') or ByteOrderMark)
        {
            _position++;
        }

        return TokenKind.WhiteSpace;
    }

    private TokenKind ScanLineComment()
    {
        // Only a line feed ends it; a carriage return does not.
        var end = _text.IndexOf('\n', _position);
        _position = end < 0 ? _text.Length : end;
        return TokenKind.Comment;
    }

    private TokenKind ScanBlockComment()
    {
        var end = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        _position = end < 0 ? _text.Length : end + 2;
        return TokenKind.Comment;
    }

    private TokenKind ScanMetaCommand()
    {
        ScanLineComment();

        if (_text[_position - 1] == '\r')
        {
            _position--;
        }

        return TokenKind.MetaCommand;
    }

    private TokenKind ScanQuoted(char quote, TokenKind kind)
    {
        while (true)
        {
            var end = _text.IndexOf(quote, _position + 1);

            if (end < 0)
            {
                return ScanToTheEnd();
            }

            _position = end + 1;

            if (At(_position) != quote)
            {
                return kind;
            }
        }
    }

    private TokenKind ScanBracketed()
    {
        var end = _text.IndexOf(']', _position);

        if (end < 0)
        {
            return ScanToTheEnd();
        }

        _position = end + 1;
        return TokenKind.QuotedName;
    }

    private TokenKind ScanToTheEnd()
    {
        _position = _text.Length;
        return TokenKind.Illegal;
    }

    private TokenKind ScanBlob()
    {
        var start = _position + 2;
        _position = start;

        while (char.IsAsciiHexDigit(At(_position)))
        {
            _position++;
        }

        if (At(_position) == '\'' && (_position - start) % 2 == 0)
        {
            _position++;
            return TokenKind.Blob;
        }

        var end = _text.IndexOf('\'', _position);
        _position = end < 0 ? _text.Length : end + 1;
        return TokenKind.Illegal;
    }

    private TokenKind ScanWord()
    {
        while (IsWordCharacter(At(_position)))
        {
            _position++;
        }

        return TokenKind.Word;
    }

    private static bool IsWordCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or >= '\u0080';

    private TokenKind ScanOperator(char c)
    {
        var (kind, length) = (c, At(_position + 1), At(_position + 2)) switch
        {
            (';', _, _) => (TokenKind.Semicolon, 1),
            ('(', _, _) => (TokenKind.LeftParenthesis, 1),
            (')', _, _) => (TokenKind.RightParenthesis, 1),
            (',', _, _) => (TokenKind.Comma, 1),
            ('.', _, _) => (TokenKind.Dot, 1),
            ('+', _, _) => (TokenKind.Plus, 1),
            ('-', '>', '>') => (TokenKind.DoubleArrow, 3),
            ('-', '>', _) => (TokenKind.Arrow, 2),
            ('-', _, _) => (TokenKind.Minus, 1),
            ('*', _, _) => (TokenKind.Star, 1),
            ('/', _, _) => (TokenKind.Slash, 1),
            ('%', _, _) => (TokenKind.Percent, 1),
            ('=', '=', _) => (TokenKind.Equal, 2),
            ('=', _, _) => (TokenKind.Equal, 1),
            ('<', '=', _) => (TokenKind.LessOrEqual, 2),
            ('<', '>', _) => (TokenKind.NotEqual, 2),
            ('<', '<', _) => (TokenKind.ShiftLeft, 2),
            ('<', _, _) => (TokenKind.Less, 1),
            ('>', '=', _) => (TokenKind.GreaterOrEqual, 2),
            ('>', '>', _) => (TokenKind.ShiftRight, 2),
            ('>', _, _) => (TokenKind.Greater, 1),
            ('!', '=', _) => (TokenKind.NotEqual, 2),
            ('|', '|', _) => (TokenKind.Concatenate, 2),
            ('|', _, _) => (TokenKind.BitOr, 1),
            ('&', _, _) => (TokenKind.BitAnd, 1),
            ('~', _, _) => (TokenKind.BitNot, 1),
            _ => (TokenKind.Illegal, 1),
        };

        _position += length;
        return kind;
    }
}
