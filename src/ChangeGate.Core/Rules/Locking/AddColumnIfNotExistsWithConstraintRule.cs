using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnIfNotExistsWithConstraintRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG236",
        Name = "add-column-if-not-exists-with-constraint",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness, Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        When = "A column is added IF NOT EXISTS with constraints in its definition, and it may be there already.",
        Why = "If the column is there, the whole definition is skipped with a notice: NOT NULL, CHECK, UNIQUE and REFERENCES are not added, and nothing fails.",
        Instead = "Add the constraints in statements of their own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN IF NOT EXISTS total int CHECK (total > 0)»;",
        Safe = """
            ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int;
            ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
            """,
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        var adds = change.Constraints.Count > 0 || change.Column.NotNull;
        var isThere = context.Column(change.Table, change.Column.Name) is not null;

        if (!change.IfNotExists || !adds || !(isThere || context.Table(change.Table) is null))
        {
            return [];
        }

        return [isThere
            ? Report(context, $"`{change.Table}.{change.Column.Name}` is there already, so its constraints are skipped without an error.")
            : Report(context, $"If `{change.Table}.{change.Column.Name}` is there already, its constraints are skipped without an error.") with { Risk = Risk.Notice }];
    }
}
