using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;

namespace ChangeGate.Rules.Correctness;

internal sealed class SetNotNullMayFailRule : Rule<SetNotNull>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG402",
        Name = "set-not-null-may-fail",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A column is made NOT NULL and nothing in the proposal filled it.",
        Why = "The first row without a value fails the migration.",
        Instead = "Fill the column first: UPDATE … WHERE it IS NULL.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ALTER COLUMN total SET NOT NULL»;",
        Safe = "UPDATE orders SET total = 0 WHERE total IS NULL;",
    };

    protected override IEnumerable<Finding> Check(SetNotNull change, RuleContext context)
    {
        var filled = context.Script.Statements.SelectMany(static statement => statement.Changes).OfType<UpdateRows>()
            .Any(update => context.Resolve(update.Table) == context.Resolve(change.Table) && update.Columns.Contains(change.Column));

        if (!filled && !NullProof.Of(change, context) && !context.IsNew(change.Table))
        {
            return [Report(context, $"Making `{change.Table}.{change.Column}` NOT NULL fails on the first row that has no value.")];
        }

        return [];
    }
}
