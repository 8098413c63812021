using ChangeGate.GitHub.Checks;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Publishing;

/// <summary>
/// A check run from its beginning to its end. It is there, and red, before anything is judged, and it says how it ended only with the last call: whatever
/// breaks in between leaves a check that does not pass.
/// </summary>
public sealed class CheckReporter(GitHubRepository repository, TimeProvider clock)
{
    /// <summary>More are of no use to a reader, and each fifty cost a call.</summary>
    public const int MostAnnotations = 200;

    public Task<CheckRun> BeginAsync(string name, string headCommit, CheckOutput output, CancellationToken cancellation) =>
        repository.CheckRuns.CreateAsync(name, headCommit, new CheckReport { StartedAt = clock.GetUtcNow(), Output = output }, cancellation);

    /// <param name="run">As it was begun.</param>
    /// <param name="end">With its conclusion and all its annotations, the most important first.</param>
    public async Task<CheckRun> EndAsync(CheckRun run, CheckReport end, CancellationToken cancellation)
    {
        if (end is not { Conclusion: not null, Output: { } output })
        {
            throw new ArgumentException("A check ends with a conclusion and with words for it.", nameof(end));
        }

        // GitHub adds the annotations of each call to those before.
        var batches = output.Annotations.Take(MostAnnotations).Chunk(CheckOutput.MostAnnotations).Select(static batch => (EquatableList<Annotation>)[.. batch]).ToList();

        foreach (var batch in batches.SkipLast(1))
        {
            await repository.CheckRuns.UpdateAsync(run.Id, end with { Conclusion = null, CompletedAt = null, Actions = [], Output = output with { Annotations = batch } }, cancellation);
        }

        return await repository.CheckRuns.UpdateAsync(run.Id, end with { CompletedAt = clock.GetUtcNow(), Output = output with { Annotations = batches.LastOrDefault() } }, cancellation);
    }
}
