using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class SequenceOptions
{
    /// <summary>One option as written, keywords in upper case; null where there is none.</summary>
    public static string? Read(StatementParser parser)
    {
        var start = parser.Position;

        switch (parser.Keyword)
        {
            case Keyword.As:
                parser.Advance();
                return "AS " + parser.ReadSimpleType();
            case Keyword.Cache or Keyword.Maxvalue or Keyword.Minvalue:
                return parser.TakeIdentifier().ToUpperInvariant() + " " + ReadNumber(parser);
            case Keyword.Cycle or Keyword.Logged or Keyword.Unlogged:
                return parser.TakeIdentifier().ToUpperInvariant();
            case Keyword.No when parser.Ahead(1).Keyword is Keyword.Cycle or Keyword.Maxvalue or Keyword.Minvalue:
                parser.Advance();
                return "NO " + parser.TakeIdentifier().ToUpperInvariant();
            case Keyword.Increment:
                parser.Advance();
                parser.Accept(Keyword.By);
                return "INCREMENT BY " + ReadNumber(parser);
            case Keyword.Start:
                parser.Advance();
                parser.Accept(Keyword.With);
                return "START WITH " + ReadNumber(parser);
            case Keyword.Restart:
                parser.Advance();
                var with = parser.Accept(Keyword.With);
                return with || IsNumber(parser) ? "RESTART WITH " + ReadNumber(parser) : "RESTART";
            case Keyword.Sequence when parser.Ahead(1).Keyword == Keyword.Name:
                parser.Advance();
                parser.Advance();
                parser.ReadQualifiedName();
                return parser.TextFrom(start);
            case Keyword.Owned:
                parser.Advance();
                parser.Expect(Keyword.By);
                ReadOwner(parser);
                return parser.TextFrom(start);
            default:
                return null;
        }
    }

    /// <summary>The column behind OWNED BY: <c>table.column</c>; null for NONE.</summary>
    public static ObjectId? ReadOwner(StatementParser parser)
    {
        if (parser.Accept(Keyword.None))
        {
            return null;
        }

        var parts = new List<string> { parser.ReadName() };

        while (parser.Accept(TokenKind.Dot))
        {
            parts.Add(parser.ReadLabel());
        }

        // The grammar takes any name; the engine refuses one without a table when it runs.
        return parts.Count < 2 ? null : ObjectId.Column(new ObjectName(parts.Count > 2 ? parts[^3] : null, parts[^2]), parts[^1]);
    }

    public static string ReadNumber(StatementParser parser)
    {
        var start = parser.Position;

        if (!parser.Accept(TokenKind.Minus))
        {
            parser.Accept(TokenKind.Plus);
        }

        if (!parser.Accept(TokenKind.Integer) && !parser.Accept(TokenKind.Decimal))
        {
            parser.Fail("expected a number");
        }

        return parser.TextFrom(start);
    }

    private static bool IsNumber(StatementParser parser) => parser.Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.Minus or TokenKind.Plus;
}
