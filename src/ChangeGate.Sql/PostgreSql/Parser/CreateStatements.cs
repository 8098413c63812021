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
            case Keyword.Sequence when !orReplace:
                SchemaStatements.ReadCreateSequence(parser, persistence);
                break;
            default:
                ReadCode(parser, orReplace);
                break;
        }
    }

    private static void ReadCode(StatementParser parser, bool orReplace)
    {
        switch (parser.Keyword)
        {
            case Keyword.Function or Keyword.Procedure:
                FunctionStatements.ReadCreate(parser, orReplace);
                break;
            case Keyword.Trigger:
            case Keyword.Constraint when parser.Ahead(1).Keyword == Keyword.Trigger:
                TriggerStatements.ReadCreate(parser, orReplace);
                break;
            case Keyword.Aggregate or Keyword.Rule or Keyword.Transform or Keyword.Language or Keyword.Trusted or Keyword.Procedural:
                OtherCreateStatements.Read(parser);
                break;
            default:
                if (orReplace)
                {
                    parser.Fail("expected what can be replaced");
                }

                ReadNamed(parser);
                break;
        }
    }

    private static void ReadNamed(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Event:
                TriggerStatements.ReadCreateEvent(parser);
                break;
            case Keyword.Type:
                TypeStatements.ReadCreate(parser);
                break;
            case Keyword.Domain:
                TypeStatements.ReadCreateDomain(parser);
                break;
            case Keyword.Schema:
                SchemaStatements.ReadCreate(parser);
                break;
            case Keyword.User when parser.Ahead(1).Keyword == Keyword.Mapping:
                ForeignStatements.ReadMapping(parser, "create");
                break;
            case Keyword.Role or Keyword.User or Keyword.Group:
                RoleStatements.ReadCreate(parser);
                break;
            case Keyword.Policy:
                PolicyStatements.ReadCreate(parser);
                break;
            case Keyword.Extension:
                ExtensionStatements.ReadCreate(parser);
                break;
            default:
                OtherCreateStatements.Read(parser);
                break;
        }
    }
}
