using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Clauses that the SQL/JSON functions share.</summary>
internal static class JsonClauses
{
    /// <summary>FORMAT JSON [ENCODING name]</summary>
    public static void ReadFormat(StatementParser parser, List<SyntaxNode> parts)
    {
        if (!parser.Accept(Keyword.Format, Keyword.Json))
        {
            return;
        }

        parts.Add(SyntaxNode.Words("FORMAT JSON", default));

        if (parser.Accept(Keyword.Encoding))
        {
            parser.ReadName();
        }
    }

    public static void ReadReturning(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Accept(Keyword.Returning))
        {
            parts.Add(SyntaxNode.Words("RETURNING " + parser.ReadType(), default));
            ReadFormat(parser, parts);
        }
    }

    /// <summary>NULL ON NULL or ABSENT ON NULL</summary>
    public static void ReadNulls(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Keyword is not (Keyword.Null or Keyword.Absent))
        {
            return;
        }

        parts.Add(parser.TakeWords());
        parts.Add(parser.ExpectWords(Keyword.On));
        parts.Add(parser.ExpectWords(Keyword.Null));
    }

    /// <summary>WITH or WITHOUT UNIQUE [KEYS]</summary>
    public static void ReadUnique(StatementParser parser, List<SyntaxNode> parts)
    {
        if (parser.Keyword is not (Keyword.With or Keyword.Without) || parser.Ahead(1).Keyword != Keyword.Unique)
        {
            return;
        }

        parts.Add(parser.TakeWords());
        parts.Add(parser.TakeWords());
        parser.Accept(Keyword.Keys);
    }

    /// <summary>PASSING value AS name, …</summary>
    public static void ReadPassing(StatementParser parser, List<SyntaxNode> parts)
    {
        if (!parser.Is(Keyword.Passing))
        {
            return;
        }

        parts.Add(parser.TakeWords());

        do
        {
            var start = parser.Position;
            var value = parser.ReadExpression();
            ReadFormat(parser, parts);
            parser.Expect(Keyword.As);
            parts.Add(parser.Node(SyntaxKind.Labelled, start, parser.ReadLabel(), value));
        }
        while (parser.Accept(TokenKind.Comma));
    }

    /// <summary>WRAPPER, QUOTES, ON EMPTY and ON ERROR.</summary>
    public static void ReadBehaviour(StatementParser parser, List<SyntaxNode> parts)
    {
        while (true)
        {
            switch (parser.Keyword)
            {
                case Keyword.With or Keyword.Without:
                    ReadWrapper(parser, parts);
                    break;
                case Keyword.Keep or Keyword.Omit:
                    ReadQuotes(parser, parts);
                    break;
                case Keyword.Default:
                    parts.Add(parser.TakeWords());
                    parts.Add(parser.ReadExpression());
                    ReadOn(parser, parts);
                    break;
                case Keyword.Error or Keyword.Null or Keyword.True or Keyword.False or Keyword.Unknown or Keyword.Empty:
                    ReadConstant(parser, parts);
                    break;
                default:
                    return;
            }
        }
    }

    private static void ReadConstant(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());

        if (parser.Keyword is Keyword.Array or Keyword.Object)
        {
            parts.Add(parser.TakeWords());
        }

        ReadOn(parser, parts);
    }

    private static void ReadOn(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.ExpectWords(Keyword.On));
        parts.Add(parser.ExpectOneOf(Keyword.Empty, Keyword.Error));
    }

    private static void ReadWrapper(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());

        if (parser.Keyword is Keyword.Conditional or Keyword.Unconditional)
        {
            parts.Add(parser.TakeWords());
        }

        parser.Accept(Keyword.Array);
        parts.Add(parser.ExpectWords(Keyword.Wrapper));
    }

    private static void ReadQuotes(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());
        parts.Add(parser.ExpectWords(Keyword.Quotes));

        if (parser.Accept(Keyword.On))
        {
            parser.Expect(Keyword.Scalar);
            parser.Expect(Keyword.String);
        }
    }
}
