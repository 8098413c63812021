using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class DmlInDdlMigrationRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG507",
        Name = "dml-in-ddl-migration",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A migration changes the schema and the rows of existing tables.",
        Why = "The locks of the one are held while the other runs.",
        Instead = "Make two migrations of it.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            «UPDATE orders SET status = 'old' WHERE status IS NULL»;
            """,
        Safe = "UPDATE orders SET status = 'old' WHERE status IS NULL;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is not (UpdateRows or DeleteRows or InsertRows { Query: not null } or MergeRows) || context.IsNewSubject)
        {
            return [];
        }

        if (context.EarlierInTransaction().Any(static earlier => earlier is AddColumn or DropColumn or ChangeColumnType or AddConstraint or SetNotNull or CreateTable or RenameTable or RenameColumn or CreateIndex))
        {
            return [Report(context, $"Rows of `{change.Subject?.Name}` are written while the locks of the schema change are held.")];
        }

        return [];
    }
}
