using ChangeGate.Failures;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.People;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Publishing;

/// <summary>
/// The one comment of a pull request, kept up to date. It is found by its first line and by being a bot's: a person could plant the line, and could
/// then write what they like over the report.
/// </summary>
public sealed class StickyComment(GitHubRepository repository)
{
    /// <summary>Whoever writes it; null where it is an App or a workflow, whose comments are a bot's.</summary>
    public Account? Writer { get; init; }

    /// <summary>The conversation, where it was read just before; null to read it.</summary>
    public EquatableList<Comment>? Known { get; init; }

    /// <param name="marker">The first line of <paramref name="body"/>, up to where it may change.</param>
    /// <param name="pullRequest">Its number.</param>
    /// <param name="body">All of the comment.</param>
    /// <param name="mayCreate">Where there is none yet; without it, only what was said before is brought up to date.</param>
    /// <returns>null where there is none.</returns>
    public async Task<Comment?> PutAsync(int pullRequest, string marker, string body, bool mayCreate, CancellationToken cancellation)
    {
        if (!body.StartsWith(marker, StringComparison.Ordinal))
        {
            throw new ArgumentException("What cannot be found again is written twice.", nameof(body));
        }

        Comment? kept = null;

        // The oldest stays: it has the place in the conversation that people know.
        foreach (var own in (Known ?? await repository.Comments.ListAsync(pullRequest, cancellation)).Where(comment => IsOwn(comment, marker)).OrderBy(static comment => comment.Id))
        {
            if (kept is null)
            {
                kept = own.Body == body ? own : await UpdateAsync(own, body, cancellation);
            }
            else
            {
                await repository.Comments.DeleteAsync(own.Id, cancellation);
            }
        }

        return kept is not null || !mayCreate ? kept : await repository.Comments.CreateAsync(pullRequest, body, cancellation);
    }

    private bool IsOwn(Comment comment, string marker) =>
        (Writer is null ? comment.Author is { Type: AccountType.Bot } : comment.Author?.Id == Writer.Id) && comment.Body.StartsWith(marker, StringComparison.Ordinal);

    /// <returns>null where it is gone, or another bot's.</returns>
    private async Task<Comment?> UpdateAsync(Comment own, string body, CancellationToken cancellation)
    {
        try
        {
            return await repository.Comments.UpdateAsync(own.Id, body, cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Permission })
        {
            return null;
        }
    }
}
