using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>A judgement on a terminal. The last line is what to do next, as a command.</summary>
public static class ConsoleReport
{
    private const int MigrationsShown = 20;

    public static EquatableList<ConsoleLine> Render(Judgement judgement, ReportOptions options, int width = 80)
    {
        var summary = new JudgementSummary(judgement, options);
        var writer = new ConsoleWriter(width);

        WriteHead(writer, summary);

        if (!summary.IsClean)
        {
            WriteFindings(writer, summary);
            WriteReasons(writer, summary);
            WriteApprovals(writer, summary);
            WriteRollback(writer, summary);
        }

        if (summary.Rehearsal is { Migrations.Count: > 0 } rehearsal)
        {
            WriteRehearsal(writer, rehearsal);
        }

        WriteVerdict(writer, summary);
        return writer.Lines;
    }

    private static void WriteHead(ConsoleWriter writer, JudgementSummary summary)
    {
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{summary.Target}, {Wording.Count(summary.Lines.Count, "migration", "migrations")} by ", ConsoleStyle.Muted),
            .. ConsoleWriter.Words(summary.Authors.Length == 0 ? summary.AuthorKind : $"{summary.Authors} ({summary.AuthorKind})", ConsoleStyle.Muted)]);
        writer.Blank();

        foreach (var line in summary.Lines)
        {
            writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(line.Tone), new(Escape.Terminal(Escape.Clip(line.Migration.Path, 200)), ConsoleStyle.Name), new("  "), .. ConsoleWriter.Words(line.What)]);
        }

        writer.Blank();
    }

    private static void WriteFindings(ConsoleWriter writer, JudgementSummary summary)
    {
        foreach (var finding in summary.Assessment.Findings.OrderBy(finding => finding.Risk))
        {
            var place = $"{finding.Path}:{finding.Position.Line}";
            writer.Blank().Paragraph(2, ConsoleWriter.Mark(finding.Risk.ToTone()), new($"{finding.Rule} ", ConsoleStyle.Strong), new($"{finding.Id} ", ConsoleStyle.Muted), new(Escape.Terminal(place), ConsoleStyle.Name));
            writer.Paragraph(2, [new("  "), .. ConsoleWriter.Words(finding.Message)]);
            WriteDetails(writer, summary, finding);
        }
    }

    private static void WriteDetails(ConsoleWriter writer, JudgementSummary summary, Finding finding)
    {
        if (finding.Lock is { } effect)
        {
            writer.Labelled(2, "lock", DangerText.Describe(effect));
        }

        if (finding.Suppressed is { } reason)
        {
            writer.Labelled(2, "excepted", reason);
        }

        if (finding.Observed is { } observation)
        {
            writer.Labelled(2, "rehearsal", RehearsalText.Describe(observation));
        }

        if (summary.AtSize(finding) is { } estimate)
        {
            writer.Labelled(2, "at size", RehearsalText.AtSize(estimate));
        }

        if (finding.Remedy.Length > 0)
        {
            writer.Labelled(2, "instead", finding.Remedy);
        }

        if (finding.SafeSql is { } sql)
        {
            writer.Code(12, sql);
        }
    }

    private static void WriteReasons(ConsoleWriter writer, JudgementSummary summary)
    {
        writer.Heading("Why");

        foreach (var reason in summary.Decision.Reasons)
        {
            writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(reason.Verdict.ToTone()), new(Escape.Terminal(reason.Clause) + ": ", ConsoleStyle.Strong), .. ConsoleWriter.Words(reason.Because)]);
        }

        foreach (var part in summary.Assessment.Risk.Parts)
        {
            writer.Paragraph(10, [new($"  {"+" + part.Points,6}  ", ConsoleStyle.Muted), .. ConsoleWriter.Words(summary.Because(part))]);
        }
    }

    private static void WriteApprovals(ConsoleWriter writer, JudgementSummary summary)
    {
        if (summary.Decision.Approvals.Count == 0)
        {
            return;
        }

        writer.Heading("Approvals");

        foreach (var check in summary.Decision.Approvals)
        {
            writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(check.Counts ? Tone.Good : Tone.Unknown), new(Escape.Terminal(check.Source) + ": ", ConsoleStyle.Name),
                .. ConsoleWriter.Words(check.Counts ? check.Because : $"does not count: {check.Because}")]);
        }
    }

    private static void WriteRollback(ConsoleWriter writer, JudgementSummary summary)
    {
        writer.Heading("Rollback").Paragraph(4, [new("  "), ConsoleWriter.Mark(summary.RollbackTone), .. ConsoleWriter.Words(Wording.Sentence(summary.RollbackSentence))]);

        foreach (var because in summary.Lines.SelectMany(line => line.Assessment.Rollback.Because).Distinct().Take(8))
        {
            writer.Paragraph(4, [new("    "), .. ConsoleWriter.Words(because, ConsoleStyle.Muted)]);
        }
    }

    private static void WriteRehearsal(ConsoleWriter writer, RehearsalReport rehearsal)
    {
        writer.Heading("Rehearsal").Paragraph(4, [new("  "), ConsoleWriter.Mark(RehearsalText.ToneOf(rehearsal)), .. ConsoleWriter.Words($"Run up, down and up again on {rehearsal.Server}, with rows that are made up. {Wording.Sentence(RehearsalText.Trouble(rehearsal) ?? "")}".TrimEnd())]);

        foreach (var migration in rehearsal.Migrations.Take(MigrationsShown))
        {
            ConsoleRehearsal.Write(writer, migration);
        }

        if (rehearsal.Migrations.Count > MigrationsShown)
        {
            writer.Paragraph(4, [new($"    and {rehearsal.Migrations.Count - MigrationsShown} more migrations", ConsoleStyle.Muted)]);
        }
    }

    private static void WriteVerdict(ConsoleWriter writer, JudgementSummary summary)
    {
        writer.Blank().Paragraph(2, ConsoleWriter.Mark(summary.Tone), new($"{Wording.Sentence(summary.Decision.Verdict.ToTitle())}, {summary.RiskTitle}. ", ConsoleWriter.StyleOf(summary.Tone)),
            new("Digest ", ConsoleStyle.Muted), new(summary.Assessment.Digest.Short, ConsoleStyle.Name));

        foreach (var (sentence, _) in summary.Needs)
        {
            writer.Paragraph(2, [new("  Needs "), .. ConsoleWriter.Words(sentence + ".")]);
        }

        if (summary.Options.Reviews is null || summary.Decision.Verdict != Verdict.Pending)
        {
            writer.Command(2, summary.NextCommand);
            return;
        }

        var words = summary.MustNameDigest ? $" that says {MarkdownConsent.Command(summary)}" : "";
        writer.Paragraph(2, [new("  "), .. ConsoleWriter.Words($"An approving review of the pull request{words} is an approval.")]);
    }
}
