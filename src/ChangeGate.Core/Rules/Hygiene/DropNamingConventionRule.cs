using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class DropNamingConventionRule : Rule<DropTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG520",
        Name = "drop-naming-convention",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A table is dropped whose name does not say that it was given up; `droppedTables` of the policy's limits is the pattern of names that do.",
        Why = "A table that was renamed first has shown that nobody misses it, and the rename is undone in no time.",
        Instead = "Rename it to something that ends in _deprecated, _deleted or _old in one release, and drop it in a later one.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«DROP TABLE orders»;",
    };

    protected override IEnumerable<Finding> Check(DropTable change, RuleContext context)
    {
        if (!context.IsNewSubject && !Patterns.Match(context.Limits.DroppedTables, change.Table.Name))
        {
            return [Report(context, $"The name of `{change.Table}` does not say that it was given up.")];
        }

        return [];
    }
}
