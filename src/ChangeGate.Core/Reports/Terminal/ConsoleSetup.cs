using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>The set-up point by point; what holds takes a line, what does not says how to mend it.</summary>
public static class ConsoleSetup
{
    private const int Indent = 4;

    public static EquatableList<ConsoleLine> Render(SetupReport report, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words(report.Subject, ConsoleStyle.Muted)]);

        foreach (var section in report.Sections.Where(section => section.Points.Count > 0))
        {
            writer.Blank().Paragraph(0, [new(Escape.Terminal(section.Title), ConsoleStyle.Strong), .. ConsoleWriter.Words(section.About.Length == 0 ? "" : $"  {section.About}", ConsoleStyle.Muted)]);

            foreach (var point in section.Points)
            {
                WritePoint(writer, point);
            }
        }

        WriteNext(writer, report);
        var tone = ToneOf(report.Worst);
        writer.Blank().Paragraph(2, [ConsoleWriter.Mark(tone), .. ConsoleWriter.Words(report.Conclusion ?? Tally(report))]);
        return writer.Lines;
    }

    private static void WritePoint(ConsoleWriter writer, SetupPoint point)
    {
        writer.Paragraph(Indent, [new("  "), ConsoleWriter.Mark(ToneOf(point.State)), .. ConsoleWriter.Words(point.What), .. Place(point)]);

        if (point.Remedy is { } remedy)
        {
            writer.Paragraph(Indent + 2, [new("    → ", ConsoleStyle.Muted), .. ConsoleWriter.Words(remedy, ConsoleStyle.Muted)]);
        }
    }

    private static IEnumerable<ConsoleSegment> Place(SetupPoint point) =>
        point.Where is { } place ? [new("  "), new(Escape.Terminal(Escape.Clip(place, 200)), ConsoleStyle.Muted)] : [];

    private static void WriteNext(ConsoleWriter writer, SetupReport report)
    {
        if (report.Next.Count == 0)
        {
            return;
        }

        writer.Heading("Next");
        var number = 0;

        foreach (var step in report.Next)
        {
            writer.Paragraph(5, [new($"  {++number}. ", ConsoleStyle.Muted), .. ConsoleWriter.Words(step.Text)]);

            if (step.Command is { } command)
            {
                writer.Command(5, command);
            }
        }
    }

    private static string Tally(SetupReport report)
    {
        (PointState State, string One, string Many)[] words =
        [
            (PointState.Fails, "point fails", "points fail"),
            (PointState.Warns, "point to look at", "points to look at"),
            (PointState.Unseen, "point was not seen, which is no pass", "points were not seen, which is no pass"),
            (PointState.Holds, "point holds", "points hold"),
        ];
        var counted = words.Where(word => report.Count(word.State) > 0).Select(word => Wording.Count(report.Count(word.State), word.One, word.Many)).ToList();

        return counted.Count == 0 ? "There was nothing to look at." : $"{string.Join("; ", counted)}.";
    }

    private static Tone ToneOf(PointState state) => state switch
    {
        PointState.Holds => Tone.Good,
        PointState.Warns => Tone.Wait,
        PointState.Unseen => Tone.Unknown,
        _ => Tone.Bad,
    };
}
