using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropViewRule : Rule<DropView>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG120",
        Name = "drop-view",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A view that this proposal did not make is dropped.",
        Why = "Code that reads it fails at once, and the privileges on it are gone even where it is made again.",
        Instead = "Use CREATE OR REPLACE VIEW where the columns stay, and grant again where they do not.",
        Setup = """
            CREATE TABLE orders (id int);
            CREATE VIEW open_orders AS SELECT id FROM orders;
            """,
        Unsafe = "«DROP VIEW open_orders»;",
        Safe = "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE id > 0;",
    };

    protected override IEnumerable<Finding> Check(DropView change, RuleContext context)
    {
        if (context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.Exists))
        {
            return [];
        }

        return [context.IsMadeAgain(context.Subject)
            ? Report(context, $"Dropping view `{change.View}` and making it again takes away the privileges on it.") with { Risk = Risk.Notice }
            : Report(context, $"Dropping view `{change.View}` fails code that reads it.")];
    }
}
