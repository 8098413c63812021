using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class SetSchemaMoveRule : Rule<MoveToSchema>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG305",
        Name = "set-schema-move",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "Something moves to another schema.",
        Why = "Code that finds it by its old name fails at once.",
        Instead = "Make a view under the old name in the same migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE SCHEMA archive;
            """,
        Unsafe = "«ALTER TABLE orders SET SCHEMA archive»;",
        Safe = """
            ALTER TABLE orders SET SCHEMA archive;
            CREATE VIEW orders AS SELECT * FROM archive.orders;
            """,
    };

    protected override IEnumerable<Finding> Check(MoveToSchema change, RuleContext context)
    {
        if (context.Subject is not { } subject || !context.IsTakenAgain(subject.Name))
        {
            return [Report(context, $"Moving `{change.Object}` to schema `{change.NewSchema}` fails code that uses the old name.")];
        }

        return [];
    }
}
