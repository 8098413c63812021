using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>FROM: relations, functions, subqueries, and their joins.</summary>
internal static class FromReader
{
    public static SyntaxNode ReadItems(StatementParser parser)
    {
        var start = parser.Position;
        var items = new List<SyntaxNode>();

        do
        {
            items.Add(ReadItem(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        return parser.Node(SyntaxKind.List, start, null, [.. items]);
    }

    /// <summary><c>name</c>, <c>name *</c>, <c>ONLY name</c> or <c>ONLY (name)</c>, noted as read.</summary>
    public static SyntaxNode ReadRelation(StatementParser parser)
    {
        var start = parser.Position;
        var name = ReadRelationName(parser);
        parser.Uses.Read(name);
        return new SyntaxNode(SyntaxKind.Relation, parser.SpanFrom(start), null, []) { Name = name };
    }

    public static ObjectName ReadRelationName(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Only))
        {
            var name = parser.ReadQualifiedName();
            parser.Accept(TokenKind.Star);
            return name;
        }

        if (!parser.Accept(TokenKind.LeftParenthesis))
        {
            return parser.ReadQualifiedName();
        }

        var inner = parser.ReadQualifiedName();
        parser.ExpectRight();
        return inner;
    }

    private static SyntaxNode ReadItem(StatementParser parser)
    {
        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var start = parser.Position;
        var parts = new List<SyntaxNode> { ReadSource(parser) };

        while (ReadJoin(parser, parts))
        {
        }

        parser.Leave();
        return parts.Count == 1 ? parts[0] : parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    private static bool ReadJoin(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Accept(Keyword.Cross))
        {
            parts.Add(SyntaxNode.Words("CROSS JOIN", default));
            parser.Expect(Keyword.Join);
            parts.Add(ReadSource(parser));
            return true;
        }

        var natural = parser.Accept(Keyword.Natural);
        var kind = parser.Keyword switch
        {
            Keyword.Left => "LEFT ",
            Keyword.Right => "RIGHT ",
            Keyword.Full => "FULL ",
            Keyword.Inner => "INNER ",
            Keyword.Join => "",
            _ => null,
        };

        if (kind is null)
        {
            if (natural)
            {
                parser.Fail("expected JOIN");
            }

            return false;
        }

        if (kind.Length > 0)
        {
            parser.Advance();
            parser.Accept(Keyword.Outer);
        }

        parser.Expect(Keyword.Join);
        parts.Add(SyntaxNode.Words((natural ? "NATURAL " : "") + (kind == "INNER " ? "" : kind) + "JOIN", default));
        ReadJoined(parser, parts, natural);
        return true;
    }

    private static void ReadJoined(StatementParser parser, List<SyntaxNode> parts, bool natural)
    {
        // `a JOIN b JOIN c ON … ON …` joins b and c first.
        parts.Add(natural ? ReadSource(parser) : ReadJoinOperand(parser));

        if (natural)
        {
            return;
        }

        if (parser.Is(Keyword.On))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadExpression());
            return;
        }

        parts.Add(parser.ExpectWords(Keyword.Using));
        parts.Add(SyntaxNode.Words($"({string.Join(", ", parser.ReadColumnList().Select(Quoting.Quote))})", default));

        if (parser.Accept(Keyword.As))
        {
            parts.Add(SyntaxNode.Words("AS " + Quoting.Quote(parser.ReadName()), default));
        }
    }

    private static SyntaxNode ReadJoinOperand(StatementParser parser)
    {
        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        var start = parser.Position;
        var parts = new List<SyntaxNode> { ReadSource(parser) };

        while (parser.Keyword is not (Keyword.On or Keyword.Using) && ReadJoin(parser, parts))
        {
        }

        parser.Leave();
        return parts.Count == 1 ? parts[0] : parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    private static SyntaxNode ReadSource(StatementParser parser)
    {
        var start = parser.Position;
        var lateral = parser.Accept(Keyword.Lateral);
        var isFunction = false;
        var parts = new List<SyntaxNode>();

        if (lateral)
        {
            parts.Add(SyntaxNode.Words("LATERAL", default));
        }

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            parts.Add(ReadParenthesizedSource(parser));
        }
        else if (TableFunctionReader.TryRead(parser) is { } function)
        {
            isFunction = true;
            parts.Add(function);
        }
        else
        {
            parts.Add(ReadRelation(parser));
        }

        ReadAlias(parser, parts, isFunction);
        ReadSample(parser, parts);
        return parts.Count == 1 ? parts[0] : parser.Node(SyntaxKind.FromItem, start, null, [.. parts]);
    }

    private static SyntaxNode ReadParenthesizedSource(StatementParser parser)
    {
        var start = parser.Position;

        if (!parser.Enter())
        {
            return SyntaxNode.Missing(parser.EndOffset);
        }

        parser.ExpectLeft();
        SyntaxNode content;

        if (PrimaryReader.StartsQuery(parser.Keyword))
        {
            content = parser.Node(SyntaxKind.Subquery, start, null, parser.ReadQuery());
        }
        else if (parser.Is(TokenKind.LeftParenthesis))
        {
            content = ReadAfterParenthesis(parser, start);
        }
        else
        {
            content = ReadItem(parser);

            if (content.Kind != SyntaxKind.Query)
            {
                parser.Fail("expected JOIN");
            }
        }

        parser.ExpectRight();
        parser.Leave();
        return content;
    }

    private static SyntaxNode ReadAfterParenthesis(StatementParser parser, int start)
    {
        var inner = parser.Position;
        var first = ReadParenthesizedSource(parser);

        if (first.Kind == SyntaxKind.Subquery && (parser.Is(TokenKind.RightParenthesis) || PrimaryReader.ContinuesQuery(parser.Keyword)))
        {
            return parser.Node(SyntaxKind.Subquery, start, null, parser.ContinueQuery(first, inner));
        }

        var parts = new List<SyntaxNode> { first };
        ReadAlias(parser, parts, false);

        while (ReadJoin(parser, parts))
        {
        }

        return parser.Node(SyntaxKind.Query, start, null, [.. parts]);
    }

    private static void ReadAlias(StatementParser parser, List<SyntaxNode> parts, bool isFunction)
    {
        var written = parser.Accept(Keyword.As);

        if (!parser.IsName() && !(written && isFunction && parser.Is(TokenKind.LeftParenthesis)))
        {
            if (written)
            {
                parser.Fail("expected an alias");
            }

            return;
        }

        var alias = parser.IsName() ? Quoting.Quote(parser.ReadName()) : "";

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            alias += isFunction ? TableFunctionReader.ReadColumnDefinitions(parser) : $"({string.Join(", ", parser.ReadColumnList().Select(Quoting.Quote))})";
        }

        parts.Add(SyntaxNode.Words("AS " + alias, default));
    }

    private static void ReadSample(StatementParser parser, List<SyntaxNode> parts)
    {
        if (!parser.Is(Keyword.Tablesample))
        {
            return;
        }

        parts.Add(parser.TakeWords());
        var method = parser.ReadFunctionName();
        var start = parser.Position;
        parser.ExpectLeft();
        parts.Add(SyntaxNode.Words(method.ToString(), default));
        parts.Add(parser.Node(SyntaxKind.Row, start, null, parser.ReadExpressions()));
        parser.ExpectRight();

        if (parser.Is(Keyword.Repeatable))
        {
            parts.Add(parser.TakeWords());
            parts.Add(parser.ReadParenthesized());
        }
    }
}
