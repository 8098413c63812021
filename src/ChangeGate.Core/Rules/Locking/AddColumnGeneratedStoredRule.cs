using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnGeneratedStoredRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG206",
        Name = "add-column-generated-stored",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A stored generated column is added to an existing table, or its expression is changed.",
        Why = "Every row is computed and written at once, and nobody reads or writes the table until it is.",
        Instead = "Add a plain column, fill it in batches and keep it by a trigger; from PostgreSQL 18 on use VIRTUAL.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN double_total int GENERATED ALWAYS AS (total * 2) STORED»;",
        Safe = "ALTER TABLE orders ADD COLUMN double_total int;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var column = change switch
        {
            AddColumn { Column.Generated: GeneratedKind.Stored } add => $"{add.Table}.{add.Column.Name}",
            SetColumnExpression { Expression: not null } set => $"{set.Table}.{set.Column}",
            _ => null,
        };

        return column is not null ? [Report(context, $"Computing `{column}` {Wording.Blocks(context)} while every row is written.")] : [];
    }
}
