using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameColumnRule : Rule<RenameColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG302",
        Name = "rename-column",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A column that this proposal did not add is renamed.",
        Why = "Code that runs during the release still uses the old name and fails at once.",
        Instead = "Add a column of the new name, keep both filled, and drop the old one in a later release.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«ALTER TABLE orders RENAME COLUMN total TO amount»;",
        Safe = "ALTER TABLE orders ADD COLUMN amount int;",
    };

    protected override IEnumerable<Finding> Check(RenameColumn change, RuleContext context)
    {
        if (context.ColumnIsAddedAgain(change.Table, change.Column))
        {
            return [];
        }

        return [Report(context, $"Renaming `{change.Table}.{change.Column}` to `{change.NewName}` fails code that still uses the old name.")];
    }
}
