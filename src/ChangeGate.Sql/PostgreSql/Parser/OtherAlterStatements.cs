using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>ALTER of what the schema does not look into.</summary>
internal static class OtherAlterStatements
{
    /// <summary>Behind ALTER.</summary>
    public static void Read(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Operator:
                OperatorStatements.ReadAlter(parser);
                break;
            case Keyword.Publication or Keyword.Subscription:
                ReplicationStatements.ReadAlter(parser);
                break;
            case Keyword.Server or Keyword.Foreign:
                ForeignStatements.ReadAlter(parser);
                break;
            case Keyword.Text:
                TextSearchStatements.ReadAlter(parser);
                break;
            case Keyword.Collation or Keyword.Conversion or Keyword.Language or Keyword.Procedural or Keyword.Large or Keyword.Statistics:
                ReadNamed(parser);
                break;
            default:
                parser.Fail("expected what to alter");
                break;
        }
    }

    private static void ReadNamed(StatementParser parser)
    {
        var isStatistics = parser.Is(Keyword.Statistics);
        var kind = OtherObjects.ReadKind(parser) ?? "";

        if (isStatistics)
        {
            parser.AcceptIfExists();
        }

        var name = kind == "large object" ? new ObjectName(null, SequenceOptions.ReadNumber(parser)) : parser.ReadQualifiedName();
        var thing = OtherObjects.Named(name, kind);

        if (OwnershipStatements.TryRead(parser, thing))
        {
            return;
        }

        if (isStatistics)
        {
            parser.Draft.Kind = "AlterStatsStmt";
            parser.Expect(Keyword.Set);
            parser.Expect(Keyword.Statistics);

            if (!parser.Accept(Keyword.Default))
            {
                SequenceOptions.ReadNumber(parser);
            }
        }
        else if (kind == "collation")
        {
            parser.Draft.Kind = "AlterCollationStmt";
            parser.Expect(Keyword.Refresh);
            parser.Expect(Keyword.Version);
        }
        else
        {
            parser.Fail("expected RENAME TO, OWNER TO or SET SCHEMA");
        }

        parser.Draft.Add(new ChangeOther("alter", thing));
    }
}
