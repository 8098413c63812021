using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class TransactionNestingRule : Rule<ControlTransaction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG404",
        Name = "transaction-nesting",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "BEGIN within a transaction or behind a COMMIT, or COMMIT and ROLLBACK outside of one.",
        Why = "The engine only warns or fails: what was meant to stand together does not.",
        Instead = "Remove it: the runner puts a transaction around a migration that has none of its own.",
        Unsafe = """
            BEGIN;
            «BEGIN»;
            COMMIT;
            """,
        Safe = """
            BEGIN;
            COMMIT;
            """,
    };

    protected override IEnumerable<Finding> Check(ControlTransaction change, RuleContext context)
    {
        if (context.Transactions.IsNested(context.Scene.Index))
        {
            yield return Report(context, "A transaction begins within another.");
        }
        else if (context.Transactions.IsSecond(context.Scene.Index))
        {
            yield return Report(context, "A second transaction begins: where it fails, the first stands already. A governed run refuses that.") with { Remedy = "Make a migration of each." };
        }
        else if (context.Transactions.IsStray(context.Scene.Index))
        {
            yield return Report(context, $"{change.Action.ToString().ToUpperInvariant()} ends a transaction that this migration did not begin.");
        }
    }
}
