using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class CreateTableWithoutRlsRule : Rule<CreateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG617",
        Name = "create-table-without-rls",
        Risk = Risk.Notice,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A table is made and row security is not turned on for it in the same migration.",
        Why = "Where an interface hands the schema to the world, everybody reads every row of it.",
        Instead = "Turn row security on, and create its policies.",
        Unsafe = "«CREATE TABLE message (id int)»;",
        Safe = """
            CREATE TABLE message (id int);
            ALTER TABLE message ENABLE ROW LEVEL SECURITY;
            """,
    };

    protected override IEnumerable<Finding> Check(CreateTable change, RuleContext context)
    {
        if (change.Persistence != Persistence.Temporary && change.PartitionOf is null && !context.Exists
            && !context.LaterChanges().OfType<SetRowSecurity>().Any(set => set is { Security: RowSecurity.Enable } && context.Resolve(set.Table) == context.Subject?.Name))
        {
            return [Report(context, $"Whoever may read `{change.Table}` reads every row of it.")];
        }

        return [];
    }
}
