using System.Text;
using ChangeGate.GitHub.Checks;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What a branch is about to hold, as Markdown: first each pull request with its answer, then each one's own report.</summary>
internal static class BranchText
{
    /// <summary>In nobody's review can such a step be approved: signed files remain.</summary>
    private static readonly ReportOptions Unreviewed = CommentText.Options with { Reviews = null };

    public static CheckReport Check(BranchResult result) => CheckText.Of(result.Whole, Of(result, MarkdownReport.Limit));

    public static string Of(BranchResult result, int limit)
    {
        if (result.Failure is { } failure)
        {
            return MarkdownReport.RenderProblem(failure.Problem, failure.Remedy, CommentText.Options);
        }

        var text = new StringBuilder($"### ChangeGate: {CheckText.VerdictOf(result.Whole).ToLowerInvariant()} · {Escape.Markdown(result.Title)}\n\n");

        foreach (var step in result.Steps)
        {
            text.Append($"* {Name(step.Step)}: {Escape.Markdown(CheckText.TitleOf(step.Result))}\n");
        }

        if (result.Steps.Count == 0)
        {
            text.Append("Nothing is new on it.\n");
        }

        var reports = result.Steps.Where(step => step.Result.HasSomethingToSay).ToList();
        var room = (limit - Encoding.UTF8.GetByteCount(text.ToString())) / Math.Max(1, reports.Count) - 200;

        foreach (var step in reports)
        {
            text.Append($"\n---\n\n## {Name(step.Step)}\n\n{ReportOf(step, Math.Max(room, MarkdownReport.SmallestLimit))}");
        }

        return text.ToString();
    }

    public static ReportOptions OptionsOf(BranchStep step) => step.PullRequest is null ? Unreviewed : CommentText.Options;

    private static string Name(BranchStep step) => step.PullRequest is { } pullRequest
        ? $"pull request #{pullRequest.Number}"
        : $"`{step.Head[..Math.Min(10, step.Head.Length)]}`, which came by no pull request";

    // The first line marks a comment, and this is none.
    private static string ReportOf(StepResult step, int room) =>
        (step.Result.Failure is { } failure
            ? MarkdownReport.RenderProblem(failure.Problem, failure.Remedy, CommentText.Options)
            : MarkdownReport.RenderAll(step.Result.Judgements, OptionsOf(step.Step), room))
        .Split('\n', 2)[1];
}
