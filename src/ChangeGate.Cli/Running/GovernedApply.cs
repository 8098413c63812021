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
        var whole = await PendingAsync(engine, cancellation);
        var judgement = Judge(whole);

        if (judgement.Decision.Verdict == Verdict.Allowed)
        {
            return await RunAsync(engine, judgement, cancellation);
        }

        // Without any approval there is no part that somebody approved.
        var parts = judgement.Decision is { Verdict: Verdict.Pending, Approvals.Count: > 0 }
            ? ApprovedParts.Of(whole.Set.Proposed.Count, part => Judge(PendingSet.Part(request.Environment, whole.Set, part) with { Statistics = whole.Statistics }))
            : [];

        if (parts.Count == 0)
        {
            request.Output.Write(judgement, nextCommand: null, several: false);
            return judgement.Decision.Verdict.ToExitCode();
        }

        var code = ExitCode.Allowed;

        for (var index = 0; index < parts.Count && code == ExitCode.Allowed; index++)
        {
            code = await RunAsync(engine, parts[index], cancellation);
        }

        return code;
    }

    private async Task<ExitCode> RunAsync(IEngine engine, Judgement judgement, CancellationToken cancellation)
    {
        using var record = RunRecord.Open(request.Environment, request.Evidence);
        var run = await new MigrationRunner(engine, new RunLimits(), TimeProvider.System).RunAsync(Plan(judgement), new RunScreen(), cancellation);

        return record.Finish(
            run,
            (context, key) => EvidenceBundle.Create(judgement, run, context, key),
            request.Output.Json,
            options => request.Output.WriteReports(judgement, options));
    }

    private async Task<Proposal> PendingAsync(IEngine engine, CancellationToken cancellation)
    {
        var files = request.Environment.ReadMigrations();
        var applied = await new DatabaseStatus(engine).AppliedAsync(cancellation);
        var statistics = await engine.ReadStatisticsAsync(cancellation);

        return PendingSet.Of(request.Environment, files, applied) with { Statistics = statistics };
    }

    private Judgement Judge(Proposal proposal) => new ProposalJudge(TimeProvider.System).Judge(proposal, new ProposalRequest { Approvals = request.Approvals });

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
