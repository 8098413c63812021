using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Lexing;

/// <summary>Tokens as those see them who do not know the dialect.</summary>
internal static class LexemeReader
{
    public static IEnumerable<Lexeme> Read(string text) =>
        from token in Lexer.Read(text)
        where token.Kind is not (TokenKind.WhiteSpace or TokenKind.End)
        select new Lexeme(KindOf(token.Kind), token.Span, InnerOf(token));

    private static LexemeKind KindOf(TokenKind kind) => kind switch
    {
        TokenKind.Comment or TokenKind.MetaCommand => LexemeKind.Comment,
        TokenKind.Word => LexemeKind.Word,
        TokenKind.QuotedName => LexemeKind.Name,
        TokenKind.String or TokenKind.Blob or TokenKind.Illegal => LexemeKind.Text,
        TokenKind.Integer or TokenKind.Float => LexemeKind.Number,
        TokenKind.Semicolon => LexemeKind.End,
        _ => LexemeKind.Symbol,
    };

    private static Span InnerOf(Token token) => token.Kind switch
    {
        TokenKind.QuotedName or TokenKind.String => new Span(token.Start + 1, token.Length - 2),
        TokenKind.Blob => new Span(token.Start + 2, token.Length - 3),
        _ => token.Span,
    };
}
