using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Migrations;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>Holds a plan against journal and schema: under the lock before it runs, and without it before anybody decides to run it.</summary>
internal sealed class RunCheck(RunPlan plan, ISqlDialect dialect)
{
    /// <summary>Whether the schema is the one that the last run left, and the one that was rehearsed; null where nothing is to run as well.</summary>
    public Refusal? OfSchema(JournalContent found, SchemaSnapshot live)
    {
        var journal = CaughtUp(found, live);
        var works = Pending(journal, runId: "");
        var rehearsed = plan.Rehearsed is { } seen ? new RehearsedCheck(seen, dialect) : null;

        return works.Count == 0 ? null : OfDrift(works, journal, live) ?? rehearsed?.RefusalOf(rehearsed.Before(works, live));
    }

    public Refusal? OfHistory(JournalContent journal) =>
        HistoryCheck.Check(journal, plan.Target, plan.History, [.. plan.Migrations.Select(static planned => planned.Migration)]);

    public Refusal? OfDrift(List<MigrationWork> works, JournalContent journal, SchemaSnapshot live) =>
        DriftCheck.Check(journal, live, MigrationWork.BegunAlone(works), dialect);

    /// <summary>With the schema that a run left which died before it could record it.</summary>
    public JournalContent CaughtUp(JournalContent journal, SchemaSnapshot live) =>
        SchemaRecord.CaughtUp(journal, [.. plan.History, .. plan.Migrations.Select(static planned => planned.Migration)], live, dialect);

    /// <summary>What of the plan does not stand yet.</summary>
    /// <param name="journal">What does.</param>
    /// <param name="runId">In whose name it is to run.</param>
    public List<MigrationWork> Pending(JournalContent journal, string runId)
    {
        var applied = journal.Applied.Select(row => row.Path).ToHashSet(StringComparer.Ordinal);

        return
        [
            .. plan.Migrations
                .Where(planned => planned.Migration.Change != MigrationChange.Deleted && !applied.Contains(planned.Migration.Path))
                .Select(planned => WorkOf(planned, journal, runId)),
        ];
    }

    private static MigrationWork WorkOf(PlannedMigration planned, JournalContent journal, string runId)
    {
        var rollback = RollbackJson.Write(planned.Rollback);
        var row = new MigrationRow(runId, planned.Migration.Path, planned.Migration.Digest, MigrationEvent.Applied)
        {
            At = default,
            Rollback = rollback,
            RollbackDigest = Digest.Of(rollback),
        };

        return new MigrationWork(planned.Migration, ScriptPlan.Of(planned), row)
        {
            Rollback = planned.Rollback,
            Script = planned.Script,
            Earlier = [.. journal.OpenSteps(planned.Migration.Path)],
        };
    }
}
