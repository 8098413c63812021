using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>apply</c>.</summary>
internal sealed record ApplyRequest(GovernedEnvironment Environment, string? Approvals, EvidenceRequest Evidence, OutputRequest Output);

/// <summary>From the journal to a judgement of what is pending, and from an allowed judgement to a run with its evidence.</summary>
internal sealed class GovernedApply(ApplyRequest request)
{
    private readonly GovernedExecution _execution = new(request);

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
        var whole = await PendingAsync(engine, cancellation);
        var judgement = Judge(whole);

        if (judgement.Decision.Verdict == Verdict.Allowed)
        {
            return (await _execution.RunAsync(engine, judgement, cancellation)).Code;
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
            code = (await _execution.RunAsync(engine, parts[index], cancellation)).Code;
        }

        return code;
    }

    private async Task<Proposal> PendingAsync(IEngine engine, CancellationToken cancellation)
    {
        var files = request.Environment.ReadMigrations();
        var applied = await new DatabaseStatus(engine).AppliedAsync(cancellation);
        var statistics = await engine.ReadStatisticsAsync(cancellation);

        return PendingSet.Of(request.Environment, files, applied) with { Statistics = statistics };
    }

    private Judgement Judge(Proposal proposal) => new ProposalJudge(TimeProvider.System).Judge(proposal, new ProposalRequest { Approvals = request.Approvals });
}
