using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>Tokens as those see them who do not know the dialect.</summary>
internal static class LexemeReader
{
    public static IEnumerable<Lexeme> Read(string text)
    {
        var lexer = new ScriptLexer(text);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Kind != TokenKind.WhiteSpace)
            {
                yield return new Lexeme(KindOf(token.Kind), token.Span, InnerOf(text, token));
            }
        }
    }

    private static LexemeKind KindOf(TokenKind kind) => kind switch
    {
        TokenKind.Comment or TokenKind.MetaCommand => LexemeKind.Comment,
        TokenKind.Word => LexemeKind.Word,
        TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier => LexemeKind.Name,
        TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.NationalString or TokenKind.BitString or TokenKind.Invalid => LexemeKind.Text,
        TokenKind.DollarString => LexemeKind.Body,
        TokenKind.Integer or TokenKind.Decimal => LexemeKind.Number,
        TokenKind.CopyData => LexemeKind.Data,
        TokenKind.StatementEnd or TokenKind.Semicolon => LexemeKind.End,
        _ => LexemeKind.Symbol,
    };

    private static Span InnerOf(string text, Token token)
    {
        var before = token.Kind switch
        {
            TokenKind.String or TokenKind.QuotedIdentifier => 1,
            TokenKind.EscapeString or TokenKind.NationalString or TokenKind.BitString => 2,
            TokenKind.UnicodeString or TokenKind.UnicodeIdentifier => 3,
            TokenKind.DollarString => text.IndexOf('$', token.Start + 1) + 1 - token.Start,
            _ => 0,
        };
        var after = token.Kind == TokenKind.DollarString ? before : Math.Min(before, 1);

        return new Span(token.Start + before, token.Length - before - after);
    }
}
