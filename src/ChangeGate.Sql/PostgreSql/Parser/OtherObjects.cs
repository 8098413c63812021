using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Objects that the schema does not look into: their kind in words, and their name.</summary>
internal static class OtherObjects
{
    /// <summary>Kind and name, wherever one of them is named.</summary>
    public static ObjectId Read(StatementParser parser)
    {
        var kind = ReadKind(parser);

        switch (kind)
        {
            case "cast":
                return ReadCast(parser);
            case "transform":
                return ReadTransform(parser);
            case "operator":
                return ReadOperator(parser);
            case "operator class" or "operator family":
                var name = parser.ReadQualifiedName();
                parser.Expect(Keyword.Using);
                parser.ReadName();
                return Named(name, kind);
            case "large object":
                return Named(new ObjectName(null, SequenceOptions.ReadNumber(parser)), "large object");
            case null:
                parser.Fail("expected a kind of object");
                return Named(new ObjectName(null, ""), "");
            default:
                return Named(parser.ReadQualifiedName(), kind);
        }
    }

    public static ObjectId Named(ObjectName name, string kind) => new(ObjectKind.Other, name, kind);

    /// <summary>The words of the kind, in lower case; null where they name none of these.</summary>
    public static string? ReadKind(StatementParser parser)
    {
        var keyword = parser.Keyword;

        switch (keyword)
        {
            case Keyword.Cast or Keyword.Collation or Keyword.Conversion or Keyword.Publication or Keyword.Subscription or Keyword.Statistics
                or Keyword.Tablespace or Keyword.Transform or Keyword.Server or Keyword.Language:
                parser.Advance();
                return Keywords.TextOf(keyword);
            case Keyword.Procedural or Keyword.Trusted:
                parser.Advance();
                parser.Accept(Keyword.Procedural);
                parser.Expect(Keyword.Language);
                return "language";
            case Keyword.Access:
                parser.Advance();
                parser.Expect(Keyword.Method);
                return "access method";
            case Keyword.Event:
                parser.Advance();
                parser.Expect(Keyword.Trigger);
                return "event trigger";
            case Keyword.Large:
                parser.Advance();
                parser.Expect(Keyword.Object);
                return "large object";
            case Keyword.Foreign:
                return ReadForeign(parser);
            case Keyword.Operator:
                parser.Advance();
                return parser.Accept(Keyword.Class) ? "operator class" : parser.Accept(Keyword.Family) ? "operator family" : "operator";
            case Keyword.Text:
                return ReadTextSearch(parser);
            default:
                return null;
        }
    }

    public static ObjectId ReadCast(StatementParser parser)
    {
        parser.ExpectLeft();
        var source = parser.ReadType();
        parser.Expect(Keyword.As);
        var target = parser.ReadType();
        parser.ExpectRight();
        return Named(new ObjectName(null, $"{source} AS {target}"), "cast");
    }

    public static ObjectId ReadTransform(StatementParser parser)
    {
        parser.Expect(Keyword.For);
        var type = parser.ReadType();
        parser.Expect(Keyword.Language);
        return Named(new ObjectName(null, $"{type} {parser.ReadName()}"), "transform");
    }

    /// <summary>An operator with the types of its operands; NONE for the one that is missing.</summary>
    public static ObjectId ReadOperator(StatementParser parser)
    {
        var name = parser.ReadOperatorName();
        parser.ExpectLeft();

        if (!parser.Accept(Keyword.None))
        {
            parser.ReadType();
        }

        parser.Expect(TokenKind.Comma, ",");

        if (!parser.Accept(Keyword.None))
        {
            parser.ReadType();
        }

        parser.ExpectRight();
        return Named(new ObjectName(null, name), "operator");
    }

    private static string? ReadForeign(StatementParser parser)
    {
        parser.Advance();

        if (parser.Accept(Keyword.Table))
        {
            return "foreign table";
        }

        parser.Expect(Keyword.Data);
        parser.Expect(Keyword.Wrapper);
        return "foreign data wrapper";
    }

    private static string? ReadTextSearch(StatementParser parser)
    {
        parser.Advance();
        parser.Expect(Keyword.Search);
        var what = parser.Keyword;

        if (what is not (Keyword.Parser or Keyword.Dictionary or Keyword.Template or Keyword.Configuration))
        {
            parser.Fail("expected PARSER, DICTIONARY, TEMPLATE or CONFIGURATION");
            return null;
        }

        parser.Advance();
        return "text search " + Keywords.TextOf(what);
    }
}
