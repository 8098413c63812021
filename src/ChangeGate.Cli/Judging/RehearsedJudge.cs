using ChangeGate.Cli.Sources;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Decisions;
using ChangeGate.Rehearsals;

namespace ChangeGate.Cli.Judging;

/// <summary>Runs what is proposed on databases that are thrown away, and joins what that showed with what was read.</summary>
internal sealed class RehearsedJudge(ProposalRequest request, string? server, TimeProvider clock)
{
    public async Task<Assessment> AssessAsync(Proposal proposal, CancellationToken cancellation) =>
        Assess(proposal, await RehearseAsync(proposal, cancellation));

    /// <summary>The same where the target is rehearsed without being asked each time; else what was read.</summary>
    public async Task<Assessment> AssessAskedAsync(Proposal proposal, CancellationToken cancellation) =>
        RehearsalPlace.IsAskedFor(proposal) ? await AssessAsync(proposal, cancellation) : ProposalJudge.Assess(proposal, request);

    /// <param name="proposal">Judged by itself.</param>
    /// <param name="report">Of it, or of more than it; null where it was not rehearsed.</param>
    public Assessment Assess(Proposal proposal, RehearsalReport? report)
    {
        var read = ProposalJudge.Assess(proposal, request);

        return report?.Of(read.Set.Proposed) is { Migrations.Count: > 0 } own ? RehearsedAssessment.Of(read, own) : read;
    }

    /// <returns>null where nothing is to run.</returns>
    public async Task<RehearsalReport?> RehearseAsync(Proposal proposal, CancellationToken cancellation)
    {
        var running = proposal.Set.Proposed.Where(static migration => migration.IsToRun).ToList();

        if (running.Count == 0)
        {
            return null;
        }

        await using var shadows = await RehearsalPlace.OpenAsync(proposal, server, ShadowPlaces.Options(proposal.Rehearsal?.StatementLimit).KeepFor(proposal.Set.History), cancellation);
        var rehearsals = new List<MigrationRehearsal>();

        await foreach (var rehearsal in new MigrationRehearser(shadows, clock) { Sizes = SizeEstimator.For(proposal.Statistics, clock) }.RunAsync(proposal.Set.History, running, cancellation))
        {
            rehearsals.Add(rehearsal);
        }

        return new RehearsalReport { Server = shadows.Description, Migrations = [.. rehearsals] };
    }

    /// <summary>Each migration of a history in its place, without anybody's consent.</summary>
    /// <param name="proposal">All of whose migrations are history.</param>
    /// <param name="from">The first that is wanted; those before it are only run.</param>
    /// <param name="cancellation">Between statements.</param>
    public async IAsyncEnumerable<Judgement> ReplayAsync(Proposal proposal, string? from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (history, replayed) = ProposalReader.Split(proposal.Set.History, from, "this folder");
        await using var shadows = await RehearsalPlace.OpenAsync(proposal, server, ShadowPlaces.Options(proposal.Rehearsal?.StatementLimit).KeepFor(history), cancellation);
        var rehearsals = new MigrationRehearser(shadows, clock) { Sizes = SizeEstimator.For(proposal.Statistics, clock) }.RunAsync(history, replayed, cancellation).GetAsyncEnumerator(cancellation);
        await using var ending = rehearsals;

        foreach (var read in ProposalJudge.AssessEach(proposal, request).Skip(history.Count))
        {
            if (!await rehearsals.MoveNextAsync())
            {
                yield break;
            }

            var joined = RehearsedAssessment.Of(read, new RehearsalReport { Server = shadows.Description, Migrations = [rehearsals.Current] });

            yield return new Judgement(joined, proposal.Policy, Gate.Decide(joined, proposal.Policy, []));
        }
    }
}
