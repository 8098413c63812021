using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Lays a rollback beside the reverse that was recorded with the run it takes back: the last migration first.</summary>
internal static class ReverseCheck
{
    public static IEnumerable<string> Problems(RecordedRollbacks recorded, RunReport applied, RunReport run)
    {
        if (run.SetDigest != applied.SetDigest)
        {
            yield return "The rollback names another set than the run that it takes back.";
        }

        var expected = applied.Migrations.Reverse()
            .SelectMany(migration => ReverseOf(recorded, migration.Path).Select(sql => (migration.Path, Digest: Digest.Of(sql))))
            .ToList();
        var sent = run.Statements.Where(statement => statement.Outcome == RunOutcome.Succeeded).Select(statement => (statement.Path, statement.Digest)).ToList();

        if (!sent.SequenceEqual(expected.Take(sent.Count)))
        {
            yield return "A statement ran that is not the recorded reverse in that place.";
        }
        else if (run.Outcome == RunOutcome.Succeeded && sent.Count < expected.Count)
        {
            yield return $"{sent.Count} of {expected.Count} statements of the reverse ran, and the run is said to have succeeded.";
        }
    }

    private static IEnumerable<string> ReverseOf(RecordedRollbacks recorded, string path) =>
        recorded.Rollbacks.Where(rollback => rollback.Path == path).SelectMany(rollback => rollback.Rollback.Reverse);
}
