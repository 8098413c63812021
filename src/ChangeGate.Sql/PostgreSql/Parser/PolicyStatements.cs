using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Row security policies.</summary>
internal static class PolicyStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.Kind = "CreatePolicyStmt";
        parser.Expect(Keyword.Policy);
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();
        var permissive = !parser.Accept(Keyword.As) || ReadPermissive(parser);

        if (parser.Accept(Keyword.For))
        {
            ReadCommand(parser);
        }

        var admitsAll = ReadConditions(parser);
        parser.Draft.Add(new CreatePolicy(table, name) { Definition = parser.StatementText, Permissive = permissive, AdmitsAll = admitsAll });
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Expect(Keyword.Policy);
        parser.AcceptIfExists();
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();
        var start = parser.Position;

        if (parser.Accept(Keyword.Rename))
        {
            parser.Draft.Kind = "RenameStmt";
            parser.Expect(Keyword.To);
            var newName = parser.ReadName();
            parser.Draft.Add(new AlterPolicy(table, name, parser.TextFrom(start)) { NewName = newName });
            return;
        }

        parser.Draft.Kind = "AlterPolicyStmt";
        var admitsAll = ReadConditions(parser);
        parser.Draft.Add(new AlterPolicy(table, name, parser.TextFrom(start)) { AdmitsAll = admitsAll });
    }

    private static bool ReadPermissive(StatementParser parser)
    {
        var kind = parser.ReadName();

        if (kind is not ("permissive" or "restrictive"))
        {
            parser.Fail("expected PERMISSIVE or RESTRICTIVE");
        }

        return kind == "permissive";
    }

    private static void ReadCommand(StatementParser parser)
    {
        if (parser.Keyword is not (Keyword.All or Keyword.Select or Keyword.Insert or Keyword.Update or Keyword.Delete))
        {
            parser.Fail("expected a command of the policy");
        }

        parser.Advance();
    }

    // [TO roles] [USING (…)] [WITH CHECK (…)]: true where one of the conditions lets every row through.
    private static bool ReadConditions(StatementParser parser)
    {
        if (parser.Accept(Keyword.To))
        {
            parser.ReadRoles();
        }

        var admitsAll = parser.Accept(Keyword.Using) && ReadCondition(parser);

        if (parser.Accept(Keyword.With))
        {
            parser.Expect(Keyword.Check);
            admitsAll |= ReadCondition(parser);
        }

        parser.Uses.Clear();
        return admitsAll;
    }

    private static bool ReadCondition(StatementParser parser)
    {
        parser.ExpectLeft();
        var condition = parser.ReadExpression();
        parser.ExpectRight();
        return Conditions.Evaluate(condition, parser) == true;
    }
}
