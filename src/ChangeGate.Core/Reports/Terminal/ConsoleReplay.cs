using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>A history judged migration by migration: a line each, and a count at the end.</summary>
public sealed class ConsoleReplay
{
    private readonly Dictionary<Verdict, int> _verdicts = [];

    private readonly Dictionary<string, int> _rules = [];

    private int _unread;

    /// <summary>The line of one migration; it is counted for the summary.</summary>
    public EquatableList<ConsoleLine> Add(Judgement judgement, int width = 80)
    {
        var summary = new JudgementSummary(judgement, ReportOptions.Default);
        Count(judgement);

        var writer = new ConsoleWriter(width);

        foreach (var line in summary.Lines)
        {
            writer.Paragraph(6, [ConsoleWriter.Mark(summary.Tone), new($"{summary.Assessment.Risk.Score,3} ", ConsoleStyle.Muted), new(Escape.Terminal(Escape.Clip(line.Migration.Path, 200)), ConsoleStyle.Name), new("  "),
                .. ConsoleWriter.Words(line.Danger == "none" ? line.What : line.Danger, line.Danger == "none" ? ConsoleStyle.Muted : ConsoleStyle.Plain)]);
        }

        return writer.Lines;
    }

    public EquatableList<ConsoleLine> Summarize(int width = 80)
    {
        var writer = new ConsoleWriter(width);

        if (_rules.Count > 0)
        {
            writer.Heading("What rules said");

            foreach (var (rule, count) in _rules.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(12))
            {
                writer.Paragraph(9, new($"{count,7}  "), new(rule, ConsoleStyle.Name));
            }
        }

        var counts = Enum.GetValues<Verdict>().Reverse().Where(_verdicts.ContainsKey).Select(verdict => $"{_verdicts[verdict]} {(verdict == Verdict.Pending ? "would need approval" : verdict.ToTitle())}");
        var read = _unread == 0 ? "every one was read in full" : $"{_unread} could not be read in full";
        writer.Blank().Paragraph(2, new ConsoleSegment($"{Wording.Count(_verdicts.Values.Sum(), "migration", "migrations")}: {Wording.List([.. counts])}; {read}."));
        return [ConsoleLine.Empty, .. writer.Lines];
    }

    private void Count(Judgement judgement)
    {
        _verdicts[judgement.Decision.Verdict] = _verdicts.GetValueOrDefault(judgement.Decision.Verdict) + 1;
        _unread += judgement.Assessment.Findings.Any(finding => finding.Hazards.Contains(Hazard.Unreadable)) ? 1 : 0;

        foreach (var rule in judgement.Assessment.Findings.Select(finding => finding.Rule))
        {
            _rules[rule] = _rules.GetValueOrDefault(rule) + 1;
        }
    }
}
