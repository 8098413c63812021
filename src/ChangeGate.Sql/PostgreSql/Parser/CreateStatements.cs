using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class CreateStatements
{
    public static void Read(StatementParser parser)
    {
        parser.Expect(Keyword.Create);
        var orReplace = parser.Accept(Keyword.Or, Keyword.Replace);
        var persistence = orReplace && parser.Keyword is not (Keyword.Temp or Keyword.Temporary or Keyword.Local or Keyword.Global)
            ? Persistence.Permanent
            : TableOptions.ReadPersistence(parser);

        switch (parser.Keyword)
        {
            case Keyword.Table when !orReplace:
                TableStatements.ReadCreate(parser, persistence);
                break;
            case Keyword.Foreign when parser.Ahead(1).Keyword == Keyword.Table && !orReplace:
                parser.Advance();
                TableStatements.ReadCreateForeign(parser);
                break;
            case Keyword.Unique or Keyword.Index when !orReplace:
                IndexStatements.ReadCreate(parser);
                break;
            case Keyword.View or Keyword.Recursive:
                ViewStatements.ReadCreate(parser, orReplace, persistence == Persistence.Temporary);
                break;
            case Keyword.Materialized when !orReplace:
                ViewStatements.ReadCreateMaterialized(parser);
                break;
            default:
                OtherStatements.ReadCreate(parser);
                break;
        }
    }
}
