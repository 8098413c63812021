using ChangeGate.Decisions;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>
/// Judgements as a comment on a pull request: what a tired reviewer must know on the first screen, everything else folded. It fits the host's
/// limit: parts that do not fit are left out from the end, and the comment says which. The verdict, what is needed from whom, the digest and how to
/// approve always stay.
/// </summary>
public static class MarkdownReport
{
    /// <summary>GitHub refuses a comment, and the summary of a check, of more than 65,536 characters; bytes are counted here, and some room is left.</summary>
    public const int Limit = 65_000;

    /// <summary>The summary of a job's step holds 1 MiB.</summary>
    public const int StepLimit = 1_000_000;

    public const int SmallestLimit = 2_000;

    private const string KeyOfAll = "all";

    /// <summary>The first line of a comment. Nothing of it is trusted when it is read back: it only says which comment is ours.</summary>
    public static string Marker(string key)
    {
        var plain = new string([.. key.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/').Take(60)]);
        return $"<!-- changegate:v1 key={(plain == key && key.Length > 0 ? key : $"{plain}.{Digest.Of(key).Hex[..12]}")} -->";
    }

    /// <param name="limit">In bytes of UTF-8, which are never fewer than UTF-16 code units.</param>
    public static string Render(Judgement judgement, ReportOptions options, int limit = Limit)
    {
        var summary = new JudgementSummary(judgement, options);
        var head = Head(options.CommentKey ?? judgement.Assessment.Set.Target, summary.Tone, summary.Headline, Checked(limit));

        if (summary.IsQuiet)
        {
            return $"{head}{MarkdownBody.Quiet(summary, limit / 2)}\n";
        }

        var foot = Foot(summary, limit);
        return head + MarkdownBody.Of(summary, limit - MarkdownWriter.Bytes(head) - MarkdownWriter.Bytes(foot)) + foot;
    }

    /// <summary>One comment for all targets of a proposal, the strictest verdict first. A target for which nothing is proposed is not shown where another is.</summary>
    public static string RenderAll(IReadOnlyList<Judgement> judgements, ReportOptions options, int limit = Limit)
    {
        List<Judgement> shown = [.. judgements.Where(judgement => judgement.Assessment.Set.Proposed.Count > 0 || judgement.Decision.Verdict != Verdict.Allowed)];

        return shown.Count switch
        {
            0 => RenderNoChange(options),
            1 => Render(shown[0], options, limit),
            _ => RenderTargets([.. shown.OrderBy(judgement => judgement.Decision.Verdict).ThenByDescending(judgement => judgement.Assessment.Risk.Score)], options, Checked(limit)),
        };
    }

    /// <summary>For a proposal that touches no migration.</summary>
    public static string RenderNoChange(ReportOptions options) =>
        $"{Head(options.CommentKey ?? KeyOfAll, Tone.Good, "no schema change", Limit)}No migration is added, edited, renamed or deleted, so nothing waits for an approval.\n";

    /// <summary>For a proposal that could not be judged: the gate is shut until somebody mends what the remedy says.</summary>
    public static string RenderProblem(string problem, string remedy, ReportOptions options) =>
        Head(options.CommentKey ?? KeyOfAll, Tone.Bad, "could not be judged", Limit)
        + $"**Problem:** {MarkdownWriter.Words(SecretMask.Apply(problem))}  \n"
        + (remedy.Length == 0 ? "" : $"**Remedy:** {MarkdownWriter.Words(SecretMask.Apply(remedy))}  \n")
        + "Nothing is known of this change, so it may not go in. The check runs again with the next push, or when somebody runs it again.\n";

    private static string RenderTargets(IReadOnlyList<Judgement> judgements, ReportOptions options, int limit)
    {
        List<JudgementSummary> summaries = [.. judgements.Select(judgement => new JudgementSummary(judgement, options))];
        var title = $"{summaries[0].Decision.Verdict.ToTitle()} · {summaries.Count} targets";
        var head = Head(options.CommentKey ?? KeyOfAll, summaries[0].Tone, title, limit) + MarkdownTargets.List(summaries, limit / 3);
        var foot = Foot(summaries[0], limit);

        return head + MarkdownTargets.Sections(summaries, limit - MarkdownWriter.Bytes(head) - MarkdownWriter.Bytes(foot)) + foot;
    }

    internal static string Head(string key, Tone tone, string title, int limit) =>
        $"{Marker(key)}\n### {tone.Mark()} ChangeGate: {MarkdownWriter.Words(title, limit / 8)}\n\n";

    private static int Checked(int limit) =>
        limit >= SmallestLimit ? limit : throw new ArgumentOutOfRangeException(nameof(limit), limit, $"What must stay needs {SmallestLimit} bytes.");

    private static string Foot(JudgementSummary summary, int limit)
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
            pieces.Add($"evidence `{evidence.Digest.Short}`: {MarkdownWriter.Name($"changegate verify {evidence.Name}", limit / 12)}");

            // Whoever keeps the comment keeps what the ledger was then.
            if (evidence.Entry is { } entry)
            {
                pieces.Add($"ledger: entry {entry.Index} of {entry.Checkpoint.Checkpoint.Size}, root `{entry.Checkpoint.Checkpoint.Root}`");
            }
        }

        if (summary.Options.ReportUrl is { } url && MarkdownLinks.IsSafe(url) && url.Length <= limit / 8)
        {
            pieces.Add($"[report]({url})");
        }

        return $"\n<sub>{Wording.Sentence(string.Join(" · ", pieces))}</sub>\n";
    }
}
