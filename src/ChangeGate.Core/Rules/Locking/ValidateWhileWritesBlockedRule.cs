using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;

namespace ChangeGate.Rules.Locking;

internal sealed class ValidateWhileWritesBlockedRule : Rule<ValidateConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG240",
        Name = "validate-while-writes-blocked",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A constraint is validated in a transaction that already holds a lock which stops writers or readers.",
        Why = "Validation reads the whole table, and whoever waits for the lock waits for that too.",
        Instead = "Validate in a migration of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, total int);
            ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = """
            ALTER TABLE customer ADD COLUMN name text;
            ALTER TABLE orders «VALIDATE CONSTRAINT total_positive»;
            """,
        Safe = "ALTER TABLE orders VALIDATE CONSTRAINT total_positive;",
    };

    protected override IEnumerable<Finding> Check(ValidateConstraint change, RuleContext context)
    {
        var added = context.EarlierInTransaction().OfType<AddConstraint>().Any(add => add.Constraint.NotValid && add.Constraint.Name == change.Name);
        var held = context.EarlierLocks(LockMode.Share).FirstOrDefault();

        // Where it was added in the same transaction, another rule says so.
        if (added || held is null)
        {
            return [];
        }

        return [Report(context, $"Whoever {(held.Blocks == "writes" ? "writes to" : "reads or writes")} {Wording.Names(held.Relations.Select(Wording.Short))} waits until every row of `{change.Table}` has been read.")];
    }
}
