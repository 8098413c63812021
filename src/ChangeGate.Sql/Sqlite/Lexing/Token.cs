using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Lexing;

/// <summary>A piece of the text. The tokens of a text tile it: white space and comments are tokens too.</summary>
internal readonly record struct Token(TokenKind Kind, Keyword Keyword, int Start, int Length)
{
    public int End => Start + Length;

    public Span Span => new(Start, Length);

    public bool IsTrivia => Kind is TokenKind.WhiteSpace or TokenKind.Comment;
}
