using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>A fleet as a table of its waves, and by name what did not come to its end. Members of whom the same is to be said stand together.</summary>
public static class ConsoleFleet
{
    private const int MostNames = 8;

    private const int LongestWave = 24;

    private static readonly (string Title, MemberState[] States)[] Columns =
    [
        ("done", [MemberState.Done]),
        ("had it", [MemberState.UpToDate]),
        ("failed", [MemberState.Failed, MemberState.Stopped]),
        ("refused", [MemberState.Refused, MemberState.Unreachable]),
        ("not begun", [MemberState.NotBegun]),
    ];

    public static EquatableList<ConsoleLine> Render(FleetReport fleet, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        Title(writer, fleet.Target, fleet.Environment, fleet.Waves.Sum(static wave => wave.Members.Count));
        WriteTable(writer, fleet);
        writer.Blank();

        foreach (var alike in fleet.Members.Where(static member => member.Because is not null).GroupBy(static member => (member.State, member.Because, member.Remedy)))
        {
            var tone = alike.Key.State is MemberState.Stopped ? Tone.Wait : Tone.Bad;
            WriteAlike(writer, tone, [.. alike.Select(static member => member.Name)], alike.Key.State.ToKeyword().Replace('-', ' '), alike.Key.Because, alike.Key.Remedy);
        }

        foreach (var alike in fleet.Members.Where(static member => member.Health is { IsWell: false }).GroupBy(static member => member.Health!.Because)) // Filtered before.
        {
            WriteAlike(writer, Tone.Bad, [.. alike.Select(static member => member.Name)], "not well", alike.Key, null);
        }

        writer.Blank();
        writer.Paragraph(2, [ConsoleWriter.Mark(fleet.IsComplete ? Tone.Good : Tone.Bad), .. ConsoleWriter.Words(Sentence(fleet))]);

        return writer.Lines;
    }

    public static EquatableList<ConsoleLine> Render(FleetStatus status, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        Title(writer, status.Target, status.Environment, status.Members.Count);

        foreach (var alike in status.Members.Where(static member => member.Standing != MemberStanding.Unreachable).GroupBy(static member => (member.Version, member.Pending)).OrderBy(static group => group.Key.Pending))
        {
            var lacks = alike.Key.Pending == 0 ? "lacks nothing" : $"{Wording.Count(alike.Key.Pending, "migration", "migrations")} to run";
            writer.Paragraph(
                4,
                [
                    new("  "), ConsoleWriter.Mark(alike.Key.Pending == 0 ? Tone.Good : Tone.Wait), new($"{alike.Count()} at "),
                    .. ConsoleWriter.Words(alike.Key.Version is { } version ? Prose.Name(version) : "nothing"), new($", {lacks}: ", ConsoleStyle.Muted), .. ConsoleWriter.Words(Names(alike.Select(static member => member.Name))),
                ]);
        }

        writer.Blank();

        foreach (var alike in status.Members.Where(static member => member.Because is not null).GroupBy(static member => (member.Standing, member.Because)))
        {
            WriteAlike(writer, Tone.Bad, [.. alike.Select(static member => member.Name)], alike.Key.Standing.ToKeyword(), alike.Key.Because, null);
        }

        writer.Blank();
        var counts = status.Members.CountBy(static member => member.Standing).OrderByDescending(static one => one.Key).Select(static one => $"{one.Value} {one.Key.ToKeyword().Replace('-', ' ')}").ToList();
        writer.Paragraph(2, ConsoleWriter.Mark(status.IsUpToDate ? Tone.Good : status.IsBroken || status.Members.Any(static member => member.Standing == MemberStanding.Unreachable) ? Tone.Bad : Tone.Wait), new(Wording.Sentence(Wording.List(counts)) + "."));

        return writer.Lines;
    }

    private static void Title(ConsoleWriter writer, string target, string environment, int members)
    {
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{Prose.Name(target)} on {Prose.Name(environment)}, {Wording.Count(members, "member", "members")}", ConsoleStyle.Muted)]);
        writer.Blank();
    }

    private static void WriteTable(ConsoleWriter writer, FleetReport fleet)
    {
        var wide = Math.Clamp(fleet.Waves.Select(static wave => wave.Name.Length).DefaultIfEmpty().Max(), "wave".Length, LongestWave);
        writer.Paragraph(2, new ConsoleSegment($"  {"wave".PadRight(wide)}{string.Concat(Columns.Select(static column => column.Title.PadLeft(11)))}  health", ConsoleStyle.Muted));

        foreach (var wave in fleet.Waves)
        {
            var counts = Columns.Select(column => column.States.Sum(wave.Count)).Select(static count => (count == 0 ? "·" : Wording.Count(count)).PadLeft(11));
            var health = wave.Question is null ? new ConsoleSegment("·", ConsoleStyle.Muted)
                : wave.IsWell ? new ConsoleSegment("✔ well", ConsoleStyle.Good)
                : new ConsoleSegment("✖ not well", ConsoleStyle.Bad);
            writer.Paragraph(2, new("  "), new(Escape.Terminal(Escape.Clip(wave.Name, wide)).PadRight(wide), ConsoleStyle.Name), new(string.Concat(counts)), new("  "), health);
        }
    }

    private static void WriteAlike(ConsoleWriter writer, Tone tone, EquatableList<string> names, string state, string? because, string? remedy)
    {
        writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(tone), .. ConsoleWriter.Words(Names(names)), new("  "), new(state, ConsoleWriter.StyleOf(tone))]);
        writer.Paragraph(4, [new("    "), .. ConsoleWriter.Words(because ?? ""), .. ConsoleWriter.Words(remedy is null ? "" : $" {remedy}", ConsoleStyle.Muted)]);
    }

    private static string Names(IEnumerable<string> names) => Prose.Some(names.Select(Prose.Name), MostNames);

    private static string Sentence(FleetReport fleet) =>
        fleet.Because is { } because ? because
        : fleet.Waves.Any(static wave => wave.Count(MemberState.Done) > 0) ? $"Every member has the set now ({Wording.Duration(fleet.EndedAt - fleet.StartedAt)})."
        : "Nothing to do: every member had everything.";
}
