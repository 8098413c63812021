using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameTableRule : Rule<RenameTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG301",
        Name = "rename-table",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A table that this proposal did not make is renamed.",
        Why = "Code that runs during the release still uses the old name and fails at once.",
        Instead = "Make a view under the old name in the same migration, and drop it in a later release.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«ALTER TABLE orders RENAME TO purchase»;",
        Safe = """
            ALTER TABLE orders RENAME TO purchase;
            CREATE VIEW orders AS SELECT * FROM purchase;
            """,
    };

    protected override IEnumerable<Finding> Check(RenameTable change, RuleContext context)
    {
        if (context.IsNew(change.Table) || context.IsTakenAgain(context.Resolve(change.Table)))
        {
            yield break;
        }

        yield return Report(context, $"Renaming `{change.Table}` to `{change.NewName}` fails code that still uses the old name.") with
        {
            SafeSql = $"ALTER TABLE {context.Quote(change.Table)} RENAME TO {context.Quote(change.NewName)};\nCREATE VIEW {context.Quote(change.Table)} AS SELECT * FROM {context.Quote(change.Table with { Name = change.NewName })};",
        };
    }
}
