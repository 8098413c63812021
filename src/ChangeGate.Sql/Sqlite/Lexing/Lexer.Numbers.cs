namespace ChangeGate.Sql.Sqlite.Lexing;

internal sealed partial class Lexer
{
    private TokenKind ScanNumber()
    {
        if (_text[_position] == '0' && At(_position + 1) is 'x' or 'X' && char.IsAsciiHexDigit(At(_position + 2)))
        {
            _position += 2;
            ScanDigits(char.IsAsciiHexDigit);
            return EndNumber(TokenKind.Integer);
        }

        var kind = TokenKind.Integer;
        ScanDigits(char.IsAsciiDigit);

        if (At(_position) == '.')
        {
            kind = TokenKind.Float;
            _position++;

            if (char.IsAsciiDigit(At(_position)))
            {
                ScanDigits(char.IsAsciiDigit);
            }
        }

        if (At(_position) is 'e' or 'E')
        {
            var sign = At(_position + 1) is '+' or '-' ? 1 : 0;

            if (char.IsAsciiDigit(At(_position + 1 + sign)))
            {
                kind = TokenKind.Float;
                _position += 1 + sign;
                ScanDigits(char.IsAsciiDigit);
            }
        }

        return EndNumber(kind);
    }

    // SQLite 3.46 and later allow one underscore between two digits.
    private void ScanDigits(Func<char, bool> isDigit)
    {
        while (isDigit(At(_position)) || (At(_position) == '_' && isDigit(At(_position + 1))))
        {
            _position++;
        }
    }

    private TokenKind EndNumber(TokenKind kind)
    {
        if (!IsWordCharacter(At(_position)))
        {
            return kind;
        }

        ScanWord();
        return TokenKind.Illegal;
    }

    private TokenKind ScanParameter(char sign)
    {
        _position++;
        var start = _position;

        if (sign == '?')
        {
            while (char.IsAsciiDigit(At(_position)))
            {
                _position++;
            }

            return TokenKind.Parameter;
        }

        while (IsWordCharacter(At(_position)) || (At(_position) == ':' && At(_position + 1) == ':'))
        {
            _position += At(_position) == ':' ? 2 : 1;
        }

        return _position == start ? TokenKind.Illegal : TokenKind.Parameter;
    }
}
