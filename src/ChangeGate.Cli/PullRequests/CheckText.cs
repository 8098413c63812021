using ChangeGate.Findings;
using ChangeGate.GitHub.Checks;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A result as a check run shows it.</summary>
internal static class CheckText
{
    public static CheckReport Of(PullRequestResult result, string report) => new()
    {
        Conclusion = result.ExitCode switch
        {
            ExitCode.Allowed => CheckConclusion.Success,
            ExitCode.Pending => CheckConclusion.ActionRequired,
            _ => CheckConclusion.Failure,
        },
        ExternalId = result.Concerned is [var only] ? only.Assessment.Digest.ToString() : null,
        Output = new CheckOutput(TitleOf(result), report)
        {
            Annotations = [.. FindingAnnotations.Of(result.Concerned).Take(GitHub.Publishing.CheckReporter.MostAnnotations).Select(AnnotationOf)],
        },
    };

    /// <summary>On one line: the verdict, and what of it decides.</summary>
    public static string TitleOf(PullRequestResult result) => result is { Failure: null, Concerned.Count: > 0 }
        ? $"{VerdictOf(result)}: risk {result.Concerned.Max(judgement => judgement.Assessment.Risk.Score)}, {DigestsOf(result)}"
        : VerdictOf(result);

    public static string VerdictOf(PullRequestResult result) => result switch
    {
        { Failure: not null } => "Could not be judged",
        { Concerned.Count: 0 } => "No schema change",
        { ExitCode: ExitCode.Allowed } => "Allowed",
        { ExitCode: ExitCode.Pending } => "Approval needed",
        _ => "Denied",
    };

    private static string DigestsOf(PullRequestResult result) =>
        $"digest {string.Join(", ", result.Concerned.Take(3).Select(judgement => judgement.Assessment.Digest.Short))}{(result.Concerned.Count > 3 ? ", …" : "")}";

    private static Annotation AnnotationOf(FindingAnnotation finding) => new(finding.Path, finding.StartLine, finding.EndLine, finding.Risk switch
    {
        Risk.Danger => AnnotationLevel.Failure,
        Risk.Caution => AnnotationLevel.Warning,
        _ => AnnotationLevel.Notice,
    })
    {
        Title = finding.Title,
        Message = finding.Message,
        StartColumn = finding.StartColumn,
        EndColumn = finding.EndColumn,
    };
}
