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
    /// <summary>How a statement ends for those behind it.</summary>
    private enum Outcome
    {
        Continues,

        /// <summary>RETURN: nothing behind it runs.</summary>
        Returns,

        /// <summary>EXIT, CONTINUE: nothing behind it runs in this block.</summary>
        Leaves,

        /// <summary>An error: nothing behind it runs, and what was done since the last handler is undone.</summary>
        Raises,
    }

    private readonly StatementParser _body;
    private readonly BlockEffects _effects;

    public BlockReader(string text, Span body, int depth)
    {
        _body = new StatementParser(text) { BlockDepth = depth };
        _body.AppendAll(body.Start, body.End);
        _effects = new BlockEffects(_body);
    }

    /// <summary>Something of the block cannot be known from its text.</summary>
    public bool IsOpaque => _effects.IsOpaque;

    /// <inheritdoc cref="BlockEffects.OnlyQueries"/>
    public bool OnlyQueries => _effects.OnlyQueries;

    public List<Change> Read()
    {
        if (ReadBlock() == Outcome.Raises)
        {
            _effects.Undo(0);
        }

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

    private Outcome ReadBlock()
    {
        if (!_body.Enter())
        {
            return Outcome.Continues;
        }

        ReadLabel();
        _effects.EnterBlock();

        if (_body.Accept(Keyword.Declare))
        {
            ReadDeclarations();
        }

        _body.Expect(Keyword.Begin);
        var since = _effects.Changes.Count;
        var outcome = ReadStatements();

        if (IsWord("exception"))
        {
            // A block with handlers is a subtransaction.
            if (outcome == Outcome.Raises)
            {
                _effects.Undo(since);
            }

            // What RETURN computes may fail, and then the handler runs.
            outcome = Outcome.Continues;
            _body.Advance();
            ReadHandlers();
        }

        _body.Expect(Keyword.End);
        ReadEndLabel();
        _effects.LeaveBlock();
        _body.Leave();
        return outcome == Outcome.Leaves ? Outcome.Continues : outcome;
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

    private void ReadUncertain(string? given = null)
    {
        _effects.EnterCondition(given);
        ReadStatements();
        _effects.LeaveCondition();
    }

    private void ReadDead()
    {
        _effects.EnterDead();
        ReadUncertain();
        _effects.LeaveDead();
    }

    private Outcome ReadStatements()
    {
        var outcome = Outcome.Continues;

        while (!_body.AtEnd && !EndsStatements())
        {
            if (outcome != Outcome.Continues)
            {
                ReadDead();
                break;
            }

            outcome = ReadStatement();
        }

        return outcome;
    }

    private bool EndsStatements() =>
        _body.Keyword is Keyword.End or Keyword.Else or Keyword.When || IsWord("elsif") || IsWord("elseif")
        || (IsWord("exception") && _body.Ahead(1).Keyword == Keyword.When);

    private Outcome ReadStatement()
    {
        if (!_body.Enter())
        {
            return Outcome.Continues;
        }

        ReadLabel();
        var outcome = Outcome.Continues;

        switch (_body.Keyword)
        {
            case Keyword.Declare or Keyword.Begin when !IsAssignment():
                outcome = ReadBlock();
                _body.Expect(TokenKind.Semicolon, ";");
                break;
            case Keyword.If when !IsAssignment():
                outcome = ReadIf();
                break;
            case Keyword.Case:
                ReadCase();
                break;
            case Keyword.For:
                ReadFor();
                break;
            default:
                outcome = ReadLoopOrSimple();
                break;
        }

        _body.Leave();
        return outcome;
    }

    private bool IsAssignment() => _body.Ahead(1).Kind is TokenKind.ColonEquals or TokenKind.Equal or TokenKind.Dot or TokenKind.LeftBracket;

    private Outcome ReadLoopOrSimple()
    {
        if (IsAssignment() || !(IsWord("loop") || IsWord("while") || IsWord("foreach")))
        {
            var end = _body.FindEnd();
            var outcome = OutcomeOf(end);
            _effects.Run(_body.Position, end);
            _body.MoveTo(end);
            _body.Expect(TokenKind.Semicolon, ";");
            return outcome;
        }

        var hasCondition = IsWord("while");
        var start = _body.Position + 1;

        if (IsWord("foreach"))
        {
            _effects.Forget(start);
        }

        _body.MoveTo(_body.FindWord("loop"));
        ReadLoopBody(runs: !hasCondition || _effects.Evaluate(start, _body.Position) != false);
        return Outcome.Continues;
    }

    // RETURN, EXIT and CONTINUE leave; RAISE leaves by an error unless it only says something.
    private Outcome OutcomeOf(int end)
    {
        var next = _body.Ahead(1);

        if (IsAssignment())
        {
            return Outcome.Continues;
        }

        if (IsWord("return"))
        {
            return BodyTokens.IsWord(_body, next, "next") || BodyTokens.IsWord(_body, next, "query") ? Outcome.Continues : Outcome.Returns;
        }

        if (IsWord("exit") || IsWord("continue"))
        {
            return BodyTokens.Find(_body, _body.Position, end, static token => token.Keyword == Keyword.When) < end ? Outcome.Continues : Outcome.Leaves;
        }

        if (IsWord("assert"))
        {
            var comma = BodyTokens.Find(_body, _body.Position, end, static token => token.Kind == TokenKind.Comma);
            return _effects.Evaluate(_body.Position + 1, comma) == false ? Outcome.Raises : Outcome.Continues;
        }

        return IsWord("raise") && !Array.Exists(["notice", "warning", "log", "info", "debug"], word => BodyTokens.IsWord(_body, next, word)) ? Outcome.Raises : Outcome.Continues;
    }

    private Outcome ReadIf()
    {
        var taken = false;
        var outcome = Outcome.Continues;
        var alternatives = 0;

        do
        {
            _body.Advance();
            var start = _body.Position;
            _body.MoveTo(_body.Find(Keyword.Then));
            var end = _body.Position;
            var holds = taken ? false : _effects.Evaluate(start, end);
            _body.Expect(Keyword.Then);

            if (holds == true && alternatives == 0)
            {
                outcome = ReadStatements();
            }
            else if (holds == false)
            {
                ReadDead();
            }
            else
            {
                ReadUncertain(alternatives == 0 ? _effects.TextBetween(start, end) : null);
                alternatives++;
            }

            taken |= holds == true;
        }
        while (IsWord("elsif") || IsWord("elseif"));

        if (_body.Accept(Keyword.Else))
        {
            if (taken)
            {
                ReadDead();
            }
            else if (alternatives == 0)
            {
                outcome = ReadStatements();
            }
            else
            {
                ReadUncertain();
            }
        }

        _body.Expect(Keyword.End);
        _body.Expect(Keyword.If);
        _body.Expect(TokenKind.Semicolon, ";");
        return outcome;
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
        _effects.Forget(_body.Position + 1);
        _body.MoveTo(_body.Find(Keyword.In));
        _body.Expect(Keyword.In);
        var start = _body.Position;
        var loop = _body.FindWord("loop");
        var runs = _effects.Loop(start, loop);
        _body.MoveTo(loop);
        ReadLoopBody(runs);
    }

    private void ReadLoopBody(bool runs)
    {
        if (!IsWord("loop"))
        {
            _body.Fail("expected LOOP");
            return;
        }

        _body.Advance();

        if (runs)
        {
            _effects.EnterLoop(_body.Position);
            ReadUncertain();
        }
        else
        {
            ReadDead();
        }

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
