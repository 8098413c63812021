using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class SetStorageCompressionRule : Rule<SetColumnOption>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG246",
        Name = "set-storage-compression",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "The storage or the compression of a column changes.",
        Why = "Only the catalogue changes, but the lock waits for every query on the table, and all later ones wait behind it. Values that are there stay as they are.",
        Instead = "Set a lock_timeout, and try again when it runs out.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status SET STORAGE EXTERNAL»;",
        Safe = "ALTER TABLE orders ALTER COLUMN status SET STATISTICS 500;",
    };

    protected override IEnumerable<Finding> Check(SetColumnOption change, RuleContext context)
    {
        if (change.What.StartsWith("SET STORAGE", StringComparison.OrdinalIgnoreCase) || change.What.StartsWith("SET COMPRESSION", StringComparison.OrdinalIgnoreCase))
        {
            return [Report(context, $"`{change.What}` {Wording.Blocks(context)} until the migration commits.")];
        }

        return [];
    }
}
