using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>
/// Reads PL/pgSQL (manual chapter 41) for what its static statements change. Control flow is followed as far as it says whether a statement
/// is certain to run; a part that cannot be read is <see cref="Unclassified"/>, and the rest goes on.
/// </summary>
internal sealed class BlockReader
{
    private readonly StatementParser _body;
    private readonly BlockEffects _effects;

    public BlockReader(string text, Span body, int depth)
    {
        _body = new StatementParser(text) { BlockDepth = depth };
        var lexer = new SqlLexer(text, body.Start, body.End);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                _body.Append(token);
            }
        }

        _effects = new BlockEffects(_body);
    }

    /// <summary>Something of the block cannot be known from its text.</summary>
    public bool IsOpaque => _effects.IsOpaque;

    public List<Change> Read()
    {
        ReadBlock();
        _body.Accept(TokenKind.Semicolon);

        if (!_body.AtEnd)
        {
            _body.Fail("expected the end of the block");
        }

        if (_body.Failed)
        {
            _effects.AddUnreadable(_body.FailureReason!, Span.Between(_body.FailureOffset, Math.Max(_body.EndOffset, _body.FailureOffset)));
        }

        return _effects.Changes;
    }

    private void ReadBlock()
    {
        if (!_body.Enter())
        {
            return;
        }

        ReadLabel();

        if (_body.Accept(Keyword.Declare))
        {
            ReadDeclarations();
        }

        _body.Expect(Keyword.Begin);
        ReadStatements();

        if (IsWord("exception"))
        {
            _body.Advance();
            ReadHandlers();
        }

        _body.Expect(Keyword.End);
        ReadEndLabel();
        _body.Leave();
    }

    private void ReadLabel()
    {
        if (!IsLabel())
        {
            return;
        }

        _body.Advance();
        _body.ReadLabel();
        _body.Advance();
    }

    private bool IsLabel() => _body.Is(TokenKind.Operator) && TextOfCurrent() is "<<";

    private void ReadEndLabel()
    {
        if (_body.IsLabel())
        {
            _body.Advance();
        }
    }

    private ReadOnlySpan<char> TextOfCurrent() => _body.Text.AsSpan(_body.Current.Start, _body.Current.Length);

    private bool IsWord(string word) => _body.IsWord(word);

    private void ReadDeclarations()
    {
        while (!_body.AtEnd && !_body.Is(Keyword.Begin))
        {
            if (!_body.Accept(Keyword.Declare))
            {
                var end = _body.FindEnd();
                _effects.Declare(_body.Position, end);
                _body.MoveTo(end);
                _body.Expect(TokenKind.Semicolon, ";");
            }
        }
    }

    private void ReadHandlers()
    {
        while (_body.Accept(Keyword.When))
        {
            _body.MoveTo(_body.Find(Keyword.Then));
            _body.Expect(Keyword.Then);
            ReadUncertain();
        }
    }

    private void ReadUncertain()
    {
        _effects.EnterCondition();
        ReadStatements();
        _effects.LeaveCondition();
    }

    private void ReadStatements()
    {
        while (!_body.AtEnd && !EndsStatements())
        {
            ReadStatement();
        }
    }

    private bool EndsStatements() =>
        _body.Keyword is Keyword.End or Keyword.Else or Keyword.When || IsWord("elsif") || IsWord("elseif")
        || (IsWord("exception") && _body.Ahead(1).Keyword == Keyword.When);

    private void ReadStatement()
    {
        if (!_body.Enter())
        {
            return;
        }

        ReadLabel();

        switch (_body.Keyword)
        {
            case Keyword.Declare or Keyword.Begin when !IsAssignment():
                ReadBlock();
                _body.Expect(TokenKind.Semicolon, ";");
                break;
            case Keyword.If when !IsAssignment():
                ReadIf();
                break;
            case Keyword.Case:
                ReadCase();
                break;
            case Keyword.For:
                ReadFor();
                break;
            default:
                ReadLoopOrSimple();
                break;
        }

        _body.Leave();
    }

    private bool IsAssignment() => _body.Ahead(1).Kind is TokenKind.ColonEquals or TokenKind.Equal or TokenKind.Dot or TokenKind.LeftBracket;

    private void ReadLoopOrSimple()
    {
        if (IsAssignment() || !(IsWord("loop") || IsWord("while") || IsWord("foreach")))
        {
            var end = _body.FindEnd();
            _effects.Run(_body.Position, end);
            _body.MoveTo(end);
            _body.Expect(TokenKind.Semicolon, ";");
            return;
        }

        var hasCondition = IsWord("while");
        var start = _body.Position + 1;
        _body.MoveTo(_body.FindWord("loop"));

        if (hasCondition)
        {
            _effects.Evaluate(start, _body.Position);
        }

        ReadLoopBody();
    }

    private void ReadIf()
    {
        do
        {
            _body.Advance();
            var start = _body.Position;
            _body.MoveTo(_body.Find(Keyword.Then));
            var always = _effects.Evaluate(start, _body.Position) == true;
            _body.Expect(Keyword.Then);

            if (always)
            {
                ReadStatements();
            }
            else
            {
                ReadUncertain();
            }
        }
        while (IsWord("elsif") || IsWord("elseif"));

        if (_body.Accept(Keyword.Else))
        {
            ReadUncertain();
        }

        _body.Expect(Keyword.End);
        _body.Expect(Keyword.If);
        _body.Expect(TokenKind.Semicolon, ";");
    }

    private void ReadCase()
    {
        _body.Advance();
        var start = _body.Position;
        _body.MoveTo(_body.Find(Keyword.When));

        if (_body.Position > start)
        {
            _effects.Evaluate(start, _body.Position);
        }

        while (_body.Accept(Keyword.When))
        {
            _body.MoveTo(_body.Find(Keyword.Then));
            _body.Expect(Keyword.Then);
            ReadUncertain();
        }

        if (_body.Accept(Keyword.Else))
        {
            ReadUncertain();
        }

        _body.Expect(Keyword.End);
        _body.Expect(Keyword.Case);
        _body.Expect(TokenKind.Semicolon, ";");
    }

    // FOR i IN 1 .. 10, FOR r IN SELECT …, FOR r IN EXECUTE …, FOR r IN cursor
    private void ReadFor()
    {
        _body.MoveTo(_body.Find(Keyword.In));
        _body.Expect(Keyword.In);
        var start = _body.Position;
        var loop = _body.FindWord("loop");
        _effects.Loop(start, loop);
        _body.MoveTo(loop);
        ReadLoopBody();
    }

    private void ReadLoopBody()
    {
        if (!IsWord("loop"))
        {
            _body.Fail("expected LOOP");
            return;
        }

        _body.Advance();
        ReadUncertain();
        _body.Expect(Keyword.End);

        if (!IsWord("loop"))
        {
            _body.Fail("expected LOOP");
        }

        _body.Advance();
        ReadEndLabel();
        _body.Expect(TokenKind.Semicolon, ";");
    }
}
