using System.Text;
using ChangeGate.Decisions;

namespace ChangeGate.Reports;

/// <summary>Several targets in one comment: a line for each, then a section for each that has more to say.</summary>
internal static class MarkdownTargets
{
    private const int LinesShown = 20;

    private const int SmallestSection = 1_500;

    private const int NoteRoom = 200;

    public static string List(IReadOnlyList<JudgementSummary> summaries, int bytes)
    {
        var lines = summaries.Select(summary => Line(summary, bytes / 4)).ToList();
        var shown = MarkdownWriter.Within(lines, LinesShown, bytes);
        var more = lines.Count > shown.Count ? $"- and {lines.Count - shown.Count} more targets, none of them stricter\n" : "";
        return $"{string.Concat(shown)}{more}\n{Consent(summaries)}";
    }

    /// <summary>Each gets its share of what those before it left over.</summary>
    public static string Sections(IReadOnlyList<JudgementSummary> summaries, int room)
    {
        var text = new StringBuilder();
        List<JudgementSummary> wanted = [.. summaries.Where(summary => !summary.IsQuiet)];
        var left = room - NoteRoom;
        var omitted = 0;

        for (var index = 0; index < wanted.Count; index++)
        {
            var title = $"#### {wanted[index].Tone.Mark()} {MarkdownWriter.Words(wanted[index].Target, 200)}: {MarkdownWriter.Words($"{wanted[index].Decision.Verdict.ToTitle()} · {wanted[index].RiskTitle}")}\n\n";
            var share = left / (wanted.Count - index) - MarkdownWriter.Bytes(title);

            // Where not all can have one, those of most concern do.
            if (share < SmallestSection && (share = SmallestSection) + MarkdownWriter.Bytes(title) > left)
            {
                omitted++;
                continue;
            }

            var section = $"{title}{MarkdownBody.Of(wanted[index], share)}\n";
            text.Append(section);
            left -= MarkdownWriter.Bytes(section);
        }

        return omitted == 0 ? text.ToString() : text.Append($"**Left out, because a comment has a limit:** the sections of {Wording.Count(omitted, "target", "targets")}. The verdict above counts them.\n\n").ToString();
    }

    private static string Line(JudgementSummary summary, int bytes)
    {
        var standing = summary.Decision.Verdict == Verdict.Allowed
            ? MarkdownBody.Quiet(summary, bytes)
            : $"{MarkdownBody.Reasons(summary, bytes).FirstOrDefault() ?? "**Denied:** no reason was given"}. Digest `{summary.Assessment.Digest.Short}`.";
        return $"- {summary.Tone.Mark()} {MarkdownWriter.Words(summary.Target, bytes / 2)}: {summary.Decision.Verdict.ToTitle()}, {summary.RiskTitle}. {standing}\n";
    }

    private static string Consent(IReadOnlyList<JudgementSummary> summaries)
    {
        List<JudgementSummary> pending = [.. summaries.Where(summary => summary.Decision.Verdict == Verdict.Pending)];

        return (pending.Count, pending.FirstOrDefault()?.Options.Reviews) switch
        {
            (0, _) => "",
            (_, { }) when pending.Exists(summary => summary.MustNameDigest) => "**To approve:** give this pull request an approving review, or a comment, that says `/changegate approve DIGEST` for each digest on a line of its own.\n\n",
            (_, { }) => "**To approve:** give this pull request an ordinary approving review. It covers these digests and nothing else.\n\n",
            _ => "**To approve:** sign each digest: `changegate approve --target NAME --digest DIGEST --key YOUR_KEY`.\n\n",
        };
    }
}
