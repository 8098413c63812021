using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class SessionStatements
{
    /// <summary>EXECUTE name [(…)] of a prepared statement.</summary>
    public static void ReadExecuteTail(StatementParser parser)
    {
        parser.Expect(Keyword.Execute);
        parser.ReadName();

        if (parser.Accept(TokenKind.LeftParenthesis))
        {
            parser.ReadExpressions();
            parser.ExpectRight();
        }
    }
}
