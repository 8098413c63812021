using ChangeGate.Reports;
using ChangeGate.Sql;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A result as Markdown: the comment of the pull request, and in the same words the check's page and the job's summary.</summary>
internal static class CommentText
{
    /// <summary>One comment speaks for all targets, whichever of them a proposal concerns.</summary>
    public static ReportOptions Options { get; } = ReportOptions.Default with { CommentKey = "all", Dialects = SqlDialects.For, Reviews = new ReviewConsent(MustNameDigest: false), ReportUrl = WorkflowRun.Page };

    public static string Marker { get; } = MarkdownReport.Marker(Options.CommentKey!);

    public static string Of(PullRequestResult result, int limit) => result.Failure is { } failure
        ? MarkdownReport.RenderProblem(failure.Problem, failure.Remedy, Options)
        : MarkdownReport.RenderAll(result.Judgements, Options, limit);
}
