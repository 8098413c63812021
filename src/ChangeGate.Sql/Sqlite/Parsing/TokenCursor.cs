using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>
/// A place among the tokens that matter. The first failure moves it to the end of the text and stays, so that every loop of the parser ends by itself
/// and nothing has to be thrown.
/// </summary>
internal sealed class TokenCursor
{
    private readonly List<Token> _tokens;
    private int _index = -1;

    public TokenCursor(string text, List<Token> tokens)
    {
        Text = text;
        _tokens = tokens;
        Advance();
    }

    public string Text { get; }

    public Token Current => _tokens[_index];

    /// <summary>The end of the last token taken.</summary>
    public int LastEnd { get; private set; }

    public string? Expected { get; private set; }

    public int FailedAt { get; private set; }

    public bool HasFailed => Expected is not null;

    public bool IsAtEndOfStatement => Current.Kind is TokenKind.Semicolon or TokenKind.End;

    public Token Next => _tokens[IndexAfter(_index)];

    public Token Second => _tokens[IndexAfter(IndexAfter(_index))];

    public bool At(TokenKind kind) => Current.Kind == kind;

    public bool At(Keyword keyword) => Current.Keyword == keyword;

    public void Advance()
    {
        if (_index >= 0)
        {
            LastEnd = Current.End;
        }

        _index = IndexAfter(_index);
    }

    public bool TryTake(TokenKind kind)
    {
        if (!At(kind))
        {
            return false;
        }

        Advance();
        return true;
    }

    public bool TryTake(Keyword keyword)
    {
        if (!At(keyword))
        {
            return false;
        }

        Advance();
        return true;
    }

    public bool TryTake(Keyword first, Keyword second)
    {
        if (!At(first) || Next.Keyword != second)
        {
            return false;
        }

        Advance();
        Advance();
        return true;
    }

    public void Take(TokenKind kind, string expected)
    {
        if (!TryTake(kind))
        {
            Fail(expected);
        }
    }

    public void Take(Keyword keyword)
    {
        if (!TryTake(keyword))
        {
            Fail($"expected {keyword.ToString().ToUpperInvariant()}");
        }
    }

    public void Fail(string expected)
    {
        if (HasFailed)
        {
            return;
        }

        Expected = expected;
        FailedAt = Current.Start;
        _index = _tokens.Count - 1;
    }

    public TokenCursorMark Mark() => new(_index);

    /// <summary>Forgets the failure and goes back to where a statement began.</summary>
    public void Recover(TokenCursorMark mark)
    {
        Expected = null;
        _index = mark.Index;
    }

    public string Slice(Span span) => Text.Substring(span.Start, span.Length);

    public string SliceFrom(int start) => LastEnd > start ? Text[start..LastEnd] : "";

    private int IndexAfter(int index)
    {
        do
        {
            index++;
        }
        while (index < _tokens.Count && _tokens[index].IsTrivia);

        return Math.Min(index, _tokens.Count - 1);
    }
}

internal readonly record struct TokenCursorMark(int Index);
