using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>A piece of the text: tokens lie side by side and together are the text, byte for byte.</summary>
internal readonly record struct Token(TokenKind Kind, Keyword Keyword, int Start, int Length)
{
    public int End => Start + Length;

    public Span Span => new(Start, Length);

    public bool IsTrivia => Kind is TokenKind.WhiteSpace or TokenKind.Comment;

    /// <summary>A constant that stands for text where the grammar wants one (not a bit string).</summary>
    public bool IsString => Kind is TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.DollarString;
}
