using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>VACUUM, ANALYZE, CLUSTER, REINDEX, CHECKPOINT, DISCARD.</summary>
internal static class MaintenanceStatements
{
    public static void ReadVacuum(StatementParser parser)
    {
        parser.Draft.Kind = "VacuumStmt";
        parser.Draft.NeedsAutocommit = true;
        parser.Expect(Keyword.Vacuum);
        var full = false;

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            full = OptionLists.Read(parser).Exists(option => option.Name == "FULL" && OptionLists.IsOn(option.Value));
        }
        else
        {
            full = parser.Accept(Keyword.Full);
            parser.Accept(Keyword.Freeze);
            parser.Accept(Keyword.Verbose);

            if (!parser.Accept(Keyword.Analyze))
            {
                parser.Accept(Keyword.Analyse);
            }
        }

        AddForRelations(parser, full ? "VACUUM FULL" : "VACUUM");
    }

    public static void ReadAnalyze(StatementParser parser)
    {
        parser.Draft.Kind = "VacuumStmt";
        parser.Advance();

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            OptionLists.Read(parser);
        }
        else
        {
            parser.Accept(Keyword.Verbose);
        }

        AddForRelations(parser, "ANALYZE");
    }

    public static void ReadCluster(StatementParser parser)
    {
        parser.Draft.Kind = "ClusterStmt";
        parser.Expect(Keyword.Cluster);

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            OptionLists.Read(parser);
        }
        else
        {
            parser.Accept(Keyword.Verbose);
        }

        if (parser.AtEnd)
        {
            parser.Draft.NeedsAutocommit = true;
            parser.Draft.Add(new Maintain("CLUSTER", null));
            return;
        }

        var name = parser.ReadQualifiedName();

        // Before 8.3: CLUSTER index ON table
        if (parser.Accept(Keyword.On))
        {
            name = parser.ReadQualifiedName();
        }
        else if (parser.Accept(Keyword.Using))
        {
            parser.ReadName();
        }

        parser.Draft.Add(new Maintain("CLUSTER", name));
    }

    public static void ReadReindex(StatementParser parser)
    {
        parser.Draft.Kind = "ReindexStmt";
        parser.Expect(Keyword.Reindex);
        var concurrent = parser.Is(TokenKind.LeftParenthesis)
            && OptionLists.Read(parser).Exists(option => option.Name == "CONCURRENTLY" && OptionLists.IsOn(option.Value));
        var keyword = parser.Keyword;
        parser.Advance();
        concurrent |= parser.Accept(Keyword.Concurrently);
        ObjectId? target;

        switch (keyword)
        {
            case Keyword.Index or Keyword.Table:
                target = new ObjectId(keyword == Keyword.Index ? ObjectKind.Index : ObjectKind.Table, parser.ReadQualifiedName());
                break;
            case Keyword.Schema:
                target = new ObjectId(ObjectKind.Schema, new ObjectName(null, parser.ReadName()));
                parser.Draft.NeedsAutocommit = true;
                break;
            default:
                target = ReadReindexDatabase(parser, keyword);
                break;
        }

        parser.Draft.Concurrent = concurrent;
        parser.Draft.NeedsAutocommit |= concurrent;
        parser.Draft.Add(new Reindex(target) { Concurrent = concurrent });
    }

    public static void ReadCheckpoint(StatementParser parser)
    {
        parser.Draft.Kind = "CheckPointStmt";
        parser.Expect(Keyword.Checkpoint);

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            OptionLists.Read(parser);
        }

        parser.Draft.Add(new Maintain("CHECKPOINT", null));
    }

    public static void ReadDiscard(StatementParser parser)
    {
        parser.Draft.Kind = "DiscardStmt";
        parser.Expect(Keyword.Discard);

        if (parser.Keyword is not (Keyword.All or Keyword.Temp or Keyword.Temporary or Keyword.Plans or Keyword.Sequences))
        {
            parser.Fail("expected what to discard");
        }

        parser.Draft.NeedsAutocommit = parser.Is(Keyword.All);
        parser.Advance();
        parser.Draft.Add(new Maintain("DISCARD", null));
    }

    private static ObjectId? ReadReindexDatabase(StatementParser parser, Keyword keyword)
    {
        if (keyword is not (Keyword.Database or Keyword.System))
        {
            parser.Fail("expected INDEX, TABLE, SCHEMA, DATABASE or SYSTEM");
        }

        parser.Draft.NeedsAutocommit = true;
        return parser.AtEnd ? null : new ObjectId(ObjectKind.Database, new ObjectName(null, parser.ReadName()));
    }

    private static void AddForRelations(StatementParser parser, string verb)
    {
        if (parser.AtEnd)
        {
            parser.Draft.Add(new Maintain(verb, null));
            return;
        }

        do
        {
            var table = FromReader.ReadRelationName(parser);
            parser.ReadOptionalColumnList();
            parser.Draft.Add(new Maintain(verb, table));
        }
        while (parser.Accept(TokenKind.Comma));
    }
}
