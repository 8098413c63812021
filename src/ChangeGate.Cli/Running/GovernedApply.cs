using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
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

    /// <summary>null for a run by itself.</summary>
    public FleetMembership? Member { get; init; }
}

/// <summary>What is to run on one database, as far as it may.</summary>
/// <param name="Found">Its journal, as it was read.</param>
/// <param name="Whole">All that is pending there.</param>
/// <param name="Parts">What is allowed, in order; empty where it is not.</param>
/// <param name="Setting">How its target is rehearsed; null where that does not say.</param>
internal sealed record PreparedRun(DatabaseStatus Found, Judgement Whole, IReadOnlyList<Judgement> Parts, RehearsalSetting? Setting);

/// <summary>From the journal to a judgement of what is pending, and from an allowed judgement to a run with its evidence.</summary>
internal sealed class GovernedApply(ApplyRequest request)
{
    private readonly GovernedExecution _execution = new(request);

    private readonly ProposalRequest _proposal = new() { Approvals = request.Approvals };

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
        var prepared = await PrepareAsync(engine, await LookAsync(engine, cancellation), cancellation);

        if (prepared.Parts.Count == 0)
        {
            request.Output.Write(prepared.Whole, nextCommand: null, several: false);
            return prepared.Whole.Decision.Verdict.ToExitCode();
        }

        return (await RunAsync(engine, prepared, cancellation))[^1].Code;
    }

    /// <summary>What is to run on a member of a fleet: the rest of the set that broke off there, so that it is the set of the others, or all that is pending.</summary>
    public async Task<PreparedRun> PrepareMemberAsync(IEngine engine, CancellationToken cancellation)
    {
        var found = await LookAsync(engine, cancellation);

        if (Pending(found, found.Applied) is { Set.Proposed.Count: 0 })
        {
            return await PrepareAsync(engine, found, cancellation);
        }

        return await RestAsync(found, cancellation) is { } rest && rest.Whole.Assessment.Set.Proposed.Any(migration => !found.Applied.ContainsKey(migration.Path))
            ? rest
            : await PrepareAsync(engine, found, cancellation);
    }

    /// <summary>Why it would not run now; null where nothing that is known without the lock speaks against it.</summary>
    public Task<Refusal?> ForeseeAsync(PreparedRun prepared, CancellationToken cancellation) => _execution.ForeseeAsync(prepared.Found, prepared.Parts[0], prepared.Setting, cancellation);

    /// <summary>Runs what is allowed, part after part, up to the first that does not come to its end.</summary>
    /// <returns>How each ended that began.</returns>
    public async Task<IReadOnlyList<Execution>> RunAsync(IEngine engine, PreparedRun prepared, CancellationToken cancellation)
    {
        var ran = new List<Execution>();

        while (ran.Count < prepared.Parts.Count && ran is [] or [.., { Code: ExitCode.Allowed }])
        {
            ran.Add(await _execution.RunAsync(engine, prepared.Parts[ran.Count], prepared.Setting, cancellation));
        }

        return ran;
    }

    private async Task<PreparedRun> PrepareAsync(IEngine engine, Found found, CancellationToken cancellation)
    {
        var whole = Pending(found, found.Applied);
        await _execution.RefuseAsync(engine, whole.Set.Proposed.Count, cancellation);

        // A fleet asks once for all of its members, before the first of them runs.
        if (request.Member is null)
        {
            request.Environment.Asking(request.Identity).RefuseMissing(request.Environment.IdentityBefore(whole.Set.BaseCommit));
        }

        var judged = await JudgeAsync(whole, cancellation);

        if (judged.Judgement.Decision.Verdict == Verdict.Allowed)
        {
            return new PreparedRun(found.Status, judged.Judgement, [judged.Judgement], whole.Rehearsal);
        }

        // What is left of a set that was approved as a whole has a digest that nobody approved.
        if (await RestAsync(found, cancellation) is { } rest)
        {
            return rest;
        }

        // Without any approval there is no part that somebody approved.
        var parts = judged.Judgement.Decision is { Verdict: Verdict.Pending, Approvals.Count: > 0 }
            ? ApprovedParts.Of(whole.Set.Proposed.Count, part => Judge(PendingSet.Part(request.Environment, whole.Set, part) with { Statistics = whole.Statistics }, judged.Rehearsal))
            : [];

        return new PreparedRun(found.Status, judged.Judgement, parts, whole.Rehearsal);
    }

    /// <returns>null where no run broke off, or where the rest of its set is not allowed.</returns>
    private async Task<PreparedRun?> RestAsync(Found found, CancellationToken cancellation) =>
        await found.Status.BrokenRunAsync(cancellation) is { RollsBack: null } broken && await RestOfAsync(found, broken, cancellation) is { Judgement.Decision.Verdict: Verdict.Allowed } rest
            ? new PreparedRun(found.Status, rest.Judgement, [rest.Judgement], rest.Of.Rehearsal)
            : null;

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

    private async Task<Found> LookAsync(IEngine engine, CancellationToken cancellation)
    {
        var status = await new DatabaseStatus(engine).OfThisMomentAsync(cancellation);

        return new Found(status, request.Member?.Shared.Files ?? request.Environment.ReadMigrations(), await status.AppliedAsync(cancellation), await engine.ReadStatisticsAsync(cancellation), engine.MajorVersion);
    }

    private Proposal Pending(Found found, IReadOnlyDictionary<string, Digest> applied) =>
        (request.Member is { } member ? member.Shared.Pending(applied, request.Rehearsal) : PendingSet.Of(request.Environment, found.Files, applied, request.Rehearsal)) with { Statistics = found.Statistics, RunsOn = found.MajorVersion };

    private async Task<Judged> JudgeAsync(Proposal proposal, CancellationToken cancellation)
    {
        var rehearsal = !RehearsalPlace.IsAskedFor(proposal) ? null
            : request.Member is { } member ? await member.Shared.RehearsedAsync(proposal, RehearsedJudge(), cancellation)
            : await RehearsedJudge().RehearseAsync(proposal, cancellation);

        return new Judged(proposal, rehearsal, Judge(proposal, rehearsal));
    }

    /// <param name="proposal">All that is pending, or a part of it.</param>
    /// <param name="rehearsal">Of all that is pending: each migration was rehearsed in its place, whichever part it is in.</param>
    private Judgement Judge(Proposal proposal, RehearsalReport? rehearsal) =>
        new ProposalJudge(TimeProvider.System).Decide(RehearsedJudge().Assess(proposal, rehearsal), proposal, _proposal);

    private RehearsedJudge RehearsedJudge() => new(_proposal, null, TimeProvider.System);

    /// <summary>On disk and in the database, before anything is judged.</summary>
    private sealed record Found(DatabaseStatus Status, IReadOnlyList<Migration> Files, IReadOnlyDictionary<string, Digest> Applied, SchemaStatistics Statistics, int MajorVersion);

    private sealed record Judged(Proposal Of, RehearsalReport? Rehearsal, Judgement Judgement);
}
