using ChangeGate.Runs;

namespace ChangeGate.Evidence;

/// <summary>What a bundle says of the guard inside the database, against itself and against the bundles before it.</summary>
internal static class GuardClaims
{
    private const string Told = "What came past the gate is told in its order, each once, and none of it was governed";

    private const string Once = "Nothing that came past the gate was told before";

    private const string Stays = "The guard that was there before is there, or its going was recorded";

    private const string Follows = "What is said of drift follows from the fingerprints";

    /// <param name="dossier">The bundle under question.</param>
    /// <param name="earlier">Those that were given beside it.</param>
    public static IEnumerable<Claim> Check(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        var contents = dossier.Contents;
        var watch = contents.Watch?.Report;
        var isWatch = dossier.Kind == BundleKind.Guard;

        if (isWatch && watch is null)
        {
            yield return Claims.Missing("E30", Told, EvidenceStage.Guard);
            yield return Claims.Missing("E31", Once, EvidenceStage.Guard);
            yield return Claims.Missing("E32", Stays, EvidenceStage.Guard);
            yield return Claims.Missing("E33", Follows, EvidenceStage.Guard);
            yield break;
        }

        var before = Before(dossier, earlier);
        var events = GuardMemory.EventsOf(contents).ToList();

        yield return watch is null && contents.Run?.Report.Guard is null
            ? Claims.Skip("E30", Told, "No guard was inside the database, or nothing ran.")
            : Claims.Judge("E30", Told, EventProblems(contents, events), events.Count == 1 ? "1 event." : $"{events.Count} events.");
        yield return before.Count == 0 || events.Count == 0
            ? Claims.Skip("E31", Once, events.Count == 0 ? "Nothing came past." : "No earlier bundle of this environment was given.")
            : Claims.Judge("E31", Once, Repeated(events, before, isWatch), $"{before.Count} earlier bundles.");
        yield return GuardBefore(dossier, earlier) is not { } mode || (contents.Run is null && watch is null)
            ? Claims.Skip("E32", Stays, "No bundle was given that this one follows and that saw a guard.")
            : Claims.Judge("E32", Stays, Lowered(mode, contents), $"Before `{Signatures.Keywords.Write(mode)}`, now `{Signatures.Keywords.Write(ModeOf(contents))}`.");
        yield return watch is null
            ? Claims.Skip("E33", Follows, "It says nothing of drift.")
            : Claims.Judge("E33", Follows, DriftProblems(watch), watch.Drift.HasDrifted ? $"The schema is {watch.Drift.Found.Short}, and the last run left {watch.Drift.Expected.Short}: {watch.Drift.ObjectCount} objects differ." : $"The schema is the one that the last run left: {watch.Drift.Found.Short}.");
    }

    private static IEnumerable<string> EventProblems(EvidenceContents contents, List<GuardEvent> events)
    {
        for (var place = 0; place < events.Count; place++)
        {
            var one = events[place];

            if (!one.IsUngoverned || one.RunId is not null)
            {
                yield return $"Event {one.Position} belongs to a run or to ChangeGate's own tables, and is told as one that came past.";
            }

            if (place > 0 && one.Position <= events[place - 1].Position)
            {
                yield return $"Event {one.Position} is told after event {events[place - 1].Position}.";
            }

            if (one.Position < 1 || one.Objects.Count > one.ObjectCount)
            {
                yield return $"Event {one.Position} has a number that cannot be.";
            }
        }

        if (ModeOf(contents) == GuardMode.None && (events.Count > 0 || contents.Run?.Report.Guard is not null))
        {
            yield return "No guard was there, and events are told of it.";
        }
    }

    /// <summary>A run tells what came past since the last run whose end the database has, whether a statement beside the runs told it already or not.</summary>
    private static IEnumerable<string> Repeated(List<GuardEvent> events, List<EvidenceContents> before, bool isWatch)
    {
        var told = before.Where(contents => isWatch || contents.Run?.Report.Outcome == RunOutcome.Succeeded).SelectMany(GuardMemory.EventsOf).Select(GuardMemory.IdOf).ToHashSet();

        return events.Where(one => told.Contains(GuardMemory.IdOf(one))).Select(static one => $"Event {one.Position} (`{one.Tag}` by `{one.Login}`) was told before.");
    }

    /// <summary>A statement of the guard is itself the record that it is gone.</summary>
    private static IEnumerable<string> Lowered(GuardMode before, EvidenceContents contents)
    {
        if (contents.Watch is null && ModeOf(contents) < before)
        {
            yield return ModeOf(contents) == GuardMode.None
                ? "The bundle before saw a guard, and this run found none: somebody took it out, and nobody recorded that."
                : "The guard refused before, and now only records, and nobody recorded the change.";
        }
    }

    private static IEnumerable<string> DriftProblems(WatchReport watch)
    {
        if (!watch.Drift.HasDrifted && (watch.Drift.ObjectCount != 0 || watch.Drift.WentRoundGuard))
        {
            yield return "The fingerprints are equal, and yet something is said to differ.";
        }

        if (watch.Drift.Objects.Count > watch.Drift.ObjectCount)
        {
            yield return "More objects are named than are said to differ.";
        }
    }

    private static GuardMode ModeOf(EvidenceContents contents) => contents.Watch?.Report.Mode ?? contents.Run?.Report.Guard?.Mode ?? GuardMode.None;

    private static List<EvidenceContents> Before(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier) =>
    [
        .. earlier.OfType<EarlierBundle>().Select(static one => one.Dossier.Contents)
            .Where(contents => dossier.Contents.Header is { } header && contents.Header is { } before && before.Bundle != header.Bundle && (before.Target, before.Environment) == (header.Target, header.Environment) && before.RecordedAt <= header.RecordedAt),
    ];

    /// <summary>Of the bundle that this one names, as far as a look at the guard is in it; null where none is known.</summary>
    private static GuardMode? GuardBefore(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier) =>
        EarlierBundles.Chain(dossier, earlier).Select(static bundle => bundle.Dossier.Contents).FirstOrDefault(static contents => contents.Run is not null || contents.Watch is not null) is { } contents && ModeOf(contents) != GuardMode.None
            ? ModeOf(contents)
            : null;
}
