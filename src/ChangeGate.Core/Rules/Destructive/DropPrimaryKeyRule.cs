using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropPrimaryKeyRule : Rule<DropConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG123",
        Name = "drop-primary-key",
        Risk = Risk.Danger,
        Hazards = [Hazard.Integrity, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A primary key is dropped.",
        Why = "Upserts that name it fail, logical replication stops for updates, and foreign keys that point at it go with CASCADE.",
        Instead = "Make a unique index on the new key first and use it as the replica identity.",
        Setup = "CREATE TABLE orders (id int PRIMARY KEY);",
        Unsafe = "ALTER TABLE orders «DROP CONSTRAINT orders_pkey»;",
        Safe = """
            CREATE TABLE scratch (id int PRIMARY KEY);
            ALTER TABLE scratch DROP CONSTRAINT scratch_pkey;
            """,
    };

    protected override IEnumerable<Finding> Check(DropConstraint change, RuleContext context)
    {
        if (context.IsNew(change.Table) || context.Table(change.Table)?.PrimaryKey is not { } key || key.Name != change.Name)
        {
            return [];
        }

        return [Report(context, $"Dropping the primary key of `{change.Table}` lets the same key in twice, and fails upserts and replication that rely on it.")];
    }
}
