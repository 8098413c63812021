using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Migrations;

namespace ChangeGate.Reports;

/// <summary>How to approve: by an ordinary review where reviews count, else by a signed file.</summary>
internal static class MarkdownConsent
{
    /// <summary>What a review says where policy asks for the digest in words.</summary>
    public static string Command(JudgementSummary summary) => $"`/changegate approve {summary.Assessment.Digest.Hex[..12]}`";

    /// <summary>On the first screen.</summary>
    /// <param name="inWords">The whole of it, because no folded part follows.</param>
    public static string Sentence(JudgementSummary summary, bool inWords)
    {
        var digest = $"`{summary.Assessment.Digest.Short}`";

        return (summary.Options.Reviews, inWords) switch
        {
            ({ }, _) when summary.MustNameDigest => $"**To approve:** give this pull request an approving review, or a comment, that says {Command(summary)}. It covers digest {digest} and nothing else.",
            ({ }, _) => $"**To approve:** give this pull request an ordinary approving review. It covers digest {digest} and nothing else.",
            (null, true) => $"An approval covers digest {digest} and nothing else: `changegate approve --digest {summary.Assessment.Digest} --key YOUR_KEY`.",
            _ => $"An approval covers digest {digest} and nothing else.",
        };
    }

    /// <summary>null where no approval is wanted.</summary>
    public static MarkdownPart? Part(JudgementSummary summary)
    {
        if (summary.Decision.Verdict != Verdict.Pending)
        {
            return null;
        }

        var body = summary.Options.Reviews is null ? ByFile(summary) : ByReview(summary);
        return new MarkdownPart("how to approve", MarkdownWriter.Fold("How to approve", body));
    }

    private static string ByFile(JudgementSummary summary) =>
        $"Compare the digest, then sign it:\n\n{Escape.MarkdownFence("sh", summary.NextCommand)}\n\n"
        + $"Full digest: `{summary.Assessment.Digest}`\n\n"
        + "One changed byte of SQL, or another change to the same tables before it runs, makes it another digest, and the approval no longer counts. `changegate verify` checks the evidence later, without a network.";

    private static string ByReview(JudgementSummary summary)
    {
        var command = Escape.MarkdownFence("text", $"/changegate approve {summary.Assessment.Digest.Hex}");
        var words = new StringBuilder(summary.MustNameDigest
            ? $"Read what would run. Policy asks for the digest in words: write this on a line of its own, in an approving review or in a comment that you do not edit.\n\n{command}"
            : $"Read what would run, then approve this pull request with an ordinary review, or with a comment that says this on a line of its own and that you do not edit:\n\n{command}");

        words.Append("\n\n- **Whose review counts:** ");
        words.Append(MarkdownWriter.Words($"{Wording.List([.. summary.Unmet.Select(state => Wording.Asked(state.Requirement.From)).Distinct().Take(5)])}, while this digest stands. The newest review of each person holds; a dismissed one ends all before it."));
        words.Append("\n- **Whose does not:** ");
        words.Append(summary.Authors.Length == 0 ? "" : MarkdownWriter.Words($"{summary.Authors}, because nobody approves their own work. ") + " ");
        words.Append("Authors and co-authors of any commit here, whoever pushed it, the person in whose name an agent works, bots and Apps never count.\n");
        words.Append($"- **What it covers:** digest `{summary.Assessment.Digest}`. A rebase over other work keeps it. One changed byte of SQL, or another change to the same tables before it runs, makes it another digest, and the review no longer counts.\n\n");
        words.Append("`changegate verify` checks the evidence later, without a network.");
        return words.ToString();
    }

    /// <summary>Who proposes, and how that is known; null where nothing is known.</summary>
    public static MarkdownPart? Author(JudgementSummary summary)
    {
        var authorship = summary.Assessment.Set.Authorship;

        if (authorship.Evidence.Count == 0 && authorship.Kind != AuthorKind.Unknown)
        {
            return null;
        }

        var names = summary.Authors.Length == 0 ? "" : $" ({MarkdownWriter.SummaryWords(summary.Authors)})";
        var evidence = authorship.Evidence.Count == 0
            ? "Nothing says whether a person wrote this, so it is judged as an agent's.\n"
            : string.Concat(authorship.Evidence.Take(20).Select(sentence => $"- {MarkdownWriter.Words(Wording.Sentence(sentence))}\n"));
        var strength = (authorship.Kind, authorship.IsAttested) switch
        {
            (AuthorKind.Unknown, _) => "",
            (_, true) => ", as GitHub attests",
            _ => ", by what anybody could write",
        };
        var stricter = authorship.Kind == AuthorKind.Person ? "" : "\nWhat anybody could write, or leave out, only ever makes policy stricter.\n";

        return new MarkdownPart("author", MarkdownWriter.Fold($"{(authorship.Kind == AuthorKind.Person ? "○" : "●")} Author: {summary.AuthorKind}{names}{strength}", evidence + stricter));
    }
}
