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
            .SelectMany(migration => ReverseOf(recorded, migration.Path))
            .ToList();
        var next = 0;

        foreach (var statement in run.Statements.Where(statement => statement.Outcome == RunOutcome.Succeeded))
        {
            while (next < expected.Count && expected[next].MayBePassedOver && !expected[next].Is(statement))
            {
                next++;
            }

            if (next == expected.Count || !expected[next].Is(statement))
            {
                yield return $"A statement of `{statement.Path}` ran ({statement.Digest.Short}) that is not the recorded reverse in that place.";
                yield break;
            }

            next++;
        }

        if (run.Outcome == RunOutcome.Succeeded && expected.Skip(next).Any(step => !step.MayBePassedOver))
        {
            yield return $"{next} of {expected.Count} statements of the reverse ran, and the run is said to have succeeded.";
        }
    }

    private static IEnumerable<Step> ReverseOf(RecordedRollbacks recorded, string path) =>
        from rollback in recorded.Rollbacks
        where rollback.Path == path
        from sql in rollback.Rollback.Reverse
        select new Step(path, rollback.DigestOf(sql), TransactionText.IsControl(sql));

    private sealed record Step(string Path, Digest Digest, bool MayBePassedOver)
    {
        public bool Is(StatementRun statement) => Path == statement.Path && Digest == statement.Digest;
    }
}
