using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Migrations;
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
        var files = request.Environment.ReadMigrations();
        var status = new DatabaseStatus(engine);
        var whole = await PendingAsync(engine, files, await status.AppliedAsync(cancellation), cancellation);
        var judged = await JudgeAsync(whole, cancellation);

        if (judged.Judgement.Decision.Verdict == Verdict.Allowed)
        {
            return (await _execution.RunAsync(engine, judged.Judgement, whole.Rehearsal, cancellation)).Code;
        }

        // What is left of a set that was approved as a whole has a digest that nobody approved.
        if (await status.BrokenRunAsync(cancellation) is { RollsBack: null } broken && await RestOfAsync(engine, broken, cancellation) is { Judgement.Decision.Verdict: Verdict.Allowed } rest)
        {
            return (await _execution.RunAsync(engine, rest.Judgement, rest.Of.Rehearsal, cancellation)).Code;
        }

        // Without any approval there is no part that somebody approved.
        var parts = judged.Judgement.Decision is { Verdict: Verdict.Pending, Approvals.Count: > 0 }
            ? ApprovedParts.Of(whole.Set.Proposed.Count, part => Judge(PendingSet.Part(request.Environment, whole.Set, part) with { Statistics = whole.Statistics }, judged.Rehearsal))
            : [];

        if (parts.Count == 0)
        {
            request.Output.Write(judged.Judgement, nextCommand: null, several: false);
            return judged.Judgement.Decision.Verdict.ToExitCode();
        }

        var code = ExitCode.Allowed;

        for (var index = 0; index < parts.Count && code == ExitCode.Allowed; index++)
        {
            code = (await _execution.RunAsync(engine, parts[index], whole.Rehearsal, cancellation)).Code;
        }

        return code;
    }

    /// <summary>The rest of a set of which a run that broke off left a part, and nothing else.</summary>
    public async Task<ExitCode> ResumeAsync(IEngine engine, BrokenRun broken, CancellationToken cancellation)
    {
        if (await RestOfAsync(engine, broken, cancellation) is not { } rest)
        {
            throw new GateException(
                $"The migrations on disk are not the set of the run {broken.Id}.",
                "Check out the commit that it ran from, or judge what is pending anew with `changegate apply`.");
        }

        if (rest.Judgement.Decision.Verdict != Verdict.Allowed)
        {
            request.Output.Write(rest.Judgement, nextCommand: null, several: false);
            return rest.Judgement.Decision.Verdict.ToExitCode();
        }

        return (await _execution.RunAsync(engine, rest.Judgement, rest.Of.Rehearsal, cancellation)).Code;
    }

    /// <returns>The whole set once more, with all that stands of it; null where the files make another.</returns>
    private async Task<Judged?> RestOfAsync(IEngine engine, BrokenRun broken, CancellationToken cancellation)
    {
        var applied = (await new DatabaseStatus(engine).AppliedAsync(cancellation)).Where(pair => !broken.Applied.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        var files = request.Environment.ReadMigrations();
        var whole = await PendingAsync(engine, files, applied, cancellation);

        // What came into the folder since is not part of it.
        for (var count = whole.Set.Proposed.Count; count > 0 && count >= broken.Applied.Count; count--)
        {
            var set = count == whole.Set.Proposed.Count ? whole : PendingSet.Part(request.Environment, whole.Set, ..count) with { Statistics = whole.Statistics, RunsOn = whole.RunsOn, Rehearsal = whole.Rehearsal };

            if (Judge(set, null).Assessment.Digest == broken.SetDigest)
            {
                return await JudgeAsync(set, cancellation);
            }
        }

        return null;
    }

    private async Task<Proposal> PendingAsync(IEngine engine, IReadOnlyList<Migration> files, IReadOnlyDictionary<string, Text.Digest> applied, CancellationToken cancellation) =>
        PendingSet.Of(request.Environment, files, applied, request.Rehearsal) with { Statistics = await engine.ReadStatisticsAsync(cancellation), RunsOn = engine.MajorVersion };

    private async Task<Judged> JudgeAsync(Proposal proposal, CancellationToken cancellation)
    {
        var rehearsal = RehearsalPlace.IsAskedFor(proposal) ? await RehearsedJudge().RehearseAsync(proposal, cancellation) : null;

        return new Judged(proposal, rehearsal, Judge(proposal, rehearsal));
    }

    /// <param name="proposal">All that is pending, or a part of it.</param>
    /// <param name="rehearsal">Of all that is pending: each migration was rehearsed in its place, whichever part it is in.</param>
    private Judgement Judge(Proposal proposal, RehearsalReport? rehearsal) =>
        new ProposalJudge(TimeProvider.System).Decide(RehearsedJudge().Assess(proposal, rehearsal), proposal, _proposal);

    private RehearsedJudge RehearsedJudge() => new(_proposal, null, TimeProvider.System);

    private sealed record Judged(Proposal Of, RehearsalReport? Rehearsal, Judgement Judgement);
}
