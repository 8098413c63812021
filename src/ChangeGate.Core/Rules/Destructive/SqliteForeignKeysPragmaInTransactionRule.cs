using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Rules.Destructive;

internal sealed class SqliteForeignKeysPragmaInTransactionRule : Rule<SetPragma>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG133",
        Name = "sqlite-foreign-keys-pragma-in-transaction",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Correctness],
        Dialects = [Dialect.Sqlite],
        When = "PRAGMA foreign_keys is set within a transaction of the script, or of the tool that runs it.",
        Why = "SQLite ignores it there without a word. A table that is rebuilt later then takes the rows of its children along: DROP TABLE deletes first, and ON DELETE CASCADE follows.",
        Instead = "Set it before BEGIN, and run PRAGMA foreign_key_check before COMMIT.",
        Setup = """
            CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE visit (person_id INTEGER REFERENCES person (id) ON DELETE CASCADE);
            """,
        Unsafe = """
            BEGIN;
            «PRAGMA foreign_keys = OFF»;
            CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO person_new SELECT id, name FROM person;
            DROP TABLE person;
            ALTER TABLE person_new RENAME TO person;
            COMMIT;
            """,
        Safe = """
            PRAGMA foreign_keys = OFF;
            BEGIN;
            CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO person_new SELECT id, name FROM person;
            DROP TABLE person;
            ALTER TABLE person_new RENAME TO person;
            COMMIT;
            """,
    };

    protected override IEnumerable<Finding> Check(SetPragma change, RuleContext context)
    {
        if (change is not { Name: "foreign_keys" or "defer_foreign_keys", Value: { } value })
        {
            yield break;
        }

        var losing = context.ChildrenOfDroppedTables;

        if (context.Transactions.Mode != TransactionMode.Explicit || !context.Transactions.InTransaction(context.Scene.Index))
        {
            if (change is { Name: "foreign_keys", TurnsOn: false } && losing.Count > 0 && ToolThatWraps(context.Set.Layout) is { } tool)
            {
                yield return Report(context, $"{tool} puts a transaction around this script, in which SQLite ignores `PRAGMA foreign_keys = {value}`. On a connection that enforces foreign keys the rows of {Wording.Names(losing)} then go with a table that is dropped. The governed run obeys it.") with
                {
                    Risk = Risk.Caution,
                    Hazards = [Hazard.Correctness],
                    Remedy = $"Run it with `changegate apply`, or without the transaction of {tool}.",
                };
            }

            yield break;
        }

        if (losing.Count > 0)
        {
            var said = change.Name == "foreign_keys" ? "SQLite ignores this within a transaction" : "This puts off the check of foreign keys and not what ON DELETE does";
            yield return Report(context, $"{said}, so dropping a table also deletes the rows of {Wording.Names(losing)} where foreign keys are enforced.");
            yield break;
        }

        if (change.Name == "foreign_keys")
        {
            yield return Report(context, $"SQLite ignores `PRAGMA foreign_keys = {value}` within a transaction.") with { Risk = Risk.Caution, Hazards = [Hazard.Correctness] };
        }
    }

    private static string? ToolThatWraps(MigrationLayout layout) => layout switch
    {
        MigrationLayout.GolangMigrate => "golang-migrate",
        MigrationLayout.Diesel => "Diesel",
        _ => null,
    };
}
