using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class CreateOrReplaceDropTableRule : Rule<DropTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG142",
        Name = "create-or-replace-drop-table",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "A table that holds rows is dropped and made anew under the same name.",
        Why = "A script that makes a fresh table on a new database empties the table of an old one.",
        Instead = "Change the table with ALTER TABLE, and make it with CREATE TABLE IF NOT EXISTS where it may be missing.",
        Setup = "CREATE TABLE customer (id int, name text);",
        Unsafe = """
            «DROP TABLE IF EXISTS customer»;
            CREATE TABLE customer (id int, name text, email text);
            """,
        Safe = """
            CREATE TABLE IF NOT EXISTS customer (id int, name text);
            ALTER TABLE customer ADD COLUMN email text;
            """,
    };

    protected override IEnumerable<Finding> Check(DropTable change, RuleContext context)
    {
        if (!context.Loss.IsNone && context.LostHere.Count > 0 && context.Exists && context.LaterChanges().OfType<CreateTable>().Any(create => context.Resolve(create.Table) == context.Subject?.Name && create.Query is null))
        {
            return [Report(context, $"`{change.Table}` is made anew without {Wording.Its(context.SubjectRows, "rows")}.")];
        }

        return [];
    }
}
