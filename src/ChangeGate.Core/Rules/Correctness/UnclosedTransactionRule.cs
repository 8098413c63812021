using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class UnclosedTransactionRule : Rule<ControlTransaction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG405",
        Name = "unclosed-transaction",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A transaction is begun and never ended.",
        Why = "Everything in it is rolled back when the connection closes, and the migration looks as if it had run.",
        Instead = "End it with COMMIT.",
        Unsafe = """
            «BEGIN»;
            CREATE TABLE note (id int);
            """,
        Safe = """
            BEGIN;
            CREATE TABLE note (id int);
            COMMIT;
            """,
    };

    protected override IEnumerable<Finding> Check(ControlTransaction change, RuleContext context)
    {
        if (change.Action == TransactionAction.Begin && context.Transactions.LeftOpen == context.Statement.Span)
        {
            return [Report(context, "The transaction is never committed, so nothing in it stays.")];
        }

        return [];
    }
}
