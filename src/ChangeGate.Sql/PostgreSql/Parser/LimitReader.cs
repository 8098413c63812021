using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>LIMIT, OFFSET, FETCH and row locks, in any order as the grammar lets them.</summary>
internal static class LimitReader
{
    public static void Read(StatementParser parser, List<SyntaxNode> parts)
    {
        while (true)
        {
            switch (parser.Keyword)
            {
                case Keyword.Limit:
                    parts.Add(parser.TakeWords());
                    parts.Add(parser.Is(Keyword.All) ? parser.TakeWords() : parser.ReadExpression());
                    break;
                case Keyword.Offset:
                    parts.Add(parser.TakeWords());
                    parts.Add(parser.ReadExpression());
                    AcceptRows(parser);
                    break;
                case Keyword.Fetch:
                    ReadFetch(parser, parts);
                    break;
                case Keyword.For:
                    ReadLock(parser, parts);
                    break;
                default:
                    return;
            }
        }
    }

    private static bool AcceptRows(StatementParser parser) => parser.Accept(Keyword.Row) || parser.Accept(Keyword.Rows);

    private static void ReadFetch(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(SyntaxNode.Words("LIMIT", parser.Current.Span));
        parser.Advance();
        parser.ExpectOneOf(Keyword.First, Keyword.Next);
        parts.Add(parser.Keyword is Keyword.Row or Keyword.Rows ? SyntaxNode.Words("1", default) : parser.ReadOperandAbove(Precedence.Collate));

        if (!AcceptRows(parser))
        {
            parser.Fail("expected ROW or ROWS");
        }

        if (!parser.Accept(Keyword.Only))
        {
            parts.Add(parser.ExpectWords(Keyword.With));
            parts.Add(parser.ExpectWords(Keyword.Ties));
        }
    }

    private static void ReadLock(StatementParser parser, List<SyntaxNode> parts)
    {
        parts.Add(parser.TakeWords());

        if (parser.Accept(Keyword.Read, Keyword.Only))
        {
            return;
        }

        if (parser.Is(Keyword.No))
        {
            parts.Add(parser.TakeWords());
        }

        if (parser.Is(Keyword.Key))
        {
            parts.Add(parser.TakeWords());
        }

        parts.Add(parser.ExpectOneOf(Keyword.Update, Keyword.Share));

        if (parser.Accept(Keyword.Of))
        {
            parser.ReadQualifiedNames();
        }

        if (!parser.Accept(Keyword.Nowait))
        {
            parser.Accept(Keyword.Skip, Keyword.Locked);
        }
    }
}
