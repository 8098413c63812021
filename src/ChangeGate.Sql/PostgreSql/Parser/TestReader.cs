using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What may follow IS, and its old spellings ISNULL and NOTNULL.</summary>
internal static class TestReader
{
    public static SyntaxNode Read(StatementParser parser, SyntaxNode left, bool restricted)
    {
        if (parser.Accept(Keyword.Isnull))
        {
            return Test(parser, left, "IS NULL");
        }

        if (parser.Accept(Keyword.Notnull))
        {
            return Test(parser, left, "IS NOT NULL");
        }

        parser.Expect(Keyword.Is);
        var negated = parser.Accept(Keyword.Not) ? "IS NOT " : "IS ";

        if (parser.Accept(Keyword.Distinct))
        {
            parser.Expect(Keyword.From);
            var right = restricted ? parser.ReadRestrictedOperand() : parser.ReadOperandAbove(Precedence.Is);
            return new SyntaxNode(SyntaxKind.Test, Span.Between(left.Span.Start, parser.PreviousEnd), negated + "DISTINCT FROM", [left, right]);
        }

        return Test(parser, left, negated + ReadWhat(parser));
    }

    private static SyntaxNode Test(StatementParser parser, SyntaxNode left, string what) =>
        new(SyntaxKind.Test, Span.Between(left.Span.Start, parser.PreviousEnd), what, [left]);

    private static string ReadWhat(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Null or Keyword.True or Keyword.False or Keyword.Unknown or Keyword.Document or Keyword.Normalized:
                return parser.TakeIdentifier().ToUpperInvariant();
            case Keyword.Nfc or Keyword.Nfd or Keyword.Nfkc or Keyword.Nfkd:
                var form = parser.TakeIdentifier().ToUpperInvariant();
                parser.Expect(Keyword.Normalized);
                return form + " NORMALIZED";
            case Keyword.Json:
                return ReadJson(parser);
            default:
                parser.Fail("expected what IS asks");
                return "";
        }
    }

    private static string ReadJson(StatementParser parser)
    {
        parser.Advance();
        var what = "JSON";

        if (parser.Keyword is Keyword.Value or Keyword.Array or Keyword.Object or Keyword.Scalar)
        {
            what += " " + parser.TakeIdentifier().ToUpperInvariant();
        }

        if (parser.Is(Keyword.With, Keyword.Unique) || parser.Is(Keyword.Without, Keyword.Unique))
        {
            what += $" {parser.TakeIdentifier().ToUpperInvariant()} UNIQUE KEYS";
            parser.Advance();
            parser.Accept(Keyword.Keys);
        }

        return what;
    }
}
