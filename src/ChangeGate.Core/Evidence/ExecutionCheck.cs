using ChangeGate.Migrations;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>
/// Lays what ran beside what was approved. ChangeGate's own statements (number 0) are those of the recorded rollback: what is kept stands before
/// the script, what is settled after it. What failed, or was rolled back, may be tried again from the first statement that did not stay.
/// </summary>
internal sealed class ExecutionCheck(RecordedSet set, RecordedRollbacks rollbacks, RunReport run)
{
    private sealed record Step(int Number, Digest Digest, bool MayBePassedOver);

    public IEnumerable<string> Problems()
    {
        var order = set.Set.Proposed.Where(migration => migration.Change == MigrationChange.Added).Select(migration => migration.Path).ToList();
        var last = -1;

        foreach (var (path, statements) in Stretches())
        {
            var place = order.IndexOf(path);

            if (place <= last)
            {
                yield return place < 0 ? $"`{path}` ran, and the set does not add it." : $"`{path}` ran out of its turn.";
                yield break;
            }

            last = place;

            if (ProblemWith(path, statements) is { } problem)
            {
                yield return problem;
            }
        }

        foreach (var problem in JournalProblems(order).Concat(ArchiveProblems()))
        {
            yield return problem;
        }
    }

    private IEnumerable<(string Path, List<StatementRun> Statements)> Stretches()
    {
        var statements = new List<StatementRun>();

        foreach (var statement in run.Statements)
        {
            if (statements.Count > 0 && statements[^1].Path != statement.Path)
            {
                yield return (statements[0].Path, statements);
                statements = [];
            }

            statements.Add(statement);
        }

        if (statements.Count > 0)
        {
            yield return (statements[0].Path, statements);
        }
    }

    private string? ProblemWith(string path, List<StatementRun> statements)
    {
        var steps = StepsOf(path);
        var next = 0;

        // Where the attempt that failed began to fail: a transaction that is rolled back takes all its statements with it.
        var failed = -1;

        foreach (var statement in statements)
        {
            var step = Find(steps, next, statement);

            if (step < 0 && failed >= 0)
            {
                step = Find(steps, failed, statement);
                failed = -1;
            }

            if (step < 0)
            {
                return $"Statement {statement.Number} of `{path}` as it ran ({statement.Digest.Short}) is not the one that was approved in that place.";
            }

            if (statement.Outcome != RunOutcome.Succeeded && failed < 0)
            {
                failed = step;
            }

            next = step + 1;
        }

        var isWhole = failed < 0 && steps.Skip(next).All(step => step.MayBePassedOver);
        return isWhole || !run.Migrations.Any(ran => ran.Path == path) ? null : $"`{path}` stands in the journal, and not all of its statements ran.";
    }

    private List<Step> StepsOf(string path)
    {
        var statements = set.Scripts.FirstOrDefault(candidate => candidate.Path == path)?.Statements ?? [];
        var rollback = rollbacks.Rollbacks.FirstOrDefault(candidate => candidate.Path == path);

        return
        [
            .. (rollback?.Rollback.Preserve ?? []).Select(sql => new Step(0, rollback!.DigestOf(sql), MayBePassedOver: false)),
            .. statements.Select((statement, index) => new Step(index + 1, statement.Digest, statement.ControlsTransaction)),
            .. (rollback?.Rollback.Settle ?? []).Select(sql => new Step(0, rollback!.DigestOf(sql), MayBePassedOver: false)),
        ];
    }

    /// <summary>The step that a statement is, from a place on; -1 when another stands there.</summary>
    private static int Find(List<Step> steps, int from, StatementRun statement)
    {
        for (var index = from; index < steps.Count; index++)
        {
            if (Matches(steps[index], statement))
            {
                return index;
            }

            if (!steps[index].MayBePassedOver)
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool Matches(Step step, StatementRun statement) => step.Number == statement.Number && step.Digest == statement.Digest;

    private IEnumerable<string> ArchiveProblems()
    {
        var planned = rollbacks.Rollbacks.SelectMany(rollback => rollback.Rollback.Archives).Select(archive => (archive.Source, archive.Archive)).ToHashSet();

        return run.Archives
            .Where(archive => !planned.Contains((archive.Source, archive.Archive)))
            .Select(archive => $"Rows of `{archive.Source}` are said to be kept in `{archive.Archive}`, which nobody planned.");
    }

    private IEnumerable<string> JournalProblems(List<string> order)
    {
        var last = -1;

        foreach (var ran in run.Migrations)
        {
            var place = order.IndexOf(ran.Path);

            if (place <= last || set.Set.Proposed.First(migration => migration.Path == ran.Path).Digest != ran.Digest)
            {
                yield return $"The journal took `{ran.Path}` ({ran.Digest.Short}), which is not what was approved in that place.";
                yield break;
            }

            last = place;

            if (!run.Statements.Any(statement => statement.Path == ran.Path) && StepsOf(ran.Path).Any(step => !step.MayBePassedOver))
            {
                yield return $"`{ran.Path}` stands in the journal, and none of its statements ran.";
            }
        }
    }
}
