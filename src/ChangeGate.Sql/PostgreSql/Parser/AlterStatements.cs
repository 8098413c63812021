using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class AlterStatements
{
    public static void Read(StatementParser parser)
    {
        parser.Expect(Keyword.Alter);
        var keyword = parser.Keyword;

        switch (keyword)
        {
            case Keyword.Table:
                parser.Advance();
                AlterTableStatements.Read(parser, ObjectKind.Table);
                break;
            case Keyword.Foreign when parser.Ahead(1).Keyword == Keyword.Table:
                parser.Advance();
                parser.Advance();
                AlterTableStatements.Read(parser, ObjectKind.Table);
                break;
            case Keyword.Index:
                parser.Advance();
                AlterTableStatements.Read(parser, ObjectKind.Index);
                break;
            case Keyword.View:
                parser.Advance();
                AlterTableStatements.Read(parser, ObjectKind.View);
                break;
            case Keyword.Materialized:
                parser.Advance();
                parser.Expect(Keyword.View);
                AlterTableStatements.Read(parser, ObjectKind.MaterializedView);
                break;
            case Keyword.Default when parser.Ahead(1).Keyword == Keyword.Privileges:
                GrantStatements.ReadDefault(parser);
                break;
            default:
                OtherStatements.ReadAlter(parser);
                break;
        }
    }
}
