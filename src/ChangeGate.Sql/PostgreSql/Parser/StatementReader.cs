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
                OtherStatements.Read(parser);
                break;
        }
    }
}
