using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>BEGIN to PREPARE TRANSACTION.</summary>
internal static class TransactionStatements
{
    public static void Read(StatementParser parser)
    {
        parser.Draft.Kind = "TransactionStmt";
        var keyword = parser.Keyword;
        parser.Advance();

        switch (keyword)
        {
            case Keyword.Begin or Keyword.Start:
                ReadBegin(parser, keyword);
                break;
            case Keyword.Commit when parser.Is(Keyword.Prepared):
                ReadPrepared(parser, TransactionAction.Commit);
                break;
            case Keyword.Rollback when parser.Is(Keyword.Prepared):
                ReadPrepared(parser, TransactionAction.Rollback);
                break;
            case Keyword.Prepare:
                parser.Expect(Keyword.Transaction);
                parser.ReadString();
                parser.Draft.Add(new ControlTransaction(TransactionAction.Prepare));
                break;
            case Keyword.Commit or Keyword.End:
                ReadEnd(parser, TransactionAction.Commit);
                break;
            case Keyword.Abort:
                ReadEnd(parser, TransactionAction.Rollback);
                break;
            case Keyword.Rollback:
                ReadRollback(parser);
                break;
            case Keyword.Savepoint:
                parser.Draft.Add(new ControlTransaction(TransactionAction.Savepoint, parser.ReadName()));
                break;
            default:
                parser.Accept(Keyword.Savepoint);
                parser.Draft.Add(new ControlTransaction(TransactionAction.Release, parser.ReadName()));
                break;
        }
    }

    /// <summary>ISOLATION LEVEL, READ ONLY, DEFERRABLE, as many as there are.</summary>
    public static bool ReadModes(StatementParser parser)
    {
        var start = parser.Position;

        while (ReadMode(parser))
        {
            parser.Accept(TokenKind.Comma);
        }

        return parser.Position > start;
    }

    private static bool ReadMode(StatementParser parser)
    {
        if (parser.Accept(Keyword.Isolation))
        {
            parser.Expect(Keyword.Level);

            if (parser.Accept(Keyword.Read))
            {
                parser.ExpectOneOf(Keyword.Uncommitted, Keyword.Committed);
            }
            else if (parser.Accept(Keyword.Repeatable))
            {
                parser.Expect(Keyword.Read);
            }
            else
            {
                parser.Expect(Keyword.Serializable);
            }

            return true;
        }

        if (parser.Accept(Keyword.Read))
        {
            parser.ExpectOneOf(Keyword.Only, Keyword.Write);
            return true;
        }

        return parser.Accept(Keyword.Deferrable) || parser.Accept(Keyword.Not, Keyword.Deferrable);
    }

    private static void ReadBegin(StatementParser parser, Keyword keyword)
    {
        if (keyword == Keyword.Start)
        {
            parser.Expect(Keyword.Transaction);
        }
        else if (!parser.Accept(Keyword.Work))
        {
            parser.Accept(Keyword.Transaction);
        }

        ReadModes(parser);
        parser.Draft.Add(new ControlTransaction(TransactionAction.Begin));
    }

    private static void ReadPrepared(StatementParser parser, TransactionAction action)
    {
        parser.Advance();
        parser.ReadString();
        parser.Draft.NeedsAutocommit = true;
        parser.Draft.Add(new ControlTransaction(action));
    }

    private static void ReadEnd(StatementParser parser, TransactionAction action)
    {
        AcceptNoise(parser);

        // COMMIT AND CHAIN
        if (parser.Accept(Keyword.And))
        {
            parser.Accept(Keyword.No);
            parser.Expect(Keyword.Chain);
        }

        parser.Draft.Add(new ControlTransaction(action));
    }

    private static void ReadRollback(StatementParser parser)
    {
        AcceptNoise(parser);

        if (!parser.Accept(Keyword.To))
        {
            ReadEnd(parser, TransactionAction.Rollback);
            return;
        }

        parser.Accept(Keyword.Savepoint);
        parser.Draft.Add(new ControlTransaction(TransactionAction.RollbackToSavepoint, parser.ReadName()));
    }

    private static void AcceptNoise(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Work))
        {
            parser.Accept(Keyword.Transaction);
        }
    }
}
