using System.Collections.Concurrent;
using ChangeGate.Cli.Running;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Fleets;

/// <summary>Looks at every member before anything runs: whether it is there, what it lacks, whether that may run there, and whether it is what the others lack.</summary>
internal sealed class FleetSurvey(ApplyRequest request, Fleet fleet, SharedReading shared, FleetScreen screen)
{
    /// <summary>Nothing is written and no lock is taken, so many are asked at once.</summary>
    private const int AtOnce = 16;

    /// <returns>By the names of the members.</returns>
    public async Task<ConcurrentDictionary<string, MemberSurvey>> RunAsync(CancellationToken cancellation)
    {
        var seen = new ConcurrentDictionary<string, MemberSurvey>(StringComparer.Ordinal);
        screen.Begin("looking at the members", fleet.Count);

        await Parallel.ForEachAsync(fleet.Members, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (member, token) =>
        {
            var survey = await new FleetMemberVisit(member, request, shared).SurveyAsync(token);
            seen[member.Name] = survey;
            screen.Surveyed(survey);
        });

        RefuseShared(seen);
        RefuseOthers(seen);

        return seen;
    }

    /// <summary>One database has one journal: of two members in it the second would be taken for done.</summary>
    private static void RefuseShared(ConcurrentDictionary<string, MemberSurvey> seen)
    {
        foreach (var same in seen.Values.Where(static one => one.Identity is not null).GroupBy(static one => one.Identity!, StringComparer.Ordinal).Where(static same => same.Count() > 1))
        {
            var names = Prose.Names(same.Select(static one => one.Report.Name).Order(StringComparer.Ordinal).Take(3));

            foreach (var one in same)
            {
                seen[one.Report.Name] = one.Refused(ExitCode.CannotDecide, $"{names} lead to one database{(same.Count() > 3 ? $", and {same.Count() - 3} more" : "")}.", "Give each member a database of its own: a database has one journal, whichever schema its connection begins in.");
            }
        }
    }

    private static void RefuseOthers(ConcurrentDictionary<string, MemberSurvey> seen)
    {
        var ready = seen.Values.Where(static one => one is { Code: ExitCode.Allowed, Report.State: MemberState.NotBegun }).ToList();
        var sets = FleetSets.Of(ready);

        foreach (var one in ready.Where(one => !FleetSets.EndWith(sets, one.Sets)))
        {
            seen[one.Report.Name] = one.Refused(
                ExitCode.CannotDecide,
                $"What it lacks is not the set of the others ({Prose.Some(one.Sets.Select(static set => set.Short), 3)} where they have {Prose.Some(sets.Select(static set => set.Short), 3)}): its journal has other migrations.",
                "See what it has with `changegate status --targets-from`, and bring it to where the others are with a file that names it alone.");
        }
    }
}
