using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>The guard in words. Names in it were written by whoever changed the schema, so each is marked as one.</summary>
internal static class GuardText
{
    public static string Sentence(GuardStatus guard) => guard.Mode switch
    {
        GuardMode.None => "No guard is inside this database.",
        GuardMode.Audit => $"A guard records every change of the schema{Since(guard)}.",
        _ => $"A guard refuses every change of the schema outside of a governed run of {Prose.Name(guard.Runner ?? "?")}{(guard.BreakGlass is { } glass ? $", but for members of {Prose.Name(glass)}" : "")}{Since(guard)}.",
    };

    public static string Ungoverned(EquatableList<GuardEvent> events)
    {
        var glass = events.Count(static one => one.Passage == GuardPassage.BreakGlass);
        var by = Prose.Some(events.Select(static one => one.Login).Distinct(StringComparer.Ordinal).Select(Prose.Name), 3);

        return $"{Wording.Sentence(Wording.Count(events.Count, "change", "changes"))} of the schema came past the gate, by {by}{(glass == 0 ? "" : glass == events.Count ? ", with the glass broken" : $", {glass} with the glass broken")}.";
    }

    public static string Event(GuardEvent one)
    {
        var objects = one.Objects.Count == 0 ? "" : $" {Prose.Some(one.Objects.Select(Prose.Name), 3)}";
        var role = one.Role == one.Login ? "" : $" as {Prose.Name(one.Role)}";
        var way = one.Passage switch
        {
            GuardPassage.Governed => $"in run {Prose.Name(one.RunId ?? "?")}",
            GuardPassage.Upkeep => "for the journal",
            GuardPassage.BreakGlass => "with the glass broken",
            _ => "outside of a run",
        };

        return $"{one.Tag}{objects} by {Prose.Name(one.Login)}{role} {way}";
    }

    private static string Since(GuardStatus guard) => guard.InstalledAt is { } at ? $", since {Wording.Time(at)}" : "";
}
