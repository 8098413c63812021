using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A result as Markdown: the comment of the pull request, and in the same words the check's page and the job's summary.</summary>
internal static class CommentText
{
    public const string Marker = "<!-- changegate:v1";

    public static ReportOptions Options { get; } = ReportOptions.Default;

    public static string Of(PullRequestResult result, int longest) => result switch
    {
        { Failure: { } failure } => $"{Marker} -->\n### ✖ ChangeGate: could not be judged\n\n{Escape.Markdown(failure.Problem)}\n\n{Escape.Markdown(failure.Remedy)}\n",
        { Concerned.Count: 0 } => $"{Marker} -->\n### ✔ ChangeGate: no schema change\n",
        _ => string.Join("\n", result.Concerned.Select(judgement => MarkdownReport.Render(judgement, Options))),
    };
}
