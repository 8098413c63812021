using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>From what set a workflow off to the answer: which pull requests, or which commits, are to be judged.</summary>
internal sealed class PublishedEvent(GitHubRepository repository, ProposalRequest request, TimeProvider clock)
{
    /// <summary>Each takes some twenty calls, of which a workflow's token has a thousand in an hour.</summary>
    public const int MostPullRequests = 30;

    public bool ToCodeScanning { get; init; }

    public bool WithLabels { get; init; }

    public async Task<ExitCode> RunAsync(WorkflowEvent workflow, WorkflowFiles files, CancellationToken cancellation) => workflow switch
    {
        { IsForAll: true } => await OpenAsync(files, cancellation),
        { Group: { } group } => await ShowAsync(gate => gate.RunAsync(group, cancellation), files),
        { Push: { IsGone: true, Branch: var branch } } => Nothing($"The branch {branch} is gone: there is nothing to judge."),
        { Push: { } push } => await ShowAsync(gate => gate.RunAsync(push, cancellation), files),
        { Checked: { } commit } => await CheckedAsync(commit, files, cancellation),
        { Name: "pull_request" or "pull_request_target", Action: "closed", PullRequest: { } number } when (await repository.PullRequests.GetAsync(number, cancellation)).MergeCommit is not null =>
            Nothing($"Pull request {number} is merged: what the branch holds now is judged on `push`."),
        { Name: "issue_comment", PullRequest: null } => Nothing("The comment is on an issue: there is nothing to judge."),
        { Name: "issue_comment", Comment: null or { MayChangeVerdict: false } } => Nothing("The comment holds no command: there is nothing to judge."),
        { Name: "issue_comment", Comment: { } comment, PullRequest: { } number } => await CommentedAsync(number, comment, files, cancellation),
        { PullRequest: { } number } => PullRequestScreen.Hand(await PullRequestAsync(number, files, MarkdownReport.StepLimit, cancellation), files),
        _ => throw NothingSaid(workflow),
    };

    private async Task<PullRequestResult> PullRequestAsync(int number, WorkflowFiles files, int limit, CancellationToken cancellation)
    {
        var result = await new PullRequestGate(repository, request, clock) { ToCodeScanning = ToCodeScanning, WithLabels = WithLabels }.RunAsync(number, cancellation);
        PullRequestScreen.Show(result, files, limit);

        return result;
    }

    private async Task<ExitCode> CommentedAsync(int number, CommentEvent comment, WorkflowFiles files, CancellationToken cancellation)
    {
        if (await repository.PullRequests.GetAsync(number, cancellation) is { IsOpen: false })
        {
            return Nothing($"Pull request {number} is not open: there is nothing to judge.");
        }

        await ReactAsync(comment, Reaction.Eyes, cancellation);
        var result = await PullRequestAsync(number, files, MarkdownReport.StepLimit, cancellation);
        await ReactAsync(comment, Answers(comment, result) ? Reaction.ThumbsUp : Reaction.ThumbsDown, cancellation);

        return PullRequestScreen.Hand(result, files);
    }

    /// <summary>Whether it did what its author wanted: consent that counts, or a judgement.</summary>
    private static bool Answers(CommentEvent comment, PullRequestResult result) => comment.Command switch
    {
        SlashCommand.Approve => result.Judgements.Any(judgement => judgement.Decision.Approvals.Any(check => check is { Counts: true, Review: { } witness } && witness.Url.EndsWith($"#issuecomment-{comment.Id}", StringComparison.Ordinal))),
        _ => result.Failure is null,
    };

    private async Task ReactAsync(CommentEvent comment, Reaction reaction, CancellationToken cancellation)
    {
        if (comment.Command != SlashCommand.None)
        {
            await VerdictReporter.TryAsync("the reaction", () => repository.Comments.ReactAsync(comment.Id, reaction, cancellation));
        }
    }

    private async Task<ExitCode> ShowAsync(Func<BranchGate, Task<BranchResult>> run, WorkflowFiles files)
    {
        var result = await run(new BranchGate(repository, request, clock));
        PullRequestScreen.Show(result, files);

        return PullRequestScreen.Hand(result.Whole, files);
    }

    /// <summary>The payload does not name the pull requests of forks; the commit does.</summary>
    private async Task<ExitCode> CheckedAsync(string commit, WorkflowFiles files, CancellationToken cancellation)
    {
        var numbers = (await repository.PullRequests.OfCommitAsync(commit, cancellation)).Where(candidate => candidate.IsOpen && candidate.HeadCommit == commit).Select(candidate => candidate.Number).ToList();

        return numbers.Count > 0
            ? await EachAsync(numbers, failure: null, files, cancellation)
            : throw new GateException($"No open pull request has `{commit}` for its head.", "Look whether somebody pushed since: only what is proposed now is judged.");
    }

    private async Task<ExitCode> OpenAsync(WorkflowFiles files, CancellationToken cancellation)
    {
        var open = await repository.PullRequests.OpenAsync(MostPullRequests + 1, cancellation);
        var left = open.Count <= MostPullRequests ? null : new GateException(
            $"More than {MostPullRequests} pull requests are open; those that changed last were judged.",
            "Close what nobody works on, or give --pull-request N for the others.");

        if (left is not null)
        {
            Terminal.Complain(left.Problem, left.Remedy);
        }

        return await EachAsync([.. open.Take(MostPullRequests).Select(pullRequest => pullRequest.Number)], left, files, cancellation);
    }

    /// <summary>One that cannot be judged keeps none of the others from it. Later steps are handed the strictest answer, once.</summary>
    /// <param name="failure">What stands in the way already; null for nothing.</param>
    private async Task<ExitCode> EachAsync(List<int> numbers, GateException? failure, WorkflowFiles files, CancellationToken cancellation)
    {
        var judgements = new List<Judgement>();

        foreach (var number in numbers)
        {
            Console.WriteLine($"Pull request {number}");

            try
            {
                var result = await PullRequestAsync(number, files, MarkdownReport.StepLimit / numbers.Count, cancellation);
                judgements.AddRange(result.Judgements);
                failure ??= result.Failure;
            }
            catch (GateException refusal)
            {
                Terminal.Complain(refusal.Problem, refusal.Remedy);
                failure ??= refusal;
            }
        }

        return PullRequestScreen.Hand(new PullRequestResult(null, judgements, failure), files);
    }

    private static ExitCode Nothing(string why)
    {
        Console.WriteLine(Escape.Terminal(why));
        return ExitCode.Allowed;
    }

    private static GateException NothingSaid(WorkflowEvent workflow) => new(
        $"{(workflow.Name.Length == 0 ? "Nothing" : $"The event `{Escape.Terminal(workflow.Name)}`")} says which pull request is meant.",
        workflow.Name switch
        {
            "workflow_dispatch" => "Give the workflow an input `pull-request` and hand it on: `with: { pull-request: ${{ inputs.pull-request }} }`.",
            "schedule" => "Judge all that are open: `with: { pull-request: all }`.",
            "check_run" or "check_suite" => "Let the workflow run on `types: [rerequested, requested_action]` only.",
            "push" => "Let the workflow run on branches: a tag proposes nothing.",
            _ => "Run on pull_request, pull_request_target, pull_request_review, merge_group or push, or give --pull-request N or --all.",
        });
}
