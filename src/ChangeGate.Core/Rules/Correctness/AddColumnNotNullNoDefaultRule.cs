using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class AddColumnNotNullNoDefaultRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG401",
        Name = "add-column-not-null-no-default",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A NOT NULL column without a default is added to an existing table.",
        Why = "It fails as soon as the table has a row, which an empty test database does not show; and writers that do not know the column fail afterwards.",
        Instead = "Add it with a default, or without NOT NULL, fill it, and make it NOT NULL in a later migration.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN code text NOT NULL»;",
        Safe = "ALTER TABLE orders ADD COLUMN code text NOT NULL DEFAULT '';",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        var column = change.Column;
        var isGiven = column.Default is not null and not "NULL" and not "null" || column.Serial || column.AutoIncrement || column.Identity != IdentityKind.None || column.Generated != GeneratedKind.None;

        if (!column.NotNull || isGiven || context.IsNew(change.Table))
        {
            return [];
        }

        return [Report(context, $"Adding `{change.Table}.{column.Name}` NOT NULL without a default fails when `{change.Table}` has a row.")];
    }
}
