using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class DropDefaultRule : Rule<DropColumnDefault>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG307",
        Name = "drop-default",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "The default of a NOT NULL column is dropped.",
        Why = "Code that does not name the column when it inserts fails from then on.",
        Instead = "Release the writers that name the column first.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status DROP DEFAULT»;",
        Safe = "ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;",
    };

    protected override IEnumerable<Finding> Check(DropColumnDefault change, RuleContext context)
    {
        if (context.Column(change.Table, change.Column) is { NotNull: true, Default: not null } && !context.DefaultIsSetAgain(change))
        {
            return [Report(context, $"Without its default, inserts that do not name `{change.Table}.{change.Column}` fail.")];
        }

        return [];
    }
}
