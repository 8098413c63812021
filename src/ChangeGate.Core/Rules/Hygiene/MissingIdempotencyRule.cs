using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingIdempotencyRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG527",
        Name = "missing-idempotency",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A script that runs outside a transaction makes or drops something without IF [NOT] EXISTS.",
        Why = "When a later statement fails, the script cannot simply run again.",
        Instead = "Add IF NOT EXISTS or IF EXISTS, or put the statements that can be in a transaction into a migration of their own.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status);
            ALTER TABLE orders «ADD COLUMN note text»;
            """,
        Safe = """
            CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status);
            ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Script.Statements.Count > 1 && context.Transactions.Mode == TransactionMode.Autocommit && FailsAgain(change))
        {
            return [Report(context, "This fails when the script runs a second time, after a later statement failed the first time.")];
        }

        return [];
    }

    private static bool FailsAgain(Change change) => change is CreateTable { IfNotExists: false } or DropTable { IfExists: false } or CreateIndex { IfNotExists: false } or DropIndex { IfExists: false }
        or AddColumn { IfNotExists: false } or DropColumn { IfExists: false } or DropConstraint { IfExists: false } or CreateSequence { IfNotExists: false } or DropSequence { IfExists: false }
        or CreateView { OrReplace: false, IfNotExists: false } or DropView { IfExists: false } or CreateSchema { IfNotExists: false } or DropSchema { IfExists: false }
        or CreateExtension { IfNotExists: false } or DropExtension { IfExists: false } or AddEnumValue { IfNotExists: false } or DropType { IfExists: false } or DropFunction { IfExists: false }
        or DropTrigger { IfExists: false } or DropPolicy { IfExists: false };
}
