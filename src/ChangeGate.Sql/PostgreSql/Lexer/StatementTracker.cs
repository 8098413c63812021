namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>
/// Follows the words of a statement as far as it decides where the statement ends: semicolons inside BEGIN ATOMIC … END and inside the
/// parentheses of CREATE RULE do not end it; COPY … FROM STDIN is followed by data.
/// </summary>
internal struct StatementTracker
{
    private int _words;
    private int _parentheses;
    private int _atomicDepth;
    private Token _previous;
    private Keyword _first;
    private Keyword _object;
    private bool _copiesFrom;

    public bool IsEmpty => _previous.Length == 0;

    /// <summary>COPY … FROM STDIN has been read.</summary>
    public bool ExpectsData { get; private set; }

    public readonly bool SemicolonEnds => _atomicDepth == 0 && !(_object == Keyword.Rule && _parentheses > 0);

    public void Follow(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Word:
                FollowWord(token.Keyword);
                break;
            case TokenKind.LeftParenthesis:
                _parentheses++;
                break;
            case TokenKind.RightParenthesis:
                _parentheses--;
                break;
        }

        _previous = token;
    }

    private void FollowWord(Keyword keyword)
    {
        _words++;

        if (_words == 1)
        {
            _first = keyword;
        }
        else if (_first == Keyword.Create && _object == Keyword.NoKeyword && keyword is not (Keyword.Or or Keyword.Replace))
        {
            _object = keyword == Keyword.NoKeyword ? Keyword.Create : keyword;
        }

        if (_first == Keyword.Copy && _parentheses == 0)
        {
            ExpectsData |= _copiesFrom && keyword == Keyword.Stdin && _previous.Keyword == Keyword.From;
            _copiesFrom |= keyword == Keyword.From;
        }
        else if (_object is Keyword.Function or Keyword.Procedure)
        {
            FollowBody(keyword);
        }
    }

    private void FollowBody(Keyword keyword)
    {
        // Behind a dot or AS these words are names.
        if (_previous.Kind == TokenKind.Dot || _previous.Keyword == Keyword.As)
        {
            return;
        }

        if (_atomicDepth == 0)
        {
            _atomicDepth = keyword == Keyword.Atomic && _previous.Keyword == Keyword.Begin ? 1 : 0;
        }
        else if (keyword == Keyword.Case)
        {
            _atomicDepth++;
        }
        else if (keyword == Keyword.End)
        {
            _atomicDepth--;
        }
    }
}
