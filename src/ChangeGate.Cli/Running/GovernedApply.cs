using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>apply</c>.</summary>
internal sealed record ApplyRequest(GovernedEnvironment Environment, string? Approvals, EvidenceRequest Evidence, OutputRequest Output)
{
    /// <summary>null means that the target says.</summary>
    public RehearsalRequest? Rehearsal { get; init; }

    public IdentityRequest Identity { get; init; } = IdentityRequest.None;
}

/// <summary>From the journal to a judgement of what is pending, and from an allowed judgement to a run with its evidence.</summary>
internal sealed class GovernedApply(ApplyRequest request)
{
    private readonly GovernedExecution _execution = new(request);

    private readonly ProposalRequest _proposal = new() { Approvals = request.Approvals };

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
        var found = await LookAsync(engine, cancellation);
        var whole = Pending(found, found.Applied);
        await _execution.RefuseAsync(engine, whole.Set.Proposed.Count, cancellation);
        IdentityFinder.Here(request.Identity, request.Environment.Source.Configuration.Agents).RefuseMissing(request.Environment.IdentityBefore(whole.Set.BaseCommit));
        var judged = await JudgeAsync(whole, cancellation);

        if (judged.Judgement.Decision.Verdict == Verdict.Allowed)
        {
            return (await _execution.RunAsync(engine, judged.Judgement, whole.Rehearsal, cancellation)).Code;
        }

        // What is left of a set that was approved as a whole has a digest that nobody approved.
        if (await new DatabaseStatus(engine).BrokenRunAsync(cancellation) is { RollsBack: null } broken && await RestOfAsync(found, broken, cancellation) is { Judgement.Decision.Verdict: Verdict.Allowed } rest)
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
        if (await RestOfAsync(await LookAsync(engine, cancellation), broken, cancellation) is not { } rest)
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
    private async Task<Judged?> RestOfAsync(Found found, BrokenRun broken, CancellationToken cancellation)
    {
        var whole = Pending(found, found.Applied.Where(pair => !broken.Applied.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal));

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

    private async Task<Found> LookAsync(IEngine engine, CancellationToken cancellation) =>
        new(request.Environment.ReadMigrations(), await new DatabaseStatus(engine).AppliedAsync(cancellation), await engine.ReadStatisticsAsync(cancellation), engine.MajorVersion);

    private Proposal Pending(Found found, IReadOnlyDictionary<string, Digest> applied) =>
        PendingSet.Of(request.Environment, found.Files, applied, request.Rehearsal) with { Statistics = found.Statistics, RunsOn = found.MajorVersion };

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

    /// <summary>On disk and in the database, before anything is judged.</summary>
    private sealed record Found(IReadOnlyList<Migration> Files, IReadOnlyDictionary<string, Digest> Applied, SchemaStatistics Statistics, int MajorVersion);

    private sealed record Judged(Proposal Of, RehearsalReport? Rehearsal, Judgement Judgement);
}
