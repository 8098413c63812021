using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameConstraintOrIndexRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG312",
        Name = "rename-constraint-or-index",
        Risk = Risk.Notice,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A constraint or an index that this proposal did not make is renamed.",
        Why = "ON CONFLICT ON CONSTRAINT, code that knows errors by the name of the constraint, and query hints still use the old name.",
        Instead = "Look for the name in the code first.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE INDEX orders_status ON orders (status);
            """,
        Unsafe = "«ALTER INDEX orders_status RENAME TO orders_by_status»;",
        Safe = "CREATE INDEX CONCURRENTLY orders_total ON orders (total);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            RenameConstraint rename => $"Code that knows constraint `{rename.Name}` by its name does not find it as `{rename.NewName}`.",
            RenameIndex rename => $"Code that knows index `{rename.Index}` by its name does not find it as `{rename.NewName}`.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }
}
