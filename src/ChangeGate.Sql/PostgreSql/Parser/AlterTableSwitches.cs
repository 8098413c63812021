using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>ENABLE, DISABLE and FORCE: triggers, rules and row security.</summary>
internal static class AlterTableSwitches
{
    public static void Read(StatementParser parser, ObjectName table)
    {
        if (parser.Accept(Keyword.No, Keyword.Force))
        {
            ReadRowSecurity(parser, table, RowSecurity.NoForce);
            return;
        }

        if (parser.Accept(Keyword.Force))
        {
            ReadRowSecurity(parser, table, RowSecurity.Force);
            return;
        }

        var enables = parser.Is(Keyword.Enable);
        parser.Advance();

        if (parser.Is(Keyword.Row))
        {
            ReadRowSecurity(parser, table, enables ? RowSecurity.Enable : RowSecurity.Disable);
            return;
        }

        var mode = enables && parser.Accept(Keyword.Always) ? "Always" : enables && parser.Accept(Keyword.Replica) ? "Replica" : "";
        var verb = enables ? "AT_Enable" + mode : "AT_Disable";

        if (parser.Accept(Keyword.Rule))
        {
            var rule = new ObjectId(ObjectKind.Other, new ObjectName(table.Schema, parser.ReadName()), "rule");
            AlterTableCommands.Add(parser, verb + "Rule", new ChangeOther("alter", rule) { On = table, Enables = enables && mode != "Replica" });
            return;
        }

        parser.Expect(Keyword.Trigger);
        var group = mode.Length == 0 && parser.Keyword is Keyword.All or Keyword.User;
        var suffix = !group ? "Trig" : parser.Is(Keyword.All) ? "TrigAll" : "TrigUser";
        var name = group ? parser.TakeIdentifier().ToUpperInvariant() : parser.ReadName();
        AlterTableCommands.Add(parser, verb + suffix, new SetTriggerEnabled(table, name, group, enables));
    }

    private static void ReadRowSecurity(StatementParser parser, ObjectName table, RowSecurity security)
    {
        parser.Expect(Keyword.Row);
        parser.Expect(Keyword.Level);
        parser.Expect(Keyword.Security);
        AlterTableCommands.Add(parser, $"AT_{security}RowSecurity", new SetRowSecurity(table, security));
    }
}
