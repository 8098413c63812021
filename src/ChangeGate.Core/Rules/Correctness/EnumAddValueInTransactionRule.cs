using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class EnumAddValueInTransactionRule : Rule<AddEnumValue>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG411",
        Name = "enum-add-value-in-transaction",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A value is added to an enum and used in the same transaction.",
        Why = "PostgreSQL refuses to use it before the transaction that added it is committed.",
        Instead = "Add the value in a migration of its own, before the one that uses it.",
        Setup = """
            CREATE TYPE mood AS ENUM ('calm', 'cross');
            CREATE TABLE person (feels mood);
            """,
        Unsafe = """
            «ALTER TYPE mood ADD VALUE 'angry'»;
            UPDATE person SET feels = 'angry' WHERE feels IS NULL;
            """,
        Refused = new Refusal("55P04"),
        Safe = "ALTER TYPE mood ADD VALUE 'angry';",
    };

    protected override IEnumerable<Finding> Check(AddEnumValue change, RuleContext context)
    {
        if (context.IsNewSubject || !context.Transactions.InTransaction(context.Scene.Index))
        {
            return [];
        }

        var used = context.LaterInTransaction().Any(statement => context.Migration.Text.Slice(statement.Span).Contains($"'{change.Value}'", StringComparison.Ordinal));

        return used ? [Report(context, $"Value `{change.Value}` is used before the transaction that adds it is committed, which fails.")] : [];
    }
}
