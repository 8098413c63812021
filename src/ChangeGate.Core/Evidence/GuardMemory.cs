using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What the bundles of one environment have told of its guard so far: by it each event is recorded once.</summary>
public sealed class GuardMemory
{
    private readonly HashSet<Digest> _told = [];

    /// <summary>Of the newest bundle that tells; null where none does.</summary>
    private WatchReport? _last;

    /// <summary>Bundles are remembered in the order in which they were recorded.</summary>
    public void Remember(EvidenceContents contents)
    {
        foreach (var one in EventsOf(contents))
        {
            _told.Add(IdOf(one));
        }

        _last = contents.Watch?.Report ?? _last;
    }

    /// <summary>What is to be recorded, in as many reports as it takes; none where all of it was told.</summary>
    /// <param name="now">Guard and schema, with everything that the guard has.</param>
    public IReadOnlyList<WatchReport> News(WatchReport now)
    {
        var events = now.Events.Where(one => one.IsUngoverned && !_told.Contains(IdOf(one))).OrderBy(static one => one.Position).ToList();

        return events.Count > 0 ? [.. events.Chunk(WatchReport.MostEvents).Select(some => now with { Events = [.. some] })]
            : IsQuiet(now) ? []
            : [now with { Events = [] }];
    }

    /// <summary>That an environment has no guard and no drift is told once something else was.</summary>
    private bool IsQuiet(WatchReport now) => _last is { } last ? now.IsLike(last) : now is { Mode: GuardMode.None, Findings.Count: 0, Drift.HasDrifted: false };

    /// <summary>Positions begin again with a guard that is installed again, so all that is known of an event is what names it.</summary>
    internal static Digest IdOf(GuardEvent one) => Digest.Of(CanonicalJson.Write(RecordedGuard.WriteEvent(one)));

    internal static IEnumerable<GuardEvent> EventsOf(EvidenceContents contents) => contents.Watch?.Report.Events ?? contents.Run?.Report.Guard?.Events ?? [];
}
