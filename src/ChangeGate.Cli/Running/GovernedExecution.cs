using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Evidence;

namespace ChangeGate.Cli.Running;

/// <summary>Runs an allowed judgement and leaves its evidence.</summary>
internal sealed class GovernedExecution(ApplyRequest request)
{
    public async Task<Execution> RunAsync(IEngine engine, Judgement judgement, CancellationToken cancellation)
    {
        using var record = RunRecord.Open(request.Environment, request.Evidence);
        var run = await new MigrationRunner(engine, new RunLimits(), TimeProvider.System).RunAsync(Plan(judgement), new RunScreen(), cancellation);
        var ran = record.Finish(run, (context, key) => EvidenceBundle.Create(judgement, run, context, key), request.Output.Json);
        request.Output.WriteReports(judgement, ran.Report);

        return ran;
    }

    private RunPlan Plan(Judgement judgement) => new()
    {
        Target = judgement.Assessment.Set.Target,
        Environment = request.Environment.Environment.Name,
        EnvironmentClass = judgement.Assessment.Set.EnvironmentClass,
        SetDigest = judgement.Assessment.Digest,
        Actor = Actor.Name,
        History = judgement.Assessment.Set.History,
        Migrations = [.. judgement.Assessment.Migrations.Select(one => new PlannedMigration(one.Migration, one.Script, one.Rollback))],
    };
}
