using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class OperatorReader
{
    /// <summary><c>OPERATOR(schema.+)</c></summary>
    public static bool IsNamedOperator(this StatementParser parser) =>
        parser.Is(Keyword.Operator) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis;

    public static bool IsOperatorSign(TokenKind kind) => kind is TokenKind.Operator or (>= TokenKind.Plus and <= TokenKind.NotEqual);

    /// <summary>An operator where an expression has one, with <c>!=</c> spelled <c>&lt;&gt;</c> and pg_catalog left away.</summary>
    public static string ReadOperator(this StatementParser parser)
    {
        if (!parser.IsNamedOperator())
        {
            return parser.ReadOperatorSign();
        }

        parser.Advance();
        parser.Advance();
        var name = parser.ReadOperatorName();
        parser.ExpectRight();
        return name.Contains('.') ? $"OPERATOR({name})" : name;
    }

    /// <summary>An operator with or without its schema, as DDL names it.</summary>
    public static string ReadOperatorName(this StatementParser parser)
    {
        var schema = "";

        while (parser.IsName() && parser.Ahead(1).Kind == TokenKind.Dot)
        {
            schema += parser.TakeIdentifier() + ".";
            parser.Advance();
        }

        var sign = parser.ReadOperatorSign();
        return schema is "" or "pg_catalog." ? sign : schema + sign;
    }

    private static string ReadOperatorSign(this StatementParser parser)
    {
        if (!IsOperatorSign(parser.Kind))
        {
            parser.Fail("expected an operator");
            return "";
        }

        var token = parser.Current;
        parser.Advance();

        return token.Kind switch
        {
            TokenKind.Equal => "=",
            TokenKind.NotEqual => "<>",
            TokenKind.Plus => "+",
            TokenKind.Minus => "-",
            TokenKind.Star => "*",
            TokenKind.Slash => "/",
            TokenKind.Less => "<",
            TokenKind.Greater => ">",
            _ => parser.Text.Substring(token.Start, token.Length),
        };
    }
}
