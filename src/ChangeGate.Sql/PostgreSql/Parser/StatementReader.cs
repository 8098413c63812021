using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Finds the family of a statement by its first words.</summary>
internal static class StatementReader
{
    public static void Read(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Create:
                CreateStatements.Read(parser);
                break;
            case Keyword.Alter:
                AlterStatements.Read(parser);
                break;
            case Keyword.Drop:
                parser.Advance();
                DropStatements.Read(parser);
                break;
            case Keyword.Select or Keyword.Values or Keyword.With or Keyword.Table or Keyword.Insert or Keyword.Update or Keyword.Delete or Keyword.Merge:
            case Keyword.NoKeyword when parser.Is(TokenKind.LeftParenthesis):
                DataStatements.Read(parser);
                break;
            case Keyword.Truncate:
                BulkStatements.ReadTruncate(parser);
                break;
            case Keyword.Copy:
                BulkStatements.ReadCopy(parser);
                break;
            case Keyword.Lock:
                BulkStatements.ReadLock(parser);
                break;
            case Keyword.Grant or Keyword.Revoke:
                GrantStatements.Read(parser);
                break;
            case Keyword.Begin or Keyword.Start or Keyword.Commit or Keyword.End or Keyword.Abort or Keyword.Rollback or Keyword.Savepoint or Keyword.Release:
            case Keyword.Prepare when parser.Ahead(1).Keyword == Keyword.Transaction && parser.Ahead(2).IsString:
                TransactionStatements.Read(parser);
                break;
            case Keyword.Set:
                SettingStatements.ReadSet(parser);
                break;
            case Keyword.Reset:
                SettingStatements.ReadReset(parser);
                break;
            case Keyword.Show:
                SettingStatements.ReadShow(parser);
                break;
            case Keyword.Refresh:
                ViewStatements.ReadRefresh(parser);
                break;
            default:
                ReadUtility(parser);
                break;
        }
    }

    private static void ReadUtility(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Comment:
                CommentStatements.Read(parser);
                break;
            case Keyword.Security:
                CommentStatements.ReadLabel(parser);
                break;
            case Keyword.Do:
                BlockStatements.Read(parser);
                break;
            case Keyword.Call:
                SessionStatements.ReadCall(parser);
                break;
            case Keyword.Explain:
                SessionStatements.ReadExplain(parser);
                break;
            case Keyword.Prepare:
                SessionStatements.ReadPrepare(parser);
                break;
            case Keyword.Execute:
                SessionStatements.ReadExecute(parser);
                break;
            case Keyword.Deallocate:
                SessionStatements.ReadDeallocate(parser);
                break;
            case Keyword.Declare:
                SessionStatements.ReadDeclare(parser);
                break;
            case Keyword.Fetch or Keyword.Move:
                SessionStatements.ReadFetch(parser);
                break;
            case Keyword.Close:
                SessionStatements.ReadClose(parser);
                break;
            case Keyword.Listen or Keyword.Unlisten or Keyword.Notify or Keyword.Load:
                SessionStatements.ReadNotification(parser);
                break;
            case Keyword.Import:
                ForeignStatements.ReadImport(parser);
                break;
            case Keyword.Reassign:
                OtherDropStatements.ReadReassign(parser);
                break;
            default:
                ReadMaintenance(parser);
                break;
        }
    }

    private static void ReadMaintenance(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Vacuum:
                MaintenanceStatements.ReadVacuum(parser);
                break;
            case Keyword.Analyze or Keyword.Analyse:
                MaintenanceStatements.ReadAnalyze(parser);
                break;
            case Keyword.Cluster:
                MaintenanceStatements.ReadCluster(parser);
                break;
            case Keyword.Reindex:
                MaintenanceStatements.ReadReindex(parser);
                break;
            case Keyword.Checkpoint:
                MaintenanceStatements.ReadCheckpoint(parser);
                break;
            case Keyword.Discard:
                MaintenanceStatements.ReadDiscard(parser);
                break;
            default:
                parser.Fail("expected a statement");
                break;
        }
    }
}
