using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Evidence;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>apply</c>.</summary>
internal sealed record ApplyRequest(GovernedEnvironment Environment, string? Approvals, EvidenceRequest Evidence, OutputRequest Output);

/// <summary>From the journal to a judgement of what is pending, and from an allowed judgement to a run with its evidence.</summary>
internal sealed class GovernedApply(ApplyRequest request)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
        var judgement = await JudgeAsync(engine, cancellation);

        if (judgement.Decision.Verdict != Verdict.Allowed)
        {
            request.Output.Write(judgement, nextCommand: null, several: false);
            return judgement.Decision.Verdict.ToExitCode();
        }

        using var record = RunRecord.Open(request.Environment, request.Evidence);
        var run = await new MigrationRunner(engine, new RunLimits(), TimeProvider.System).RunAsync(Plan(judgement), new RunScreen(), cancellation);

        return record.Finish(
            run,
            (context, key) => EvidenceBundle.Create(judgement, run, context, key),
            request.Output.Json,
            options => request.Output.WriteReports(judgement, options));
    }

    private async Task<Judgement> JudgeAsync(IEngine engine, CancellationToken cancellation)
    {
        var files = request.Environment.ReadMigrations();
        var applied = await new DatabaseStatus(engine).AppliedAsync(cancellation);
        var statistics = await engine.ReadStatisticsAsync(cancellation);
        var pending = PendingSet.Of(request.Environment, files, applied) with { Statistics = statistics };

        return new ProposalJudge(TimeProvider.System).Judge(pending, new ProposalRequest { Approvals = request.Approvals });
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
