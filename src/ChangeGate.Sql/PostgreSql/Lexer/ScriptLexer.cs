namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>
/// Splits a script as psql does: tells semicolons that end a statement from those that do not, reads psql's own commands, and the data
/// behind COPY … FROM STDIN.
/// </summary>
internal sealed class ScriptLexer(string text)
{
    private const int NotSearched = -2;

    private readonly SqlLexer _lexer = new(text, 0, text.Length);
    private StatementTracker _tracker;
    private bool _dataFollows;
    private bool _dataIsNext;
    private int _lastDataEnd = NotSearched;

    /// <summary>The last token belongs to a statement that has not ended.</summary>
    public bool IsInsideStatement => !_tracker.IsEmpty;

    public Token Next()
    {
        if (_dataIsNext)
        {
            _dataIsNext = false;
            return ReadData();
        }

        var token = _lexer.Next();

        return token.Kind switch
        {
            TokenKind.WhiteSpace => _dataFollows ? EndLineBeforeData(token) : token,
            TokenKind.Comment or TokenKind.End => token,
            TokenKind.Semicolon => Semicolon(token),
            TokenKind.Backslash => MetaCommand(token),
            _ => Follow(token),
        };
    }

    private Token Follow(Token token)
    {
        _tracker.Follow(token);
        return token;
    }

    private Token Semicolon(Token token)
    {
        if (!_tracker.SemicolonEnds)
        {
            return Follow(token);
        }

        _dataFollows |= _tracker.ExpectsData;
        _tracker = default;
        return token with { Kind = TokenKind.StatementEnd };
    }

    private Token MetaCommand(Token backslash)
    {
        var command = _lexer.ReadMetaCommand(backslash.Start);
        var name = MetaCommandScanner.NameOf(text, command.Start, command.End);

        if (command.Length == 2 && text[command.Start + 1] == ';')
        {
            return Semicolon(command with { Kind = TokenKind.Semicolon });
        }

        if (MetaCommandScanner.EndsStatement(name))
        {
            _tracker = default;
        }

        return command;
    }

    // The data begins on the line behind the one that ends the statement.
    private Token EndLineBeforeData(Token space)
    {
        var newline = text.IndexOf('\n', space.Start, space.Length);

        if (newline < 0)
        {
            return space;
        }

        _dataFollows = false;

        // Without its end mark it is not psql's data (and if it were, reading it as SQL only says too much).
        if (newline + 1 > LastDataEnd())
        {
            return space;
        }

        _lexer.Position = newline + 1;
        _dataIsNext = true;
        return space with { Length = newline + 1 - space.Start };
    }

    private Token ReadData()
    {
        var start = _lexer.Position;
        var line = start;

        while (!IsDataEnd(line))
        {
            line = text.IndexOf('\n', line) + 1;
        }

        _lexer.Position = line + 2;
        return new Token(TokenKind.CopyData, Keyword.NoKeyword, start, line + 2 - start);
    }

    private bool IsDataEnd(int line) =>
        line + 1 < text.Length && text[line] == '\\' && text[line + 1] == '.' && (line + 2 == text.Length || text[line + 2] is '\n' or '\r');

    private int LastDataEnd()
    {
        if (_lastDataEnd == NotSearched)
        {
            var mark = text.Length;

            do
            {
                mark = text.AsSpan(0, mark).LastIndexOf("\n\\.", StringComparison.Ordinal);
            }
            while (mark >= 0 && !IsDataEnd(mark + 1));

            _lastDataEnd = mark < 0 ? -1 : mark + 1;
        }

        return _lastDataEnd;
    }
}
