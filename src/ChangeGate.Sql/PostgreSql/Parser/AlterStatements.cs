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
            case Keyword.Sequence:
                SchemaStatements.ReadAlterSequence(parser);
                break;
            case Keyword.Schema:
                SchemaStatements.ReadAlter(parser);
                break;
            case Keyword.Type:
                AlterTypeStatements.Read(parser);
                break;
            case Keyword.Domain:
                AlterTypeStatements.ReadDomain(parser);
                break;
            default:
                ReadCode(parser);
                break;
        }
    }

    private static void ReadCode(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Function or Keyword.Procedure or Keyword.Routine or Keyword.Aggregate:
                FunctionStatements.ReadAlter(parser);
                break;
            case Keyword.Trigger:
                TriggerStatements.ReadAlter(parser);
                break;
            case Keyword.Event:
                TriggerStatements.ReadAlterEvent(parser);
                break;
            case Keyword.Policy:
                PolicyStatements.ReadAlter(parser);
                break;
            case Keyword.Rule:
                RuleStatements.ReadAlter(parser);
                break;
            case Keyword.Extension:
                ExtensionStatements.ReadAlter(parser);
                break;
            case Keyword.User when parser.Ahead(1).Keyword == Keyword.Mapping:
                ForeignStatements.ReadMapping(parser, "alter");
                break;
            case Keyword.Role or Keyword.User or Keyword.Group:
                RoleStatements.ReadAlter(parser);
                break;
            case Keyword.Database:
                ServerStatements.ReadAlterDatabase(parser);
                break;
            case Keyword.Tablespace:
                ServerStatements.ReadAlterTablespace(parser);
                break;
            case Keyword.System:
                ServerStatements.ReadAlterSystem(parser);
                break;
            default:
                OtherAlterStatements.Read(parser);
                break;
        }
    }
}
