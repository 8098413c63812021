using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Names, by the categories of keywords that may stand for one (manual, appendix C).</summary>
internal static class NameReader
{
    /// <summary>A name of a column, table or other object.</summary>
    public static string ReadName(this StatementParser parser) => parser.IsName() ? parser.TakeIdentifier() : parser.NoName("a name");

    /// <summary>A name of a type or function.</summary>
    public static string ReadTypeOrFunctionName(this StatementParser parser) =>
        parser.IsTypeOrFunctionName() ? parser.TakeIdentifier() : parser.NoName("a name");

    /// <summary>A name behind a dot or AS: any keyword will do.</summary>
    public static string ReadLabel(this StatementParser parser) => parser.IsLabel() ? parser.TakeIdentifier() : parser.NoName("a name");

    public static string ReadNonReservedWord(this StatementParser parser) =>
        parser.IsLabel() && !Keywords.IsReserved(parser.Keyword) ? parser.TakeIdentifier() : parser.NoName("a word");

    /// <summary>A role: PUBLIC and CURRENT_USER are given as they would print.</summary>
    public static string ReadRole(this StatementParser parser)
    {
        if (parser.Keyword is Keyword.CurrentUser or Keyword.SessionUser or Keyword.CurrentRole)
        {
            return parser.TakeIdentifier();
        }

        return parser.ReadNonReservedWord();
    }

    public static string ReadString(this StatementParser parser)
    {
        if (!parser.Current.IsString)
        {
            parser.Fail("expected a string constant");
            return "";
        }

        var token = parser.Current;
        parser.Advance();
        return TokenText.Value(parser.Text, token);
    }

    public static bool IsName(this StatementParser parser) => IsNameToken(parser.Current);

    public static bool IsNameToken(Token token) =>
        IsIdentifier(token.Kind) && (token.Keyword == Keyword.NoKeyword || Keywords.IsUnreserved(token.Keyword) || Keywords.IsColumnName(token.Keyword));

    public static bool IsTypeOrFunctionName(this StatementParser parser) => IsTypeOrFunctionNameToken(parser.Current);

    public static bool IsTypeOrFunctionNameToken(Token token) =>
        IsIdentifier(token.Kind) && (token.Keyword == Keyword.NoKeyword || Keywords.IsUnreserved(token.Keyword) || Keywords.IsTypeOrFunctionName(token.Keyword));

    public static bool IsLabel(this StatementParser parser) => IsIdentifier(parser.Kind);

    /// <summary>A table, view, index, sequence or type: <c>name</c>, <c>schema.name</c> or <c>database.schema.name</c>.</summary>
    public static ObjectName ReadQualifiedName(this StatementParser parser)
    {
        var name = parser.ReadName();
        string? schema = null;

        for (var parts = 1; parser.Accept(TokenKind.Dot); parts++)
        {
            if (parts == 3)
            {
                parser.Fail("a name of at most three parts");
            }

            schema = name;
            name = parser.ReadLabel();
        }

        return new ObjectName(schema, name);
    }

    public static ObjectName ReadFunctionName(this StatementParser parser)
    {
        if (parser.Ahead(1).Kind == TokenKind.Dot)
        {
            return parser.ReadQualifiedName();
        }

        return new ObjectName(null, parser.ReadTypeOrFunctionName());
    }

    public static List<string> ReadNames(this StatementParser parser)
    {
        var names = new List<string>();

        do
        {
            names.Add(parser.ReadName());
        }
        while (parser.Accept(TokenKind.Comma));

        return names;
    }

    /// <summary>Names in parentheses; empty where there are none.</summary>
    public static List<string> ReadOptionalColumnList(this StatementParser parser)
    {
        if (!parser.Is(TokenKind.LeftParenthesis))
        {
            return [];
        }

        return parser.ReadColumnList();
    }

    public static List<string> ReadColumnList(this StatementParser parser)
    {
        parser.ExpectLeft();
        var names = parser.ReadNames();
        parser.ExpectRight();
        return names;
    }

    public static List<ObjectName> ReadQualifiedNames(this StatementParser parser)
    {
        var names = new List<ObjectName>();

        do
        {
            names.Add(parser.ReadQualifiedName());
        }
        while (parser.Accept(TokenKind.Comma));

        return names;
    }

    public static List<string> ReadRoles(this StatementParser parser)
    {
        var roles = new List<string>();

        do
        {
            roles.Add(parser.ReadRole());
        }
        while (parser.Accept(TokenKind.Comma));

        return roles;
    }

    public static bool AcceptIfExists(this StatementParser parser) => parser.Accept(Keyword.If, Keyword.Exists);

    public static bool AcceptIfNotExists(this StatementParser parser) => parser.Accept(Keyword.If, Keyword.Not, Keyword.Exists);

    /// <summary>CASCADE (true), RESTRICT or nothing.</summary>
    public static bool AcceptCascade(this StatementParser parser)
    {
        if (parser.Accept(Keyword.Cascade))
        {
            return true;
        }

        parser.Accept(Keyword.Restrict);
        return false;
    }

    public static string TakeIdentifier(this StatementParser parser)
    {
        var token = parser.Current;
        parser.Advance();

        if (TokenText.IsCut(parser.Text, token))
        {
            parser.Draft.CutName ??= TokenText.WholeIdentifier(parser.Text, token);
        }

        return TokenText.Identifier(parser.Text, token);
    }

    private static bool IsIdentifier(TokenKind kind) => kind is TokenKind.Word or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier;

    private static string NoName(this StatementParser parser, string what)
    {
        parser.Fail($"expected {what}");
        return "";
    }
}
