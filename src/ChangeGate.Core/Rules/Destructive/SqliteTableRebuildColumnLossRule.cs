using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class SqliteTableRebuildColumnLossRule : Rule<DropTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG126",
        Name = "sqlite-table-rebuild-column-loss",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.Sqlite],
        When = "A table is rebuilt and the copy leaves a column out.",
        Why = "The old table goes, and with it the column that the new one does not have or the copy did not fill.",
        Instead = "Name every column of the old table in INSERT … SELECT, or drop the column knowingly with ALTER TABLE.",
        Setup = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, phone TEXT);",
        Unsafe = """
            CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO person_new (id, name) SELECT id, name FROM person;
            «DROP TABLE person»;
            ALTER TABLE person_new RENAME TO person;
            """,
        Safe = """
            CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT);
            INSERT INTO person_new (id, name, phone) SELECT id, name, phone FROM person;
            DROP TABLE person;
            ALTER TABLE person_new RENAME TO person;
            """,
    };

    protected override IEnumerable<Finding> Check(DropTable change, RuleContext context)
    {
        if (context.LosesOnlySomeColumns)
        {
            return [Report(context, $"Rebuilding `{change.Table}` loses the values of {Wording.Names(context.LostHere.Select(Wording.Short))}: the copy does not hold them as they were.{context.AlsoDeleted}")];
        }

        return [];
    }
}
