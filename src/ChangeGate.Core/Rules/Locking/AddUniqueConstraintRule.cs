using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddUniqueConstraintRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG217",
        Name = "add-unique-constraint",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A unique constraint is added to an existing table.",
        Why = "The index is built while nobody reads or writes the table, and the first duplicate fails it.",
        Instead = "Build a unique index CONCURRENTLY, and add the constraint USING INDEX.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD CONSTRAINT orders_status_key UNIQUE (status)»;",
        Safe = "CREATE UNIQUE INDEX CONCURRENTLY orders_status_key ON orders (status);",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.Unique, UsingIndex: null } constraint)
        {
            yield break;
        }

        yield return Report(context, $"Adding unique constraint `{constraint.Name ?? string.Join(", ", constraint.Columns)}` {Wording.Blocks(context)} while its index is built.") with
        {
            SafeSql = context.UniqueIndexFirst(change, "UNIQUE"),
        };
    }
}
