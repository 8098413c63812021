using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class NonTransactionalMixedRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG526",
        Name = "non-transactional-mixed",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "A script holds a statement that must stand outside a transaction, and others that change the schema or rows.",
        Why = "None of it can then be in a transaction: when one statement fails, those before it stay.",
        Instead = "Put the statement into a migration of its own.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            «CREATE INDEX CONCURRENTLY orders_status ON orders (status)»;
            """,
        Safe = """
            SET lock_timeout = '2s';
            CREATE INDEX CONCURRENTLY orders_status ON orders (status);
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (!context.Statement.NeedsAutocommit || context.Transactions.Mode != TransactionMode.Autocommit || !ReferenceEquals(change, FirstAlone(context)))
        {
            return [];
        }

        var mixed = context.Script.Statements.Any(static statement => !statement.NeedsAutocommit
            && statement.Changes.Any(static other => other is not (SetSetting or ReadRows or Maintain or SetComment or ControlTransaction or ValidateConstraint)));

        return mixed ? [Report(context, "This statement stands outside any transaction, and so do all others of the script: a failure leaves half of it behind.")] : [];
    }

    private static Change? FirstAlone(RuleContext context) => context.Script.Statements.First(static statement => statement.NeedsAutocommit).Changes is [var first, ..] ? first : null;
}
