using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>The journal against the files.</summary>
public static class ConsoleStatus
{
    public static EquatableList<ConsoleLine> Render(TargetStatus status, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{Prose.Name(status.Target)} on {Prose.Name(status.Environment)} ({status.Server}, {Prose.Name(status.Database)})", ConsoleStyle.Muted)]);
        writer.Blank();

        foreach (var migration in status.Migrations)
        {
            WriteMigration(writer, migration);
        }

        writer.Blank();

        if (status.Attention is { } attention)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Bad), .. ConsoleWriter.Words(attention)]);
        }

        foreach (var remark in status.Remarks)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Wait), .. ConsoleWriter.Words(remark)]);
        }

        ConsoleGuard.Write(writer, status.Guard);
        writer.Paragraph(2, ConsoleWriter.Mark(ToneOf(status)), new(Sentence(status)));
        return writer.Lines;
    }

    private static void WriteMigration(ConsoleWriter writer, MigrationStatus migration)
    {
        var (tone, word) = migration.State switch
        {
            MigrationState.Applied => (Tone.Good, "applied"),
            MigrationState.Adopted => (Tone.Good, "adopted: it was there when the journal began"),
            MigrationState.Pending => (Tone.Unknown, "not run yet"),
            MigrationState.RolledBack => (Tone.Unknown, "rolled back"),
            MigrationState.Partial => (Tone.Wait, "run in part; the next run goes on from there"),
            MigrationState.OutOfOrder => (Tone.Wait, "not run, though a later one was"),
            MigrationState.Missing => (Tone.Bad, "ran, and its file is gone"),
            MigrationState.Edited => (Tone.Bad, "ran with other bytes"),
            _ => (Tone.Bad, "needs attention: nobody knows how its run ended"),
        };
        var when = migration.At is { } at ? $"  {Wording.Time(at)}" : "";
        writer.Paragraph(4, new("  "), ConsoleWriter.Mark(tone), new(Escape.Terminal(Escape.Clip(migration.Path, 200)), ConsoleStyle.Name), new("  "), new(word, ConsoleWriter.StyleOf(tone)), new(when, ConsoleStyle.Muted));
    }

    private static Tone ToneOf(TargetStatus status) =>
        status.IsUpToDate ? Tone.Good
        : status.IsBroken ? Tone.Bad
        : Tone.Wait;

    private static string Sentence(TargetStatus status)
    {
        if (status.IsUpToDate)
        {
            return "Every migration of the folder has run here.";
        }

        var groups = status.Migrations.GroupBy(migration => migration.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToKeyword().Replace('-', ' ')}").ToList();
        return groups.Count == 0 ? "There is no migration." : Wording.Sentence(Wording.List(groups)) + ".";
    }
}
