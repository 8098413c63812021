using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class AlterColumnTypeIndexRebuildRule : Rule<ChangeColumnType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG212",
        Name = "alter-column-type-index-rebuild",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "The rows stay as they are, but indexes on the column are built anew: another collation, or a change of time zone handling under UTC.",
        Why = "Nobody reads or writes the table until the indexes are built.",
        Instead = "Drop the index, change the column, and build the index CONCURRENTLY.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE INDEX orders_status ON orders (status);
            """,
        Unsafe = """ALTER TABLE orders «ALTER COLUMN status TYPE text COLLATE "C"»;""",
        Safe = "ALTER TABLE orders ALTER COLUMN status TYPE varchar;",
    };

    protected override IEnumerable<Finding> Check(ChangeColumnType change, RuleContext context)
    {
        if (TypeConversion.Of(change, context) is { Rewrites: false, RebuildsIndexes: true } && context.IndexesOn(change.Table, change.Column).Any())
        {
            return [Report(context, $"Changing `{change.Table}.{change.Column}` {Wording.Blocks(context)} while the indexes on it are built anew.")];
        }

        return [];
    }
}
