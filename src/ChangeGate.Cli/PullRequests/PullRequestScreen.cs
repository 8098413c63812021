using ChangeGate.Cli.Output;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A result for the log of the job, for its summary and for later steps. They need no right to write to GitHub.</summary>
internal static class PullRequestScreen
{
    /// <param name="limit">Of the summary, which the whole job shares.</param>
    public static void Show(PullRequestResult result, WorkflowFiles files, int limit = MarkdownReport.StepLimit)
    {
        ShowJudgements(result, CommentText.Options);
        ShowEnd(result);
        Summarize(CommentText.Of(result, limit), files);
    }

    public static void Show(BranchResult result, WorkflowFiles files)
    {
        foreach (var step in result.Steps)
        {
            Console.WriteLine($"{step.Step.Name}: {Escape.Terminal(CheckText.TitleOf(step.Result))}");
            ShowJudgements(step.Result, BranchText.OptionsOf(step.Step));
        }

        ShowEnd(result.Whole);
        Summarize(BranchText.Of(result, MarkdownReport.StepLimit), files);
    }

    private static void ShowJudgements(PullRequestResult result, ReportOptions options)
    {
        foreach (var judgement in result.Concerned)
        {
            ResultWriter.Judgement(judgement, options);
        }

        foreach (var line in WorkflowCommands.Annotate(FindingAnnotations.Of(result.Concerned)))
        {
            Console.WriteLine(line);
        }
    }

    private static void ShowEnd(PullRequestResult result)
    {
        if (result.Failure is { } failure)
        {
            Terminal.Complain(failure.Problem, failure.Remedy);
        }
        else if (result.Concerned.Count == 0)
        {
            Console.WriteLine("No schema change is proposed.");
        }
    }

    /// <summary>Hands the answer to later steps, which hear the last word only: it is said once.</summary>
    public static ExitCode Hand(PullRequestResult result, WorkflowFiles files)
    {
        files.Output("verdict", result.Failure is not null ? "undecided" : result.ExitCode.ToString().ToLowerInvariant());
        files.Output("risk", result.Concerned.Select(judgement => judgement.Assessment.Risk.Score).DefaultIfEmpty(0).Max().ToString());
        files.Output("digest", string.Join('\n', result.Concerned.Select(judgement => $"{judgement.Assessment.Set.Target} {judgement.Assessment.Digest}")));

        files.Keep("judgements", "judgements.jsonl", string.Concat(result.Judgements.Select(judgement => JsonReport.Write(judgement, JsonLayout.Line) + "\n")));

        return result.ExitCode;
    }

    private static void Summarize(string report, WorkflowFiles files)
    {
        files.Summarize(report);
        files.Keep("report", "report.md", report + "\n");
    }
}
