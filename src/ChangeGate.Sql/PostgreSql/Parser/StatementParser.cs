using System.Runtime.CompilerServices;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>
/// A cursor over the tokens of one statement, and what has been learnt of it. The first failure is kept and moves the cursor to the end,
/// so whatever is read afterwards finds nothing and stops: no exceptions, no checks at every step.
/// </summary>
internal sealed class StatementParser(string text)
{
    // Deeper nesting than anybody writes; the engine has its own limit (max_stack_depth).
    private const int DeepestNesting = 400;

    private Token[] _tokens = new Token[32];
    private int _count;
    private int _position;
    private int _depth;

    public string Text { get; } = text;

    /// <summary>How many blocks of code this text stands in: DO inside DO, text inside EXECUTE.</summary>
    public int BlockDepth { get; init; }

    public Uses Uses { get; } = new();

    public StatementDraft Draft { get; private set; } = new();

    /// <summary>Where the statement begins that is being read: behind others where CREATE SCHEMA holds it.</summary>
    public int StatementStart { get; private set; }

    public bool Failed => FailureReason is not null;

    public string? FailureReason { get; private set; }

    public int FailureOffset { get; private set; }

    public int Position => _position;

    public bool AtEnd => _position >= _count;

    public TokenKind Kind => _position < _count ? _tokens[_position].Kind : TokenKind.End;

    public Keyword Keyword => _position < _count ? _tokens[_position].Keyword : Keyword.NoKeyword;

    public Token Current => _position < _count ? _tokens[_position] : new Token(TokenKind.End, Keyword.NoKeyword, EndOffset, 0);

    /// <summary>Where the last token read ends.</summary>
    public int PreviousEnd => _position == 0 ? StartOffset : _tokens[_position - 1].End;

    public int StartOffset => _count == 0 ? 0 : _tokens[0].Start;

    public int EndOffset => _count == 0 ? 0 : _tokens[_count - 1].End;

    public bool HasTokens => _count > 0;

    public Token TokenAt(int position) => position < _count ? _tokens[position] : new Token(TokenKind.End, Keyword.NoKeyword, EndOffset, 0);

    public Token Ahead(int distance) => TokenAt(_position + distance);

    /// <summary>All that stands in a stretch of the text, without spaces and comments.</summary>
    public void AppendAll(int start, int end)
    {
        var lexer = new SqlLexer(Text, start, end);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                Append(token);
            }
        }
    }

    public void Append(Token token)
    {
        // U&'…' UESCAPE '!' is one constant.
        if (token.Kind == TokenKind.String && _count > 1 && _tokens[_count - 1].Keyword == Keyword.Uescape
            && _tokens[_count - 2].Kind is TokenKind.UnicodeString or TokenKind.UnicodeIdentifier)
        {
            _count--;
            var first = _tokens[_count - 1];
            _tokens[_count - 1] = first with { Length = token.End - first.Start };
            return;
        }

        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        _tokens[_count++] = token;
    }

    public void Advance()
    {
        if (_position < _count)
        {
            _position++;
        }
    }

    public void MoveTo(int position) => _position = Failed ? _count : position;

    public void Fail(string expected)
    {
        if (!Failed)
        {
            FailureReason = expected;
            FailureOffset = Current.Start;
            _position = _count;
        }
    }

    /// <summary>False, and a failure, where nesting is too deep to go on.</summary>
    public bool Enter()
    {
        if (++_depth <= DeepestNesting && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return true;
        }

        Fail("less nesting");
        return false;
    }

    public void Leave() => _depth--;

    public bool Is(Keyword keyword) => Keyword == keyword;

    public bool Is(Keyword first, Keyword second) => Keyword == first && Ahead(1).Keyword == second;

    public bool Is(TokenKind kind) => Kind == kind;

    public bool Accept(Keyword keyword)
    {
        if (Keyword != keyword)
        {
            return false;
        }

        _position++;
        return true;
    }

    public bool Accept(Keyword first, Keyword second)
    {
        if (!Is(first, second))
        {
            return false;
        }

        _position += 2;
        return true;
    }

    public bool Accept(Keyword first, Keyword second, Keyword third)
    {
        if (!Is(first, second) || Ahead(2).Keyword != third)
        {
            return false;
        }

        _position += 3;
        return true;
    }

    public bool Accept(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        _position++;
        return true;
    }

    public void Expect(Keyword keyword)
    {
        if (!Accept(keyword))
        {
            Fail($"expected {Keywords.TextOf(keyword).ToUpperInvariant()}");
        }
    }

    public void Expect(TokenKind kind, string sign)
    {
        if (!Accept(kind))
        {
            Fail($"expected `{sign}`");
        }
    }

    public void ExpectLeft() => Expect(TokenKind.LeftParenthesis, "(");

    public void ExpectRight() => Expect(TokenKind.RightParenthesis, ")");

    /// <summary>The statement so far, as written.</summary>
    public string StatementText => TextFrom(StatementStart);

    /// <summary>Reads a statement that stands inside this one. Its changes stay; what else it is, is given back.</summary>
    public StatementDraft ReadInner(Action<StatementParser> read)
    {
        var (outer, start) = (Draft, StatementStart);
        var inner = new StatementDraft();

        if (!Enter())
        {
            return inner;
        }

        Draft = inner;
        StatementStart = _position;
        var from = _position;
        read(this);

        foreach (var change in inner.Changes)
        {
            outer.Add(change.Span.Length == 0 ? change with { Span = SpanFrom(from) } : change);
        }

        (Draft, StatementStart) = (outer, start);
        Leave();
        return inner;
    }

    /// <summary>A parser of the tokens from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public StatementParser Part(int start, int end)
    {
        var part = new StatementParser(Text) { BlockDepth = BlockDepth };
        CopyTo(part, start, end);
        return part;
    }

    public void CopyTo(StatementParser other, int start, int end)
    {
        for (var position = start; position < end && position < _count; position++)
        {
            other.Append(_tokens[position]);
        }
    }

    /// <summary>The text from the token at <paramref name="position"/> to the last one read, as written.</summary>
    public string TextFrom(int position) => Text.Substring(TokenAt(position).Start, Math.Max(0, PreviousEnd - TokenAt(position).Start));

    public Span SpanFrom(int position) => Span.Between(TokenAt(position).Start, Math.Max(PreviousEnd, TokenAt(position).Start));

    /// <summary>What a constant of the tree says.</summary>
    public string ValueOf(SyntaxNode constant)
    {
        var token = new SqlLexer(Text, constant.Span.Start, constant.Span.End).Next();
        return TokenText.Value(Text, token);
    }

    /// <summary>Forgets the statement and everything learnt of it.</summary>
    public void Restart()
    {
        Uses.Clear();
        Draft = new StatementDraft();
        _count = 0;
        _position = 0;
        _depth = 0;
        StatementStart = 0;
        FailureReason = null;
        FailureOffset = 0;
    }
}
