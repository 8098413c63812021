using ChangeGate.Cli.Output;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A result for the log of the job, for its summary and for later steps. They need no right to write to GitHub.</summary>
internal static class PullRequestScreen
{
    public static void Show(PullRequestResult result, WorkflowFiles files)
    {
        foreach (var judgement in result.Concerned)
        {
            ResultWriter.Judgement(judgement, CommentText.Options);
        }

        foreach (var line in WorkflowCommands.Annotate(FindingAnnotations.Of(result.Concerned)))
        {
            Console.WriteLine(line);
        }

        if (result.Failure is { } failure)
        {
            Terminal.Complain(failure.Problem, failure.Remedy);
        }
        else if (result.Concerned.Count == 0)
        {
            Console.WriteLine("No schema change is proposed.");
        }

        files.Summarize(CommentText.Of(result, MarkdownReport.StepLimit));
        files.Output("verdict", result.Failure is not null ? "undecided" : result.ExitCode.ToString().ToLowerInvariant());
        files.Output("risk", result.Concerned.Select(judgement => judgement.Assessment.Risk.Score).DefaultIfEmpty(0).Max().ToString());
        files.Output("digest", string.Join('\n', result.Concerned.Select(judgement => $"{judgement.Assessment.Set.Target} {judgement.Assessment.Digest}")));
    }
}
