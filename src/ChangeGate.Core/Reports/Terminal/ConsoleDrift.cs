using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>What somebody changed past the gate.</summary>
public static class ConsoleDrift
{
    public static EquatableList<ConsoleLine> Render(DriftReport drift, int width = 80)
    {
        var writer = new ConsoleWriter(width);

        foreach (var difference in drift.Difference.Differences)
        {
            WriteDifference(writer, difference);
        }

        var place = $"{Prose.Name(drift.Environment)} ({drift.Server}, {Prose.Name(drift.Database)})";
        var when = drift.RecordedAt is { } at ? $"on {Wording.Time(at)}" : "when it was recorded";
        var sentence = drift.HasDrifted
            ? $"The schema of {place} is not the one that the last run left {when}: {Wording.Count(drift.Difference.Differences.Count, "difference", "differences")}. No run starts until it is mended or brought back as a migration."
            : $"The schema of {place} is the one that the last run left {when}.";
        writer.Blank().Paragraph(2, [ConsoleWriter.Mark(drift.HasDrifted ? Tone.Bad : Tone.Good), .. ConsoleWriter.Words(sentence)]);
        writer.Paragraph(2, new("  Fingerprint ", ConsoleStyle.Muted), new(drift.Found.Short, ConsoleStyle.Name), new(drift.HasDrifted ? $", recorded {drift.Expected.Short}" : "", ConsoleStyle.Muted));

        if (drift.WentRoundGuard)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Bad), .. ConsoleWriter.Words("The guard inside the database recorded none of it: somebody went round the guard, which only a superuser can.")]);
        }

        ConsoleGuard.Write(writer, drift.Guard);
        return writer.Lines;
    }

    private static void WriteDifference(ConsoleWriter writer, Difference difference)
    {
        var (sign, style) = difference.Kind switch
        {
            DifferenceKind.Added => ("+", ConsoleStyle.Good),
            DifferenceKind.Dropped => ("-", ConsoleStyle.Bad),
            _ => ("~", ConsoleStyle.Wait),
        };
        var before = difference.Before is { } old ? $", was {Prose.Name(old)}" : "";
        var details = difference.Details.Count == 0 ? "" : $": {string.Join("; ", difference.Details)}";
        writer.Paragraph(6, [new("  "), new(sign, style), new($" {difference.Kind.ToKeyword(),-8}", style), .. ConsoleWriter.Words($"{ObjectWords.Describe(difference.Object.Kind)} {Prose.Name(difference.Object)}{before}{details}")]);
    }
}
