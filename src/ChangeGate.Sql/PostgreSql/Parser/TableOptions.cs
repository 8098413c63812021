using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What stands around the elements of a table or an index: persistence, storage parameters, tablespace.</summary>
internal static class TableOptions
{
    /// <summary>TEMPORARY, UNLOGGED and their older spellings.</summary>
    public static Persistence ReadPersistence(StatementParser parser)
    {
        if (parser.Keyword is Keyword.Local or Keyword.Global && parser.Ahead(1).Keyword is Keyword.Temp or Keyword.Temporary)
        {
            parser.Advance();
        }

        if (parser.Accept(Keyword.Temp) || parser.Accept(Keyword.Temporary))
        {
            return Persistence.Temporary;
        }

        return parser.Accept(Keyword.Unlogged) ? Persistence.Unlogged : Persistence.Permanent;
    }

    /// <summary><c>(name = value, …)</c>, each as <c>name=value</c>.</summary>
    public static List<string> ReadParameters(StatementParser parser)
    {
        var parameters = new List<string>();
        parser.ExpectLeft();

        do
        {
            parameters.Add(ReadParameter(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return parameters;
    }

    /// <summary><c>WITH (…)</c> or <c>WITHOUT OIDS</c>; empty where there is none.</summary>
    public static List<string> ReadOptionalWith(StatementParser parser)
    {
        if (parser.Is(Keyword.With) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis)
        {
            parser.Advance();
            return ReadParameters(parser);
        }

        parser.Accept(Keyword.Without, Keyword.Oids);
        return [];
    }

    /// <summary>The value of a parameter as written; a type, a word, a number, an operator or a string.</summary>
    public static string ReadValue(StatementParser parser)
    {
        var start = parser.Position;

        switch (parser.Kind)
        {
            case TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.DollarString:
                return parser.ReadString();
            case TokenKind.Plus or TokenKind.Minus when parser.Ahead(1).Kind is TokenKind.Integer or TokenKind.Decimal:
                parser.Advance();
                parser.Advance();
                return parser.TextFrom(start);
            case TokenKind.Integer or TokenKind.Decimal:
                parser.Advance();
                return parser.TextFrom(start);
            case TokenKind.Word when Keywords.IsReserved(parser.Keyword) || parser.Is(Keyword.None):
                return parser.TakeIdentifier();
            case TokenKind.Word when parser.Is(Keyword.Operator) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis:
                return parser.ReadOperator();
            case TokenKind.Word or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier:
                parser.ReadType();
                return parser.TextFrom(start);
            default:
                return parser.ReadOperatorName();
        }
    }

    /// <summary>Options of foreign data wrappers: <c>OPTIONS (ADD a 'x', SET b 'y', DROP c)</c>.</summary>
    public static List<string> ReadForeignOptions(StatementParser parser)
    {
        var options = new List<string>();

        if (!parser.Accept(Keyword.Options))
        {
            return options;
        }

        parser.ExpectLeft();

        do
        {
            var drops = parser.Is(Keyword.Drop) && parser.Ahead(1).Kind is not (TokenKind.String or TokenKind.EscapeString);

            if (drops || (parser.Keyword is Keyword.Add or Keyword.Set && !parser.Ahead(1).IsString))
            {
                parser.Advance();
            }

            options.Add(parser.ReadLabel());

            if (!drops)
            {
                parser.ReadString();
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return options;
    }

    /// <summary>ON COMMIT DROP or DELETE ROWS (null for PRESERVE ROWS and nothing), and TABLESPACE.</summary>
    public static string? ReadTail(StatementParser parser)
    {
        string? onCommit = null;

        if (parser.Accept(Keyword.On, Keyword.Commit))
        {
            if (parser.Accept(Keyword.Drop))
            {
                onCommit = "DROP";
            }
            else
            {
                onCommit = parser.ExpectOneOf(Keyword.Delete, Keyword.Preserve).Text == "DELETE" ? "DELETE ROWS" : null;
                parser.Expect(Keyword.Rows);
            }
        }

        ReadTablespace(parser);
        return onCommit;
    }

    public static string? ReadTablespace(StatementParser parser) => parser.Accept(Keyword.Tablespace) ? parser.ReadName() : null;

    /// <summary>The access method behind USING; null where none is written.</summary>
    public static string? ReadMethod(StatementParser parser) => parser.Accept(Keyword.Using) ? parser.ReadName() : null;

    private static string ReadParameter(StatementParser parser)
    {
        var name = parser.ReadLabel();

        if (parser.Accept(TokenKind.Dot))
        {
            name += "." + parser.ReadLabel();
        }

        return parser.Accept(TokenKind.Equal) ? $"{name}={ReadValue(parser)}" : name;
    }
}
