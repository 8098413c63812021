using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>TRUNCATE, COPY and LOCK: whole tables at once.</summary>
internal static class BulkStatements
{
    public static void ReadTruncate(StatementParser parser)
    {
        parser.Expect(Keyword.Truncate);
        parser.Draft.Kind = "TruncateStmt";
        parser.Accept(Keyword.Table);
        var tables = ReadRelations(parser);
        var restarts = parser.Accept(Keyword.Restart);

        if (restarts || parser.Accept(Keyword.Continue))
        {
            parser.Expect(Keyword.Identity);
        }

        var cascade = parser.AcceptCascade();

        foreach (var table in tables)
        {
            parser.Draft.Add(new TruncateTable(table) { RestartIdentity = restarts, Cascade = cascade });
        }
    }

    public static void ReadLock(StatementParser parser)
    {
        parser.Expect(Keyword.Lock);
        parser.Draft.Kind = "LockStmt";
        parser.Accept(Keyword.Table);
        var tables = ReadRelations(parser);
        var mode = "ACCESS EXCLUSIVE";

        if (parser.Accept(Keyword.In))
        {
            mode = ReadLockMode(parser);
            parser.Expect(Keyword.Mode);
        }

        parser.Accept(Keyword.Nowait);

        foreach (var table in tables)
        {
            parser.Draft.Add(new LockTable(table, mode));
        }
    }

    public static void ReadCopy(StatementParser parser)
    {
        parser.Expect(Keyword.Copy);
        parser.Draft.Kind = "CopyStmt";
        parser.Accept(Keyword.Binary);

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            parser.Advance();
            DataStatements.ReadPreparable(parser);
            parser.ExpectRight();
            parser.Expect(Keyword.To);
            parser.Draft.Add(new CopyRows(null, false, ReadSource(parser)));
            ReadCopyOptions(parser);
            DataStatements.AddUses(parser, null);
            return;
        }

        var table = parser.ReadQualifiedName();
        parser.ReadOptionalColumnList();
        var into = parser.ExpectOneOf(Keyword.From, Keyword.To).Text == "FROM";
        parser.Draft.Add(new CopyRows(table, into, ReadSource(parser)));
        ReadCopyOptions(parser);
    }

    private static List<ObjectName> ReadRelations(StatementParser parser)
    {
        var relations = new List<ObjectName>();

        do
        {
            relations.Add(FromReader.ReadRelationName(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        return relations;
    }

    private static string ReadLockMode(StatementParser parser)
    {
        var words = new List<string>();

        while (parser.Keyword is Keyword.Access or Keyword.Row or Keyword.Share or Keyword.Update or Keyword.Exclusive)
        {
            words.Add(parser.TakeIdentifier().ToUpperInvariant());
        }

        var mode = string.Join(' ', words);

        if (mode is not ("ACCESS SHARE" or "ROW SHARE" or "ROW EXCLUSIVE" or "SHARE UPDATE EXCLUSIVE" or "SHARE" or "SHARE ROW EXCLUSIVE"
            or "EXCLUSIVE" or "ACCESS EXCLUSIVE"))
        {
            parser.Fail("expected a lock mode");
        }

        return mode;
    }

    private static CopySource ReadSource(StatementParser parser)
    {
        if (parser.Accept(Keyword.Stdin) || parser.Accept(Keyword.Stdout))
        {
            return CopySource.StandardInput;
        }

        var program = parser.Accept(Keyword.Program);
        parser.ReadString();
        return program ? CopySource.Program : CopySource.File;
    }

    private static void ReadCopyOptions(StatementParser parser)
    {
        if (parser.Accept(Keyword.Using))
        {
            parser.Expect(Keyword.Delimiters);
            parser.ReadString();
        }

        parser.Accept(Keyword.With);

        if (parser.Is(TokenKind.LeftParenthesis))
        {
            OptionLists.ReadOfCopy(parser);
        }
        else
        {
            while (ReadOldCopyOption(parser))
            {
            }
        }

        if (parser.Accept(Keyword.Where))
        {
            parser.ReadExpression();
        }
    }

    // The options of PostgreSQL before 9.0, which are still accepted.
    private static bool ReadOldCopyOption(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Binary or Keyword.Csv or Keyword.Freeze or Keyword.Header:
                parser.Advance();
                return true;
            case Keyword.Delimiter or Keyword.Null or Keyword.Quote or Keyword.Escape or Keyword.Encoding:
                parser.Advance();
                parser.Accept(Keyword.As);
                parser.ReadString();
                return true;
            case Keyword.Force:
                parser.Advance();

                if (parser.Accept(Keyword.Not))
                {
                    parser.Expect(Keyword.Null);
                }
                else
                {
                    parser.ExpectOneOf(Keyword.Quote, Keyword.Null);
                }

                if (!parser.Accept(TokenKind.Star))
                {
                    parser.ReadNames();
                }

                return true;
            default:
                return false;
        }
    }
}
