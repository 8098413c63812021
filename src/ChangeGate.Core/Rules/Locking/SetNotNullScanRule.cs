using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;

namespace ChangeGate.Rules.Locking;

internal sealed class SetNotNullScanRule : Rule<SetNotNull>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG213",
        Name = "set-not-null-scan",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column of an existing table is made NOT NULL, and no valid CHECK proves it.",
        Why = "The whole table is read while nobody reads or writes it.",
        Instead = "Add CHECK (column IS NOT NULL) NOT VALID, validate it in another migration, then set NOT NULL and drop the check. From PostgreSQL 18 on add the NOT NULL constraint NOT VALID.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status SET NOT NULL»;",
        Safe = "ALTER TABLE orders ADD CONSTRAINT status_not_null CHECK (status IS NOT NULL) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(SetNotNull change, RuleContext context)
    {
        if (NullProof.Of(change, context))
        {
            yield break;
        }

        yield return Report(context, $"Making `{change.Table}.{change.Column}` NOT NULL {Wording.Blocks(context)} while every row is read.") with
        {
            SafeSql = context.NotNullWithoutScan(change.Table, change.Column),
        };
    }
}
