using System.Text;
using ChangeGate.Decisions;

namespace ChangeGate.Reports;

/// <summary>What a comment says of one target below its title, in as many bytes as there are.</summary>
internal static class MarkdownBody
{
    private const int ReasonsShown = 4;

    private const int NoteRoom = 400;

    /// <summary>Two sentences, for a change that nobody has to look at.</summary>
    public static string Quiet(JudgementSummary summary, int room)
    {
        var does = summary.Lines.Count == 1 ? Wording.Sentence(summary.Lines[0].What) : $"{Wording.Count(summary.Lines.Count, "migration", "migrations")}; no rule spoke";
        return $"{MarkdownWriter.Words(does, room / 2)}. Rollback {summary.RollbackTone.Mark()} {MarkdownWriter.Words(summary.RollbackSentence, room / 2)} Digest `{summary.Assessment.Digest.Short}`.";
    }

    public static string Of(JudgementSummary summary, int room)
    {
        var folded = MarkdownConsent.Part(summary) is { } consent && MarkdownWriter.Bytes(consent.Text) <= room / 3 ? consent : null;
        var standing = Standing(summary, inWords: folded is null, room / 3) + "\n\n";
        IEnumerable<MarkdownPart?> parts = [MarkdownTable.Of(summary, room * 25 / 65), .. Lines(summary, room / 10), folded, .. MarkdownParts.Of(summary)];

        return standing + Fit([.. parts.OfType<MarkdownPart>()], room - MarkdownWriter.Bytes(standing), summary.Options.ReportUrl);
    }

    /// <summary>Why not, or what is needed from whom: in one line, where there is room for no more.</summary>
    public static IEnumerable<string> Reasons(JudgementSummary summary, int bytes) => summary.Decision.Verdict switch
    {
        Verdict.Denied => summary.Denials.Select(reason => $"**Denied:** {MarkdownWriter.Words(reason.Because, bytes * 3 / 5)} ({MarkdownWriter.Words(reason.Clause, bytes / 4)})"),
        Verdict.Pending => summary.Needs.Select(need => $"**Needs:** {MarkdownWriter.Words(need.Sentence, bytes * 3 / 5)}. ({MarkdownWriter.Words(need.Clauses, bytes / 4)})"),
        _ => [],
    };

    private static string Standing(JudgementSummary summary, bool inWords, int bytes)
    {
        if (summary.Decision.Verdict == Verdict.Allowed)
        {
            var given = summary.Decision.Approvals.Count(check => check.Counts);
            var consent = given == 0 ? "Policy asks for no approval." : $"{Wording.Count(given, "approval counts", "approvals count")}.";
            return $"{consent} Digest `{summary.Assessment.Digest.Short}`.";
        }

        var lines = Reasons(summary, bytes).ToList();
        var shown = MarkdownWriter.Within(lines, ReasonsShown, Math.Min(10_000, bytes));
        var more = lines.Count > shown.Count ? $"And {lines.Count - shown.Count} more; all reasons are folded below. " : "";
        var last = summary.Decision.Verdict == Verdict.Pending ? MarkdownConsent.Sentence(summary, inWords) : $"Digest `{summary.Assessment.Digest.Short}`.";
        return string.Join("  \n", [.. shown, more + last]);
    }

    private static IEnumerable<MarkdownPart> Lines(JudgementSummary summary, int bytes)
    {
        yield return new MarkdownPart("rollback in a line", $"\n**Rollback:** {summary.RollbackTone.Mark()} {MarkdownWriter.Words(summary.RollbackSentence, bytes)}\n\n");

        if (summary.Rehearsal is { } rehearsal && RehearsalText.Trouble(rehearsal) is { } trouble)
        {
            yield return new MarkdownPart("rehearsal in a line", $"**Rehearsal:** {RehearsalText.ToneOf(rehearsal).Mark()} {MarkdownWriter.Words(trouble, bytes)}\n\n");
        }

        if (summary.Options.Run is { } run)
        {
            yield return new MarkdownPart("run in a line", $"**Run:** {run.Outcome.ToTone().Mark()} {MarkdownWriter.Words(RunText.Sentence(run), bytes)}{(run.Because is { } because ? $"  \n{MarkdownWriter.Words(because, bytes)}" : "")}\n\n");

            if (IdentityText.Of(run) is { } asked)
            {
                yield return new MarkdownPart("identity of the run in a line", $"**Asked for:** {asked.Tone.Mark()} {MarkdownWriter.Words(asked.Sentence, bytes)}\n\n");
            }

            if (RunText.Rehearsed(run) is { } rehearsed)
            {
                yield return new MarkdownPart("schema of the run in a line", $"**Schema:** {rehearsed.Tone.Mark()} {MarkdownWriter.Words(rehearsed.Sentence, bytes)}\n\n");
            }

            if (RunText.Unfinished(run) is { } unfinished)
            {
                yield return new MarkdownPart("what the run left open in a line", $"**Left open:** {unfinished.Tone.Mark()} {MarkdownWriter.Words(unfinished.Sentence, bytes)}\n\n");
            }

            if (RunText.Guarded(run) is { } guarded)
            {
                yield return new MarkdownPart("guard of the database in a line", $"**Guard:** {Tone.Wait.Mark()} {MarkdownWriter.Words(guarded, bytes)}\n\n");
            }
        }
    }

    private static string Fit(IReadOnlyList<MarkdownPart> parts, int room, string? url)
    {
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

        var names = omitted.GroupBy(part => part.Kind).Select(group => $"{Wording.Count(group.Count())} × {group.Key}");
        return text.Append($"\n**Left out, because a comment has a limit:** {string.Join(", ", names)}. The verdict above counts them; {MarkdownLinks.Whole(url, NoteRoom / 3)} holds them.\n\n").ToString();
    }
}
