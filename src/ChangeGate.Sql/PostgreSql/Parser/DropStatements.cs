using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class DropStatements
{
    /// <summary>Behind DROP.</summary>
    public static void Read(StatementParser parser)
    {
        parser.Draft.Kind = "DropStmt";
        var keyword = parser.Keyword;

        switch (keyword)
        {
            case Keyword.Table or Keyword.View or Keyword.Sequence or Keyword.Index or Keyword.Schema or Keyword.Type or Keyword.Domain
                or Keyword.Extension:
                parser.Advance();
                ReadList(parser, Maker(keyword));
                break;
            case Keyword.Materialized:
                parser.Advance();
                parser.Expect(Keyword.View);
                ReadList(parser, (name, how) => new DropView(name) { Materialized = true, IfExists = how.IfExists, Cascade = how.Cascade });
                break;
            case Keyword.Foreign when parser.Ahead(1).Keyword == Keyword.Table:
                parser.Advance();
                parser.Advance();
                ReadList(parser, (name, how) => new DropTable(name) { IfExists = how.IfExists, Cascade = how.Cascade });
                break;
            case Keyword.Trigger or Keyword.Policy or Keyword.Rule:
                ReadOnTable(parser, keyword);
                break;
            case Keyword.Function or Keyword.Procedure or Keyword.Routine or Keyword.Aggregate:
                FunctionSignatures.ReadDrop(parser);
                break;
            default:
                OtherDropStatements.Read(parser);
                break;
        }
    }

    public static void ReadList(StatementParser parser, Func<ObjectName, Manner, Change> make)
    {
        var concurrent = parser.Accept(Keyword.Concurrently);
        var ifExists = parser.AcceptIfExists();
        var names = new List<(ObjectName Name, int Position)>();

        do
        {
            names.Add((parser.ReadQualifiedName(), parser.Position - 1));

            // PostgreSQL reads DROP TYPE a[] and then refuses it.
            while (parser.Accept(TokenKind.LeftBracket))
            {
                parser.Expect(TokenKind.RightBracket, "]");
            }
        }
        while (parser.Accept(TokenKind.Comma));

        var manner = new Manner(ifExists, parser.AcceptCascade(), concurrent);
        parser.Draft.Concurrent = concurrent;
        parser.Draft.NeedsAutocommit = concurrent;

        foreach (var (name, position) in names)
        {
            var change = make(name, manner);
            parser.Draft.Add(names.Count == 1 ? change : change with { Span = parser.TokenAt(position).Span });
        }
    }

    private static Func<ObjectName, Manner, Change> Maker(Keyword keyword) => keyword switch
    {
        Keyword.Table => (name, how) => new DropTable(name) { IfExists = how.IfExists, Cascade = how.Cascade },
        Keyword.View => (name, how) => new DropView(name) { IfExists = how.IfExists, Cascade = how.Cascade },
        Keyword.Sequence => (name, how) => new DropSequence(name) { IfExists = how.IfExists, Cascade = how.Cascade },
        Keyword.Index => (name, how) => new DropIndex(name) { IfExists = how.IfExists, Cascade = how.Cascade, Concurrent = how.Concurrent },
        Keyword.Schema => (name, how) => new DropSchema(name.Name) { IfExists = how.IfExists, Cascade = how.Cascade },
        Keyword.Extension => (name, how) => new DropExtension(name.Name) { IfExists = how.IfExists, Cascade = how.Cascade },
        _ => (name, how) => new DropType(name) { IfExists = how.IfExists, Cascade = how.Cascade, IsDomain = keyword == Keyword.Domain },
    };

    private static void ReadOnTable(StatementParser parser, Keyword keyword)
    {
        parser.Advance();
        var ifExists = parser.AcceptIfExists();
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();
        var cascade = parser.AcceptCascade();

        parser.Draft.Add(keyword switch
        {
            Keyword.Trigger => new DropTrigger(table, name) { IfExists = ifExists, Cascade = cascade },
            Keyword.Policy => new DropPolicy(table, name) { IfExists = ifExists },
            _ => new ChangeOther("drop", new ObjectId(ObjectKind.Other, new ObjectName(table.Schema, name), "rule")) { On = table },
        });
    }

    internal readonly record struct Manner(bool IfExists, bool Cascade, bool Concurrent);
}
