using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Running;

/// <summary>Migrations one after another, until one does not end well.</summary>
internal sealed class RunSequence(RunSession session, ISqlDialect dialect, RunLimits limits, RunLog log)
{
    /// <returns>null when all of them stand.</returns>
    public async Task<Failure?> RunAsync(IReadOnlyList<MigrationWork> works, CancellationToken cancellation)
    {
        var execution = new MigrationExecution(session, dialect, limits, log);
        log.Tell(new RunStarted(log.Run.Id, works.Count));

        for (var index = 0; index < works.Count; index++)
        {
            var work = works[index];

            if (cancellation.IsCancellationRequested)
            {
                await execution.RecordAsync();
                return Cancelled(work);
            }

            log.Tell(new MigrationStarted(work.Migration.Path, index + 1, works.Count, work.Plan.Count));
            var failure = await RunOneAsync(execution, work, index + 1 < works.Count ? works[index + 1] : null, cancellation);
            log.Tell(new MigrationEnded(work.Migration.Path, failure?.Outcome ?? RunOutcome.Succeeded));

            if (failure is not null)
            {
                await execution.RecordAsync();
                return failure;
            }

            log.Finished(work.Migration, work.Rollback.Archives);
        }

        return null;
    }

    private static async Task<Failure?> RunOneAsync(MigrationExecution execution, MigrationWork work, MigrationWork? next, CancellationToken cancellation)
    {
        try
        {
            return await execution.RunAsync(work, next, cancellation);
        }
        catch (OperationCanceledException)
        {
            return Cancelled(work);
        }
        catch (GateException broken)
        {
            return new Failure(RunOutcome.Failed, broken.Message);
        }
        catch (DbException)
        {
            return new Failure(RunOutcome.Failed, $"The connection that writes the journal was lost during `{work.Migration.Path}`. The next run finds out what took effect.");
        }
    }

    private static Failure Cancelled(MigrationWork work) => new(RunOutcome.Failed, $"The run was cancelled before `{work.Migration.Path}`.");
}
