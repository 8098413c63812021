using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>What rollbacks have kept, and what was cleared away of it.</summary>
public static class ConsoleArchives
{
    public static EquatableList<ConsoleLine> Render(ArchiveStatus status, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{Prose.Name(status.Target)} on {Prose.Name(status.Environment)} ({status.Server}, {Prose.Name(status.Database)})", ConsoleStyle.Muted)]);
        writer.Blank();
        var shown = status.Purged ?? status.Archives;

        foreach (var kept in shown)
        {
            Write(writer, kept, status);
        }

        if (shown.Count > 0)
        {
            writer.Blank();
        }

        writer.Paragraph(2, ConsoleWriter.Words(Sentence(status)));
        return writer.Lines;
    }

    private static void Write(ConsoleWriter writer, KeptRows kept, ArchiveStatus status)
    {
        var of = kept.Source is { } source ? $" of {Prose.Name(source)}" : "";
        var bytes = kept.Bytes is { } size ? $", {Wording.Count((size + 1023) / 1024, "kB", "kB")}" : "";
        var age = kept.AgeAt(status.At) is { } since ? $", {Wording.Count((long)since.TotalDays, "day", "days")} old" : "";
        var by = kept.Migration is { } migration ? $", kept by {Prose.Name(migration)}" : ", of no migration that the journal knows";
        var needed = kept.IsNeeded && status.Purged is not null ? " Its rollback then brings no rows back." : kept.IsNeeded ? " Its rollback needs them." : "";
        writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(kept.IsNeeded ? Tone.Wait : Tone.Unknown), .. ConsoleWriter.Words($"{Prose.Name(kept.Archive)}: {Wording.Count(kept.Rows, "row", "rows")}{of}{bytes}{age}{by}.{needed}")]);
    }

    private static string Sentence(ArchiveStatus status) => status switch
    {
        { Purged: null, Archives.Count: 0 } => "No run has kept anything here.",
        { Purged: null } => $"{Wording.Sentence(Wording.Count(status.Archives.Count, "archive", "archives"))}.",
        { Purged.Count: 0 } => "There is nothing to purge.",
        { IsDone: true } => $"{Wording.Sentence(Wording.Count(status.Purged.Value.Count, "archive", "archives"))} purged.",
        _ => $"{Wording.Sentence(Wording.Count(status.Purged!.Value.Count, "archive", "archives"))} would be purged. Give --yes to do it.", // looked at above
    };
}
