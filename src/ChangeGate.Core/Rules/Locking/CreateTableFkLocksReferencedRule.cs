using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class CreateTableFkLocksReferencedRule : Rule<CreateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG231",
        Name = "create-table-fk-locks-referenced",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A new table refers to an existing one.",
        Why = "Writes to the table that it refers to wait until the migration commits.",
        Instead = "Keep the migration short.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = """
            «CREATE TABLE payment (order_id bigint REFERENCES orders (id))»;
            INSERT INTO payment SELECT id FROM orders;
            """,
        Safe = "CREATE TABLE payment (order_id bigint);",
    };

    protected override IEnumerable<Finding> Check(CreateTable change, RuleContext context)
    {
        if (context.Subject is { } subject && context.Before.Snapshot.Contains(subject) && change.IfNotExists)
        {
            return [];
        }

        var others = change.Constraints.Where(static item => item.References is not null).Select(static item => item.References!.Table)
            .Where(table => context.Resolve(table) != context.Resolve(change.Table) && !context.IsNew(table)).ToList();

        if (others.Count > 0 && context.SlowerThanCatalogue())
        {
            return [Report(context, $"Creating `{change.Table}` blocks writes to {Wording.Names(others)} until the migration commits, and slow statements follow.")];
        }

        return [];
    }
}
