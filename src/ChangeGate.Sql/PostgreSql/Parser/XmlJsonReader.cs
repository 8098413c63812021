using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>XML and SQL/JSON functions (manual 9.15, 9.16), whose arguments are expressions with words between them.</summary>
internal static class XmlJsonReader
{
    public static SyntaxNode? TryRead(StatementParser parser, int start)
    {
        if (!IsXmlOrJson(parser.Keyword))
        {
            return null;
        }

        var name = Keywords.TextOf(parser.Keyword).ToUpperInvariant();
        parser.Advance();
        var parts = new List<SyntaxNode>();
        parser.ExpectLeft();
        ReadParts(parser, parts);
        parser.ExpectRight();
        parser.ReadFilterAndWindow(parts);
        return parser.Node(SyntaxKind.Special, start, name, [.. parts]);
    }

    /// <summary>Expressions, and the words of these functions, up to the closing parenthesis.</summary>
    public static void ReadParts(StatementParser parser, List<SyntaxNode> parts)
    {
        while (!parser.AtEnd && !parser.Is(TokenKind.RightParenthesis))
        {
            if (parser.Is(TokenKind.Comma) || parser.Is(TokenKind.Colon) || IsWord(parser))
            {
                ReadWord(parser, parts);
            }
            else if (parser.Is(Keyword.Xmlattributes) || parser.Is(Keyword.Xmlnamespaces) || IsNestedColumns(parser))
            {
                parts.Add(parser.TakeWords());
                parser.ExpectLeft();
                ReadParts(parser, parts);
                parser.ExpectRight();
            }
            else
            {
                parts.Add(parser.ReadExpression());
            }
        }
    }

    private static bool IsNestedColumns(StatementParser parser) => parser.Is(Keyword.Columns) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis;

    private static void ReadWord(StatementParser parser, List<SyntaxNode> parts)
    {
        var word = parser.Keyword;
        parts.Add(parser.TakeWords());

        if (word == Keyword.Returning)
        {
            parts.Add(SyntaxNode.Words(parser.ReadType().ToString(), default));
        }
        else if (word == Keyword.As)
        {
            ReadLabelOrType(parser, parts);
        }
        else if (word is Keyword.Name or Keyword.Encoding)
        {
            parts.Add(SyntaxNode.Words(Quoting.Quote(parser.ReadLabel()), default));
        }
    }

    private static void ReadLabelOrType(StatementParser parser, List<SyntaxNode> parts)
    {
        var type = parser.ReadType();
        parts.Add(SyntaxNode.Words(type.ToString(), default));
    }

    private static bool IsXmlOrJson(Keyword keyword) => keyword is
        Keyword.Xmlelement or Keyword.Xmlexists or Keyword.Xmlforest or Keyword.Xmlparse or Keyword.Xmlpi or Keyword.Xmlroot or Keyword.Xmlserialize
        or Keyword.Json or Keyword.JsonArray or Keyword.JsonArrayagg or Keyword.JsonExists or Keyword.JsonObject or Keyword.JsonObjectagg
        or Keyword.JsonQuery or Keyword.JsonScalar or Keyword.JsonSerialize or Keyword.JsonValue;

    // A word of the grammar, unless it stands where it can only be a column: before an operator, a dot or a comma of the arguments.
    private static bool IsWord(StatementParser parser)
    {
        var next = parser.Ahead(1).Kind;

        return parser.Keyword switch
        {
            Keyword.Null or Keyword.Default or Keyword.As or Keyword.Returning or Keyword.On or Keyword.With or Keyword.Without => !IsNullValue(parser),
            Keyword.Passing or Keyword.Ref or Keyword.By or Keyword.Document or Keyword.Content or Keyword.Preserve or Keyword.Strip
                or Keyword.Whitespace or Keyword.Version or Keyword.Standalone or Keyword.Yes or Keyword.No or Keyword.Indent or Keyword.Name
                or Keyword.Key or Keyword.Value or Keyword.Absent or Keyword.Unique or Keyword.Keys or Keyword.Format or Keyword.Json
                or Keyword.Encoding or Keyword.Error or Keyword.Empty or Keyword.Array or Keyword.Object or Keyword.Wrapper or Keyword.Conditional
                or Keyword.Unconditional or Keyword.Keep or Keyword.Omit or Keyword.Quotes or Keyword.Scalar or Keyword.String or Keyword.Unknown
                or Keyword.True or Keyword.False => next is TokenKind.Word or TokenKind.RightParenthesis or TokenKind.Comma or TokenKind.String
                    or TokenKind.EscapeString or TokenKind.QuotedIdentifier or TokenKind.Integer && !IsJsonCall(parser),
            _ => false,
        };
    }

    private static bool IsJsonCall(StatementParser parser) => parser.Ahead(1).Kind == TokenKind.LeftParenthesis;

    private static bool IsNullValue(StatementParser parser) =>
        parser.Is(Keyword.Null) && parser.Ahead(1).Keyword != Keyword.On;
}
