using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>XMLTABLE and JSON_TABLE: a row expression, then the columns.</summary>
internal static class StructuredTableReader
{
    public static SyntaxNode Read(StatementParser parser)
    {
        var start = parser.Position;
        var name = Keywords.TextOf(parser.Keyword).ToUpperInvariant();
        var parts = new List<SyntaxNode>();
        parser.Advance();
        parser.ExpectLeft();
        ReadParts(parser, parts);
        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, name, [.. parts]);
    }

    private static void ReadParts(StatementParser parser, List<SyntaxNode> parts)
    {
        while (!parser.AtEnd && !parser.Is(TokenKind.RightParenthesis) && !parser.Is(Keyword.Columns))
        {
            if (parser.Is(Keyword.Xmlnamespaces))
            {
                parts.Add(parser.TakeWords());
                parser.ExpectLeft();
                XmlJsonReader.ReadParts(parser, parts);
                parser.ExpectRight();
            }
            else if (parser.Is(TokenKind.Comma) || parser.Keyword is Keyword.Passing or Keyword.By or Keyword.Ref or Keyword.Value)
            {
                parts.Add(parser.TakeWords());
            }
            else if (parser.Accept(Keyword.As))
            {
                parts.Add(SyntaxNode.Words("AS " + Quoting.Quote(parser.ReadLabel()), default));
            }
            else
            {
                parts.Add(parser.ReadOperandAbove(Precedence.Comparison));
            }
        }

        if (parser.Is(Keyword.Columns))
        {
            ReadColumns(parser, parts);
        }

        if (parser.Accept(Keyword.Error) || parser.Accept(Keyword.Empty))
        {
            parser.Accept(Keyword.Array);
            parser.Expect(Keyword.On);
            parser.ExpectOneOf(Keyword.Error, Keyword.Empty);
        }
    }

    private static void ReadColumns(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());

        if (!parser.Enter())
        {
            return;
        }

        var parenthesized = parser.Accept(TokenKind.LeftParenthesis);

        do
        {
            if (parser.Is(Keyword.Nested))
            {
                ReadNested(parser, parts);
            }
            else
            {
                ReadColumn(parser, parts);
            }
        }
        while (parser.Accept(TokenKind.Comma));

        if (parenthesized)
        {
            parser.ExpectRight();
        }

        parser.Leave();
    }

    private static void ReadNested(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());
        parser.Accept(Keyword.Path);
        parts.Add(SyntaxNode.Words(parser.ReadString(), default));

        if (parser.Accept(Keyword.As))
        {
            parser.ReadName();
        }

        if (parser.Is(Keyword.Columns))
        {
            ReadColumns(parser, parts);
        }
        else
        {
            parser.Fail("expected COLUMNS");
        }
    }

    private static void ReadColumn(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(SyntaxNode.Words(Quoting.Quote(parser.ReadName()), default));

        if (parser.Accept(Keyword.For, Keyword.Ordinality))
        {
            return;
        }

        parts.Add(SyntaxNode.Words(parser.ReadType().ToString(), default));

        while (!parser.AtEnd && !parser.Is(TokenKind.Comma) && !parser.Is(TokenKind.RightParenthesis))
        {
            switch (parser.Keyword)
            {
                case Keyword.Default:
                    parts.Add(parser.TakeWords());
                    parts.Add(parser.ReadRestrictedExpression());
                    break;
                case Keyword.NoKeyword:
                    parts.Add(parser.ReadPrimary());
                    break;
                default:
                    parts.Add(parser.TakeWords());
                    break;
            }
        }
    }
}
