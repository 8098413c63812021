using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class AddColumnJsonRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG308",
        Name = "add-column-json",
        Risk = Risk.Notice,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A column of type json is added, in a new table too, or a column becomes one.",
        Why = "It cannot be compared, so SELECT DISTINCT, GROUP BY and UNION over the table fail.",
        Instead = "Use jsonb.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN extra json»;",
        Safe = "ALTER TABLE orders ADD COLUMN extra jsonb;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        IEnumerable<(ObjectName Table, string Column, DataType Type)> columns = change switch
        {
            AddColumn add => [(add.Table, add.Column.Name, add.Column.Type)],
            ChangeColumnType changed => [(changed.Table, changed.Column, changed.Type)],
            CreateTable create => create.Columns.Select(column => (create.Table, column.Name, column.Type)),
            _ => [],
        };

        foreach (var (table, column, _) in columns.Where(static item => item.Type is { Name: "json", ArrayDimensions: 0 }))
        {
            yield return Report(context, $"`{table}.{column}` of type json fails SELECT DISTINCT, GROUP BY and UNION over the table.");
        }
    }
}
