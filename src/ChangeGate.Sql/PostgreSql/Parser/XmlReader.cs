using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>XML functions that the grammar spells out (manual 9.15).</summary>
internal static class XmlReader
{
    /// <summary>null where the word begins none of them.</summary>
    public static SyntaxNode? TryRead(StatementParser parser, int start)
    {
        var function = parser.Keyword;
        var parts = new List<SyntaxNode>();

        if (function is not (Keyword.Xmlelement or Keyword.Xmlexists or Keyword.Xmlforest or Keyword.Xmlparse or Keyword.Xmlpi or Keyword.Xmlroot
            or Keyword.Xmlserialize))
        {
            return null;
        }

        parser.Advance();
        parser.ExpectLeft();

        switch (function)
        {
            case Keyword.Xmlelement or Keyword.Xmlpi:
                ReadElement(parser, parts);
                break;
            case Keyword.Xmlexists:
                parts.Add(parser.ReadPrimary());
                ReadPassing(parser, parts);
                break;
            case Keyword.Xmlforest:
                ReadAttributes(parser, parts);
                break;
            case Keyword.Xmlroot:
                ReadRoot(parser, parts);
                break;
            default:
                ReadDocument(parser, parts, function);
                break;
        }

        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, Keywords.TextOf(function).ToUpperInvariant(), [.. parts]);
    }

    /// <summary>XMLTABLE in FROM.</summary>
    public static SyntaxNode ReadTable(StatementParser parser)
    {
        var start = parser.Position;
        var parts = new List<SyntaxNode>();
        parser.Expect(Keyword.Xmltable);
        parser.ExpectLeft();

        if (parser.Accept(Keyword.Xmlnamespaces))
        {
            parser.ExpectLeft();
            ReadNamespaces(parser, parts);
            parser.ExpectRight();
            parser.Expect(TokenKind.Comma, ",");
        }

        parts.Add(parser.ReadPrimary());
        ReadPassing(parser, parts);
        parts.Add(parser.ExpectWords(Keyword.Columns));

        do
        {
            ReadColumn(parser, parts);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, "XMLTABLE", [.. parts]);
    }

    // NAME label [, XMLATTRIBUTES (…)] [, contents]
    private static void ReadElement(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.Name));
        parts.Add(SyntaxNode.Words(Quoting.Quote(parser.ReadLabel()), default));

        while (parser.Accept(TokenKind.Comma))
        {
            if (parser.Is(Keyword.Xmlattributes))
            {
                parts.Add(parser.TakeWords());
                parser.ExpectLeft();
                ReadAttributes(parser, parts);
                parser.ExpectRight();
            }
            else
            {
                parts.Add(parser.ReadExpression());
            }
        }
    }

    private static void ReadAttributes(StatementParser parser, List<SyntaxNode> parts)
    {
        do
        {
            var start = parser.Position;
            var value = parser.ReadExpression();
            parts.Add(parser.Accept(Keyword.As) ? parser.Node(SyntaxKind.Labelled, start, parser.ReadLabel(), value) : value);
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadPassing(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.Passing));
        AcceptMechanism(parser);
        parts.Add(parser.ReadPrimary());
        AcceptMechanism(parser);
    }

    private static void AcceptMechanism(StatementParser parser)
    {
        if (parser.Accept(Keyword.By))
        {
            parser.ExpectOneOf(Keyword.Ref, Keyword.Value);
        }
    }

    // XMLPARSE and XMLSERIALIZE
    private static void ReadDocument(StatementParser parser, List<SyntaxNode> parts, Keyword function)
    {
        parts.Add(parser.ExpectOneOf(Keyword.Document, Keyword.Content));
        parts.Add(parser.ReadExpression());

        if (function == Keyword.Xmlparse)
        {
            if (parser.Keyword is Keyword.Preserve or Keyword.Strip)
            {
                parts.Add(parser.TakeWords());
                parts.Add(parser.ExpectWords(Keyword.Whitespace));
            }

            return;
        }

        parser.Expect(Keyword.As);
        parts.Add(SyntaxNode.Words("AS " + parser.ReadSimpleType(), default));

        if (parser.Accept(Keyword.No) || parser.Is(Keyword.Indent))
        {
            parser.Expect(Keyword.Indent);
        }
    }

    private static void ReadRoot(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ReadExpression());
        parser.Expect(TokenKind.Comma, ",");
        parts.Add(parser.ExpectWords(Keyword.Version));
        parts.Add(parser.Accept(Keyword.No, Keyword.Value) ? SyntaxNode.Words("NO VALUE", default) : parser.ReadExpression());

        if (!parser.Accept(TokenKind.Comma))
        {
            return;
        }

        parts.Add(parser.ExpectWords(Keyword.Standalone));
        parts.Add(parser.ExpectOneOf(Keyword.Yes, Keyword.No));
        parser.Accept(Keyword.Value);
    }

    private static void ReadNamespaces(StatementParser parser, List<SyntaxNode> parts)
    {
        do
        {
            if (parser.Accept(Keyword.Default))
            {
                parts.Add(parser.ReadRestrictedExpression());
            }
            else
            {
                var start = parser.Position;
                var value = parser.ReadRestrictedExpression();
                parser.Expect(Keyword.As);
                parts.Add(parser.Node(SyntaxKind.Labelled, start, parser.ReadLabel(), value));
            }
        }
        while (parser.Accept(TokenKind.Comma));
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
            if (parser.Accept(Keyword.Not))
            {
                parser.Expect(Keyword.Null);
            }
            else if (!parser.Accept(Keyword.Null))
            {
                parts.Add(SyntaxNode.Words(parser.ReadLabel(), default));
                parts.Add(parser.ReadRestrictedExpression());
            }
        }
    }
}
