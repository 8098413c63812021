using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Rehearsals;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>apply</c>.</summary>
internal sealed record ApplyRequest(GovernedEnvironment Environment, string? Approvals, EvidenceRequest Evidence, OutputRequest Output)
{
    /// <summary>null means that the target says.</summary>
    public RehearsalRequest? Rehearsal { get; init; }
}

/// <summary>From the journal to a judgement of what is pending, and from an allowed judgement to a run with its evidence.</summary>
internal sealed class GovernedApply(ApplyRequest request)
{
    private readonly GovernedExecution _execution = new(request);

    private readonly ProposalRequest _proposal = new() { Approvals = request.Approvals };

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
        var whole = await PendingAsync(engine, cancellation);
        var rehearsal = RehearsalPlace.IsAskedFor(whole) ? await RehearsedJudge().RehearseAsync(whole, cancellation) : null;
        var judgement = Judge(whole, rehearsal);

        if (judgement.Decision.Verdict == Verdict.Allowed)
        {
            return (await _execution.RunAsync(engine, judgement, whole.Rehearsal, cancellation)).Code;
        }

        // Without any approval there is no part that somebody approved.
        var parts = judgement.Decision is { Verdict: Verdict.Pending, Approvals.Count: > 0 }
            ? ApprovedParts.Of(whole.Set.Proposed.Count, part => Judge(PendingSet.Part(request.Environment, whole.Set, part) with { Statistics = whole.Statistics }, rehearsal))
            : [];

        if (parts.Count == 0)
        {
            request.Output.Write(judgement, nextCommand: null, several: false);
            return judgement.Decision.Verdict.ToExitCode();
        }

        var code = ExitCode.Allowed;

        for (var index = 0; index < parts.Count && code == ExitCode.Allowed; index++)
        {
            code = (await _execution.RunAsync(engine, parts[index], whole.Rehearsal, cancellation)).Code;
        }

        return code;
    }

    private async Task<Proposal> PendingAsync(IEngine engine, CancellationToken cancellation)
    {
        var files = request.Environment.ReadMigrations();
        var applied = await new DatabaseStatus(engine).AppliedAsync(cancellation);
        var statistics = await engine.ReadStatisticsAsync(cancellation);

        return PendingSet.Of(request.Environment, files, applied, request.Rehearsal) with { Statistics = statistics, RunsOn = engine.MajorVersion };
    }

    /// <param name="proposal">All that is pending, or a part of it.</param>
    /// <param name="rehearsal">Of all that is pending: each migration was rehearsed in its place, whichever part it is in.</param>
    private Judgement Judge(Proposal proposal, RehearsalReport? rehearsal) =>
        new ProposalJudge(TimeProvider.System).Decide(RehearsedJudge().Assess(proposal, rehearsal), proposal, _proposal);

    private RehearsedJudge RehearsedJudge() => new(_proposal, null, TimeProvider.System);
}
