using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>Fleets, put together by hand.</summary>
public static class SampleFleets
{
    /// <summary>The first wave is well, and the second came to a stop.</summary>
    public static FleetReport Stopped { get; } = Named("acme");

    public static FleetStatus Standing { get; } = new("shop", "production",
    [
        new MemberStatus("acme", "canary", MemberStanding.UpToDate) { Version = "0013_status_index.sql", Server = "PostgreSQL 16.14", Database = "acme" },
        new MemberStatus("globex", "rest", MemberStanding.Behind) { Version = "0011_orders.sql", Pending = 2, Server = "PostgreSQL 16.14", Database = "globex" },
        new MemberStatus("initech", "rest", MemberStanding.Drifted) { Version = "0013_status_index.sql", Because = "`public.by_hand` added.", Server = "PostgreSQL 16.14", Database = "initech" },
        new MemberStatus("umbrella", "rest", MemberStanding.Unreachable) { Because = "The server `db3` could not be reached." },
    ]);

    /// <param name="name">Of its first member, its first wave and its database.</param>
    public static FleetReport Named(string name) => new()
    {
        Target = "shop",
        Environment = "production",
        Sets = [Digest.Of("set")],
        Actor = "deploy@ci",
        StartedAt = SampleJudgements.Noon,
        EndedAt = SampleJudgements.Noon.AddSeconds(72),
        Waves =
        [
            new FleetWaveReport(name == "acme" ? "canary" : name, [Done(name) with { Health = new HealthAnswer(true, "The query gave true.") }]) { Parallel = 1, Question = Digest.Of("select true") },
            new FleetWaveReport("rest",
            [
                Done("globex"),
                new FleetMemberReport("initech", MemberState.Failed) { Because = $"`0013_status_index.sql`: the index `{name}` could not be built.", Took = TimeSpan.FromSeconds(3), Runs = [new FleetRun("run-3", Digest.Of("set"), RunOutcome.Failed, "initech.evidence.json")] },
                new FleetMemberReport("umbrella", MemberState.Stopped) { Because = "The run was cancelled before `0013_status_index.sql`.", Took = TimeSpan.FromSeconds(1) },
                new FleetMemberReport("wonka", MemberState.NotBegun),
                new FleetMemberReport("hooli", MemberState.UpToDate),
            ]) { Parallel = 4 },
        ],
        Because = "Stopped in wave `rest`: 1 member of it did not come to the end; 1 member was not begun. Mend that and run the same command again: it goes on with what is not done.",
    };

    private static FleetMemberReport Done(string name) => new(name, MemberState.Done)
    {
        Server = "PostgreSQL 16.14",
        Database = name,
        Took = TimeSpan.FromMilliseconds(840),
        Runs = [new FleetRun($"run-{name}", Digest.Of("set"), RunOutcome.Succeeded, $"{name}.evidence.json")],
    };
}
