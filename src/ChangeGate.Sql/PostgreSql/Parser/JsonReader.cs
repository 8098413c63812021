using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>SQL/JSON functions (manual 9.16).</summary>
internal static class JsonReader
{
    /// <summary>null where the word begins none of them.</summary>
    public static SyntaxNode? TryRead(StatementParser parser, int start)
    {
        var function = parser.Keyword;
        var parts = new List<SyntaxNode>();

        if (function is not (Keyword.Json or Keyword.JsonArray or Keyword.JsonArrayagg or Keyword.JsonExists or Keyword.JsonObject
            or Keyword.JsonObjectagg or Keyword.JsonQuery or Keyword.JsonScalar or Keyword.JsonSerialize or Keyword.JsonValue))
        {
            return null;
        }

        parser.Advance();
        parser.ExpectLeft();

        if (!parser.Is(TokenKind.RightParenthesis) && !parser.Is(Keyword.Returning))
        {
            ReadContent(parser, parts, function);
        }

        JsonClauses.ReadReturning(parser, parts);
        JsonClauses.ReadBehaviour(parser, parts);
        parser.ExpectRight();
        parser.ReadFilterAndWindow(parts);
        return parser.Node(SyntaxKind.Special, start, Keywords.TextOf(function).ToUpperInvariant(), [.. parts]);
    }

    /// <summary>JSON_TABLE in FROM.</summary>
    public static SyntaxNode ReadTable(StatementParser parser)
    {
        var start = parser.Position;
        var parts = new List<SyntaxNode>();
        parser.Expect(Keyword.JsonTable);
        parser.ExpectLeft();
        ReadPath(parser, parts);

        if (parser.Accept(Keyword.As))
        {
            parts.Add(SyntaxNode.Words("AS " + Quoting.Quote(parser.ReadName()), default));
        }

        JsonClauses.ReadPassing(parser, parts);
        ReadColumns(parser, parts);
        JsonClauses.ReadBehaviour(parser, parts);
        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, "JSON_TABLE", [.. parts]);
    }

    private static void ReadContent(StatementParser parser, List<SyntaxNode> parts, Keyword function)
    {
        switch (function)
        {
            case Keyword.JsonQuery or Keyword.JsonExists or Keyword.JsonValue:
                ReadPath(parser, parts);
                JsonClauses.ReadPassing(parser, parts);
                break;
            case Keyword.JsonObject or Keyword.JsonObjectagg:
                ReadPairs(parser, parts);
                JsonClauses.ReadNulls(parser, parts);
                JsonClauses.ReadUnique(parser, parts);
                break;
            case Keyword.JsonArray when StartsQuery(parser):
                parts.Add(parser.ReadQuery());
                JsonClauses.ReadFormat(parser, parts);
                break;
            default:
                ReadValues(parser, parts);
                break;
        }
    }

    private static bool StartsQuery(StatementParser parser) => PrimaryReader.StartsQuery(parser.Keyword);

    private static void ReadValues(StatementParser parser, List<SyntaxNode> parts)
    {
        do
        {
            ReadValue(parser, parts);
        }
        while (parser.Accept(TokenKind.Comma));

        if (parser.Is(Keyword.Order))
        {
            parts.Add(parser.ReadOrderBy());
        }

        JsonClauses.ReadNulls(parser, parts);
        JsonClauses.ReadUnique(parser, parts);
    }

    private static void ReadValue(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ReadExpression());
        JsonClauses.ReadFormat(parser, parts);
    }

    // key VALUE value, key : value; or, as before SQL/JSON, plain arguments
    private static void ReadPairs(StatementParser parser, List<SyntaxNode> parts)
    {
        do
        {
            parts.Add(parser.ReadExpression());

            if (parser.Accept(TokenKind.Colon) || parser.Accept(Keyword.Value))
            {
                parts.Add(SyntaxNode.Words(":", default));
                ReadValue(parser, parts);
            }
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadPath(StatementParser parser, List<SyntaxNode> parts)
    {
        ReadValue(parser, parts);
        parser.Expect(TokenKind.Comma, ",");
        parts.Add(parser.ReadExpression());
    }

    private static void ReadColumns(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.Columns));

        if (!parser.Enter())
        {
            return;
        }

        parser.ExpectLeft();

        do
        {
            if (parser.Is(Keyword.Nested) && (parser.Ahead(1).IsString || parser.Ahead(1).Keyword == Keyword.Path))
            {
                ReadNested(parser, parts);
            }
            else
            {
                ReadColumn(parser, parts);
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        parser.Leave();
    }

    private static void ReadNested(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());
        parser.Accept(Keyword.Path);
        parts.Add(parser.ReadPrimary());

        if (parser.Accept(Keyword.As))
        {
            parts.Add(SyntaxNode.Words("AS " + Quoting.Quote(parser.ReadName()), default));
        }

        ReadColumns(parser, parts);
    }

    private static void ReadColumn(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(SyntaxNode.Words(Quoting.Quote(parser.ReadName()), default));

        if (parser.Accept(Keyword.For, Keyword.Ordinality))
        {
            return;
        }

        parts.Add(SyntaxNode.Words(parser.ReadType().ToString(), default));
        JsonClauses.ReadFormat(parser, parts);

        if (parser.Is(Keyword.Exists))
        {
            parts.Add(parser.TakeWords());
        }

        if (parser.Is(Keyword.Path))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadPrimary());
        }

        JsonClauses.ReadBehaviour(parser, parts);
    }
}
