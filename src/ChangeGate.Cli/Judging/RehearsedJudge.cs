using ChangeGate.Cli.Sources;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Cli.Judging;

/// <summary>Runs what is proposed on databases that are thrown away, and joins what that showed with what was read.</summary>
internal sealed class RehearsedJudge(ProposalRequest request, string? server, TimeProvider clock)
{
    public async Task<Assessment> AssessAsync(Proposal proposal, CancellationToken cancellation)
    {
        var read = ProposalJudge.Assess(proposal, request);
        var running = read.Set.Proposed.Where(static migration => migration.Change is MigrationChange.Added or MigrationChange.Renamed).ToList();

        if (running.Count == 0)
        {
            return read;
        }

        await using var shadows = await RehearsalPlace.OpenAsync(proposal, server, ShadowPlaces.Options().KeepFor(read.Set.History), cancellation);
        var rehearsals = new List<MigrationRehearsal>();

        await foreach (var rehearsal in new MigrationRehearser(shadows, clock) { Sizes = SizeEstimator.For(proposal.Statistics, clock) }.RunAsync(read.Set.History, running, cancellation))
        {
            rehearsals.Add(rehearsal);
        }

        return RehearsedAssessment.Of(read, new RehearsalReport { Server = shadows.Description, Migrations = [.. rehearsals] });
    }

    /// <summary>Each migration of a history in its place, without anybody's consent.</summary>
    /// <param name="proposal">All of whose migrations are history.</param>
    /// <param name="from">The first that is wanted; those before it are only run.</param>
    /// <param name="cancellation">Between statements.</param>
    public async IAsyncEnumerable<Judgement> ReplayAsync(Proposal proposal, string? from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = proposal.Set.History.Index().FirstOrDefault(item => item.Item.Path == from).Index;
        EquatableList<Migration> history = [.. proposal.Set.History.Take(first)];
        await using var shadows = await RehearsalPlace.OpenAsync(proposal, server, ShadowPlaces.Options().KeepFor(history), cancellation);
        var rehearsals = new MigrationRehearser(shadows, clock) { Sizes = SizeEstimator.For(proposal.Statistics, clock) }.RunAsync(history, [.. proposal.Set.History.Skip(first)], cancellation).GetAsyncEnumerator(cancellation);
        await using var ending = rehearsals;

        foreach (var read in ProposalJudge.AssessEach(proposal, request).Skip(first))
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
