using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What ALTER can do to nearly everything: RENAME TO, OWNER TO, SET SCHEMA, DEPENDS ON EXTENSION.</summary>
internal static class OwnershipStatements
{
    /// <summary>False where none of them stands here.</summary>
    public static bool TryRead(StatementParser parser, ObjectId thing, Func<string, Change> rename)
    {
        if (parser.Accept(Keyword.Rename, Keyword.To))
        {
            parser.Draft.Kind = "RenameStmt";
            parser.Draft.Add(rename(parser.ReadRole()));
            return true;
        }

        if (parser.Accept(Keyword.Owner, Keyword.To))
        {
            parser.Draft.Kind = "AlterOwnerStmt";
            parser.Draft.Add(new ChangeOwner(thing, parser.ReadRole()));
            return true;
        }

        if (parser.Accept(Keyword.Set, Keyword.Schema))
        {
            parser.Draft.Kind = "AlterObjectSchemaStmt";
            parser.Draft.Add(new MoveToSchema(thing, parser.ReadName()));
            return true;
        }

        if (parser.Is(Keyword.Depends) || parser.Is(Keyword.No, Keyword.Depends))
        {
            ReadDependsOnExtension(parser, thing);
            return true;
        }

        return false;
    }

    /// <summary>The same for things that have no kind of change of their own.</summary>
    public static bool TryRead(StatementParser parser, ObjectId thing) => TryRead(parser, thing, _ => new ChangeOther("alter", thing));

    public static void ReadDependsOnExtension(StatementParser parser, ObjectId dependent)
    {
        parser.Draft.Kind = "AlterObjectDependsStmt";
        parser.Accept(Keyword.No);
        parser.Expect(Keyword.Depends);
        parser.Expect(Keyword.On);
        parser.Expect(Keyword.Extension);
        parser.Draft.Add(new AlterExtension(parser.ReadName(), $"DEPENDS {dependent}"));
    }
}
