using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>Entries of a ledger: one run a line, with the entries that it has.</summary>
public static class ConsoleLedger
{
    public static EquatableList<ConsoleLine> Render(LedgerListing listing, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        var checkpoint = listing.Checkpoint.Checkpoint;
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"ledger {Prose.Name(checkpoint.Origin)}", ConsoleStyle.Muted)]);
        writer.Blank();

        foreach (var bundle in listing.Entries.GroupBy(static one => one.Entry.Bundle))
        {
            Write(writer, [.. bundle]);
        }

        writer.Blank();
        writer.Paragraph(2, ConsoleWriter.Words($"{Wording.Sentence(Wording.Count(checkpoint.Size, "entry", "entries"))}, root `{checkpoint.Root}`."));
        return writer.Lines;
    }

    private static void Write(ConsoleWriter writer, List<(long Index, LedgerEntry Entry)> bundle)
    {
        var last = bundle[^1].Entry;
        writer.Paragraph(4, [
            new($"  {bundle[0].Index}–{bundle[^1].Index}  ", ConsoleStyle.Name),
            .. ConsoleWriter.Words($"run {Prose.Name(last.Run)} on {Prose.Name(last.Target)} {Prose.Name(last.Environment)}, {Wording.Time(last.At)}, bundle {last.Bundle.Short}")]);
    }
}
