using System.Text;
using ChangeGate.Decisions;

namespace ChangeGate.Reports;

/// <summary>
/// A judgement as a comment on a pull request: what a tired reviewer must know on the first screen, everything else folded. It fits the host's
/// limit: parts that do not fit are left out from the end, and the comment says which.
/// </summary>
public static class MarkdownReport
{
    /// <summary>GitHub refuses a comment of more than 65,536 characters; bytes are counted here, and some room is left.</summary>
    public const int Limit = 65_000;

    private const int RowsShown = 10;

    private const int TableBytes = 25_000;

    public static string Render(Judgement judgement, ReportOptions options)
    {
        var summary = new JudgementSummary(judgement, options);
        var head = Head(summary);

        if (summary.IsClean && options.Run is null)
        {
            return head;
        }

        var foot = Foot(summary);
        return head + Fit(MarkdownParts.Of(summary), Limit - MarkdownWriter.Bytes(head) - MarkdownWriter.Bytes(foot)) + foot;
    }

    private static string Head(JudgementSummary summary)
    {
        var text = new StringBuilder();
        text.Append(Marker(summary)).Append('\n');
        text.Append($"### {summary.Tone.Mark()} ChangeGate: {MarkdownWriter.Words(summary.Headline)}\n\n");

        if (summary.IsClean && summary.Options.Run is null)
        {
            var does = summary.Lines.Count == 1 ? Wording.Sentence(summary.Lines[0].What) : $"{Wording.Count(summary.Lines.Count, "migration", "migrations")}; no rule spoke";
            return text.Append($"{MarkdownWriter.Words(does)}. Rollback {summary.RollbackTone.Mark()} {MarkdownWriter.Words(summary.RollbackSentence)} Digest `{summary.Assessment.Digest.Short}`.\n").ToString();
        }

        text.Append(Standing(summary)).Append("\n\n");
        text.Append(Table(summary)).Append('\n');
        text.Append($"**Rollback:** {summary.RollbackTone.Mark()} {MarkdownWriter.Words(summary.RollbackSentence)}\n\n");

        if (summary.Options.Run is { } run)
        {
            text.Append($"**Run:** {run.Outcome.ToTone().Mark()} {MarkdownWriter.Words(RunText.Sentence(run))}\n\n");
        }

        return text.ToString();
    }

    // Nothing of it is trusted when it is read back: it only says which comment is ours.
    private static string Marker(JudgementSummary summary)
    {
        var target = new string([.. summary.Assessment.Set.Target.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.').Take(60)]);
        return $"<!-- changegate:v1 target={target} digest={summary.Assessment.Digest} -->";
    }

    private static string Standing(JudgementSummary summary)
    {
        var digest = $"`{summary.Assessment.Digest.Short}`";

        if (summary.Decision.Verdict == Verdict.Allowed)
        {
            var given = summary.Decision.Approvals.Count(check => check.Counts);
            var consent = given == 0 ? "Policy asks for no approval." : $"{Wording.Count(given, "approval counts", "approvals count")}.";
            return $"{consent} Digest {digest}.";
        }

        var lines = summary.Decision.Verdict == Verdict.Denied
            ? summary.Denials.Select(reason => $"**Denied:** {MarkdownWriter.Words(reason.Because)} ({MarkdownWriter.Words(reason.Clause)})").ToList()
            : summary.Needs.Select(need => $"**Needs:** {MarkdownWriter.Words(need.Sentence)}. ({MarkdownWriter.Words(need.Clauses)})").ToList();

        var shown = Within(lines, count: 4, bytes: 10_000);
        var more = lines.Count > shown.Count ? $"And {lines.Count - shown.Count} more; all reasons are folded below. " : "";
        var consents = summary.Decision.Verdict == Verdict.Pending ? $"An approval covers digest {digest} and nothing else." : $"Digest {digest}.";
        return string.Join("  \n", [.. shown, more + consents]);
    }

    private static string Table(JudgementSummary summary)
    {
        if (summary.Lines.Count == 0)
        {
            return "No migration is proposed.\n";
        }

        var rows = summary.Lines.Select(line =>
            $"| {line.Tone.Mark()} | {MarkdownWriter.Name(line.Migration.Path)} | {MarkdownWriter.Words(line.What)} | {MarkdownWriter.Words(line.Danger)} |\n").ToList();
        var head = "| | migration | what it does | danger |\n|---|---|---|---|\n";

        if (rows.Count <= RowsShown && rows.Sum(MarkdownWriter.Bytes) <= TableBytes)
        {
            return head + string.Concat(rows);
        }

        // The worst first: a limit must not hide a danger behind ten harmless rows.
        var worst = Within([.. summary.Lines.Select((line, index) => (line.Tone, index)).OrderBy(entry => entry.Tone).Select(entry => rows[entry.index])], RowsShown, TableBytes);
        return head + string.Concat(worst) + $"\nThe {worst.Count} of most concern, of {rows.Count}.\n";
    }

    /// <summary>The first lines, as many as fit, and one in any case.</summary>
    private static List<string> Within(IReadOnlyList<string> lines, int count, int bytes)
    {
        var fitting = new List<string>();

        foreach (var line in lines.Take(count))
        {
            bytes -= MarkdownWriter.Bytes(line);

            if (bytes < 0 && fitting.Count > 0)
            {
                break;
            }

            fitting.Add(line);
        }

        return fitting;
    }

    private static string Fit(IReadOnlyList<MarkdownPart> parts, int room)
    {
        const int NoteRoom = 600;

        if (parts.Sum(part => MarkdownWriter.Bytes(part.Text)) <= room)
        {
            return string.Concat(parts.Select(part => part.Text));
        }

        var text = new StringBuilder();
        var left = room - NoteRoom;
        var omitted = new List<MarkdownPart>();

        foreach (var part in parts)
        {
            var bytes = MarkdownWriter.Bytes(part.Text);

            if (bytes > left)
            {
                omitted.Add(part);
                continue;
            }

            text.Append(part.Text);
            left -= bytes;
        }

        var names = omitted.GroupBy(part => part.Kind).Select(group => group.Count() == 1 ? $"1 × {group.Key}" : $"{group.Count()} × {group.Key}");
        return text.Append($"\n**Left out, because a comment has a limit:** {string.Join(", ", names)}. The verdict above counts them; the HTML and JSON reports hold them.\n\n").ToString();
    }

    private static string Foot(JudgementSummary summary)
    {
        var set = summary.Assessment.Set;
        var pieces = new List<string>();

        if (set.HeadCommit is { Length: > 0 } head)
        {
            pieces.Add($"Judged at {MarkdownWriter.Name(head[..Math.Min(7, head.Length)])}");
        }

        pieces.Add(summary.Judgement.Policy.IsBuiltIn ? "by the built-in policy" : $"by policy `{summary.Judgement.Policy.Digest.Short}`");

        if (summary.Options.Evidence is { } evidence)
        {
            pieces.Add($"evidence `{evidence.Digest.Short}`: `changegate verify {evidence.Name}`");
        }

        if (summary.Options.ReportUrl is { } url && MarkdownLinks.IsSafe(url))
        {
            pieces.Add($"[report]({url})");
        }

        return $"\n<sub>{Wording.Sentence(string.Join(" · ", pieces))}</sub>\n";
    }
}
