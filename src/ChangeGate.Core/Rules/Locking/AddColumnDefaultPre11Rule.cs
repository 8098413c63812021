using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnDefaultPre11Rule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG235",
        Name = "add-column-default-pre-11",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        Engine = 10,
        When = "A column with a default is added on PostgreSQL 10 or older.",
        Why = "Only PostgreSQL 11 and later keep the default in the catalogue. Before, the table is copied, and nobody reads or writes it until then.",
        Instead = "Add the column without a default, set the default, and fill the old rows in batches.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN note text DEFAULT 'none'»;",
        Safe = """
            ALTER TABLE orders ADD COLUMN note text;
            ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'none';
            """,
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (!AddedColumn.FillsEveryRow(change.Column, context) || AddedColumn.VolatileCallIn(change.Column.Default, context) is not null)
        {
            yield break;
        }

        yield return Report(context, $"Adding `{change.Table}.{change.Column.Name}` with a default {Wording.Blocks(context)} while the table is copied, before PostgreSQL 11.") with
        {
            SafeSql = SafeSql(change, context),
        };
    }

    private static string? SafeSql(AddColumn change, RuleContext context)
    {
        if (change.Constraints.Count > 0 || change.Column.NotNull)
        {
            return null;
        }

        var (table, column) = (context.Quote(change.Table), context.Quote(change.Column.Name));

        return $"ALTER TABLE {table} ADD COLUMN {column} {change.Column.Type};\nALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {change.Column.Default};";
    }
}
