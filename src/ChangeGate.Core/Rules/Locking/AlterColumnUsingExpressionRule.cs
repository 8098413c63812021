using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class AlterColumnUsingExpressionRule : Rule<ChangeColumnType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG238",
        Name = "alter-column-using-expression",
        Risk = Risk.Caution,
        Hazards = [Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "The type of a column changes by a USING expression that is more than a cast.",
        Why = "Each value is replaced by what the expression gives for it. Nothing keeps the old one, and an error in the expression is found when the values are gone.",
        Instead = "Add a column of the new type beside the old one, fill it with the expression, compare, and drop the old one in a later release.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ALTER COLUMN total TYPE text USING 'EUR ' || total»;",
        Safe = "ALTER TABLE orders ALTER COLUMN status TYPE varchar USING status::varchar;",
    };

    protected override IEnumerable<Finding> Check(ChangeColumnType change, RuleContext context)
    {
        if (change.Using is { } expression && !KeptValue.IsCast(expression, change.Column, context))
        {
            return [Report(context, $"Every value of `{change.Table}.{change.Column}` is replaced by what the USING expression gives for it, and the old ones are not kept.")];
        }

        return [];
    }
}
