using ChangeGate.Evidence;
using ChangeGate.Migrations;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

/// <summary>A look at guard and schema, some time after a run.</summary>
internal static class SampleWatch
{
    public static WatchReport Report { get; } = new()
    {
        Target = "shop",
        Environment = "production",
        EnvironmentClass = EnvironmentClass.Protected,
        Server = "PostgreSQL 17.2",
        Database = "shop",
        Mode = GuardMode.Enforce,
        Fingerprint = Digest.Of("guard"),
        Findings = ["The trigger `x` is disabled."],
        Events = [Event(18), Event(21)],
        Drift = new DriftSeen(Digest.Of("after"), Digest.Of("drifted")) { Objects = ["public.urgent"], ObjectCount = 1 },
    };

    public static GuardEvent Event(long position, GuardPassage passage = GuardPassage.BreakGlass) => new(position, SampleRun.Noon.AddMinutes(position), passage, "CREATE TABLE")
    {
        Login = "oncall",
        Role = "oncall",
        Application = "psql",
        Client = "10.0.0.7",
        Process = 4711,
        Transaction = 991,
        Objects = ["public.urgent"],
        ObjectCount = 1,
        Statement = Digest.Of("create table urgent (id int)"),
    };

    public static EvidenceBundle Bundle(string id, int minute, Digest? previous, WatchReport? report = null, SigningKey? key = null) => EvidenceBundle.CreateForGuard(
        report ?? Report,
        SampleRun.Context with { Id = id, Previous = previous, RecordedAt = SampleRun.Noon.AddMinutes(minute) },
        key ?? SampleRun.Runner);
}
