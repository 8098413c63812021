using ChangeGate.Changes;
using ChangeGate.Findings;

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
        When = "PRAGMA foreign_keys is set within a transaction of the script.",
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
        if (change is not { Name: "foreign_keys" or "defer_foreign_keys", Value: { } value } || context.Transactions.Mode != TransactionMode.Explicit || !context.Transactions.InTransaction(context.Scene.Index))
        {
            yield break;
        }

        var losing = context.ChildrenOfDroppedTables;

        if (losing.Count > 0)
        {
            yield return Report(context, $"SQLite ignores this within a transaction, so dropping a table also deletes the rows of {Wording.Names(losing)} where foreign keys are enforced.");
            yield break;
        }

        if (change.Name == "foreign_keys")
        {
            yield return Report(context, $"SQLite ignores `PRAGMA foreign_keys = {value}` within a transaction.") with { Risk = Risk.Caution, Hazards = [Hazard.Correctness] };
        }
    }
}
