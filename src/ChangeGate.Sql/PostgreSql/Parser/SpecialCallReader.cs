using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions that the grammar spells out: CAST, EXTRACT, TRIM, COALESCE and so on.</summary>
internal static class SpecialCallReader
{
    /// <summary>null where the word begins no such function.</summary>
    public static SyntaxNode? TryRead(StatementParser parser, int start)
    {
        if (parser.Is(Keyword.Collation, Keyword.For))
        {
            parser.Advance();
            parser.Advance();
            return parser.Node(SyntaxKind.Special, start, "COLLATION FOR", parser.ReadParenthesized());
        }

        if (parser.Ahead(1).Kind != TokenKind.LeftParenthesis)
        {
            return null;
        }

        switch (parser.Keyword)
        {
            case Keyword.Cast or Keyword.Treat:
                return ReadCast(parser, start);
            case Keyword.Coalesce or Keyword.Greatest or Keyword.Least or Keyword.Nullif or Keyword.Grouping or Keyword.Normalize or Keyword.Xmlconcat:
            case Keyword.Extract or Keyword.Overlay or Keyword.Position or Keyword.Substring or Keyword.Trim or Keyword.MergeAction:
                return ReadWithWords(parser, start);
            default:
                return XmlReader.TryRead(parser, start) ?? JsonReader.TryRead(parser, start);
        }
    }

    private static SyntaxNode ReadCast(StatementParser parser, int start)
    {
        var treat = parser.Is(Keyword.Treat);
        parser.Advance();
        parser.ExpectLeft();
        var value = parser.ReadExpression();
        parser.Expect(Keyword.As);
        var read = parser.ReadType();
        var type = TypeNames.TextOf(read);
        parser.Uses.Cast(read);
        parser.ExpectRight();
        return treat ? parser.Node(SyntaxKind.Special, start, "TREAT", value, SyntaxNode.Words(type, default)) : parser.Node(SyntaxKind.Cast, start, type, value);
    }

    // The arguments of these differ from a call's only in the words between them.
    private static SyntaxNode ReadWithWords(StatementParser parser, int start)
    {
        var function = parser.Keyword;
        var parts = new List<SyntaxNode>();
        parser.Advance();
        parser.ExpectLeft();

        if (function == Keyword.Trim && parser.Keyword is Keyword.Both or Keyword.Leading or Keyword.Trailing)
        {
            parts.Add(parser.TakeWords());
        }
        else if (function == Keyword.Extract)
        {
            parts.Add(ReadExtractField(parser));
        }
        else if (function == Keyword.Position)
        {
            parts.Add(parser.ReadRestrictedExpression());
        }

        ReadParts(parser, parts, function);
        parser.ExpectRight();
        return parser.Node(SyntaxKind.Special, start, Keywords.TextOf(function).ToUpperInvariant(), [.. parts]);
    }

    // Operands with a comma or one of the words between each two; TRIM may begin with its word.
    private static void ReadParts(StatementParser parser, List<SyntaxNode> parts, Keyword function)
    {
        var mayBeEmpty = function is Keyword.MergeAction or Keyword.Substring or Keyword.Overlay;
        var needsOperand = !mayBeEmpty && function is not (Keyword.Extract or Keyword.Position);

        while (!parser.AtEnd && (needsOperand || !parser.Is(TokenKind.RightParenthesis)))
        {
            var isWord = IsWordOf(function, parser.Keyword);

            if (needsOperand && !(isWord && function == Keyword.Trim && parts.Count < 2))
            {
                parts.Add(parser.ReadExpression());
                needsOperand = false;
            }
            else if (parser.Is(TokenKind.Comma) || isWord)
            {
                parts.Add(parser.TakeWords());
                needsOperand = true;
            }
            else if (parts.Count == 0)
            {
                needsOperand = true;
            }
            else
            {
                parser.Fail("expected `,` or `)`");
            }
        }
    }

    private static SyntaxNode ReadExtractField(StatementParser parser)
    {
        if (!parser.Current.IsString && !parser.IsLabel())
        {
            parser.Fail("expected a field of EXTRACT");
        }

        var text = parser.Current.IsString ? TokenText.Value(parser.Text, parser.Current) : TokenText.Identifier(parser.Text, parser.Current);
        return parser.Leaf(SyntaxKind.Words, text.ToLowerInvariant());
    }

    private static bool IsWordOf(Keyword function, Keyword word) => function switch
    {
        Keyword.Extract or Keyword.Trim => word == Keyword.From,
        Keyword.Position => word == Keyword.In,
        Keyword.Overlay => word is Keyword.Placing or Keyword.From or Keyword.For,
        Keyword.Substring => word is Keyword.From or Keyword.For or Keyword.Similar or Keyword.Escape,
        _ => false,
    };
}
