using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropTableRule : Rule<DropTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG101",
        Name = "drop-table",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A table that this proposal did not make is dropped.",
        Why = "Its rows are gone when the migration commits, and code that still reads it fails at once. A table that was renamed earlier in the proposal is still the old table.",
        Instead = "Stop using the table in one release, rename it in the next, and drop it in a later one once a copy of its rows is kept.",
        Setup = "CREATE TABLE invoice (id int, total int);",
        Unsafe = "«DROP TABLE invoice»;",
        Safe = """
            CREATE TABLE invoice_archive AS SELECT * FROM invoice;
            CREATE TABLE scratch (id int);
            DROP TABLE scratch;
            """,
    };

    protected override IEnumerable<Finding> Check(DropTable change, RuleContext context)
    {
        var loss = context.Loss;

        if (loss.IsNone && (context.IsNewSubject || (change.IfExists && context.Table(change.Table) is null && context.BaselineIsKnown)))
        {
            yield break;
        }

        if (loss.IsNone)
        {
            yield return Report(context, $"Dropping `{change.Table}` fails code that still reads it. Its values are kept elsewhere by this proposal.") with
            {
                Risk = Risk.Caution,
                Hazards = [Hazard.Compatibility],
            };
            yield break;
        }

        if (context.LostHere.Count == 0 && !loss.Assumed)
        {
            yield return Report(context, $"Dropping `{change.Table}` also deletes rows or values of {Wording.Names(loss.Tables.Select(Wording.Short))}: where foreign keys are enforced, as in a governed run, SQLite first deletes its rows, and ON DELETE follows.") with
            {
                Remedy = "Begin the script with `PRAGMA foreign_keys = OFF;`, before any BEGIN.",
            };
            yield break;
        }

        // SqliteTableRebuildColumnLossRule speaks of the columns that a rebuild leaves behind.
        if (context.Dialect == Dialect.Sqlite && context.LosesOnlySomeColumns)
        {
            yield break;
        }

        yield return Report(context, Message(change, loss, context));
    }

    private static string Message(DropTable change, Loss loss, RuleContext context)
    {
        if (context.LosesOnlySomeColumns)
        {
            return $"Dropping `{change.Table}` deletes the values of {Wording.Lost(loss)}, which are kept nowhere else.";
        }

        var others = loss.Tables.Where(name => name != context.Subject?.Name).ToList();
        var rest = others.Count == 0 ? "" : context.IsNewSubject || context.Table(change.Table)?.PartitionBy is null && !loss.Tables.Contains(context.Subject!.Name) // a table has a name
            ? $" They are the values of {Wording.Names(others.Select(name => Wording.Short(name)))}."
            : $" The rows of {Wording.Names(others.Select(name => Wording.Short(name)))} go with it.";

        return $"Dropping `{change.Table}` deletes {Wording.Its(context.SubjectRows, "rows")}.{rest}{Wording.Assumption(loss, change.Table)}";
    }
}
