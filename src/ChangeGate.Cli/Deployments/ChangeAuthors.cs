using ChangeGate.Cli.PullRequests;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Cli.Deployments;

/// <summary>Who had a hand in a change, as the gate knows them and as GitHub does.</summary>
/// <param name="Read">The pull request that brought it; null for a commit that nobody proposed.</param>
internal sealed record ChangeAuthors(PullRequestProposals? Read, Authorship Authorship, EquatableList<Contributor> Contributors)
{
    public static async Task<ChangeAuthors> OfAsync(MergedChange change, PullRequestReader reader, CancellationToken cancellation)
    {
        if (change.PullRequest is not { } pullRequest)
        {
            return new ChangeAuthors(null, ProposerReading.AuthorshipOf([change.Commit]), [.. Contributor.Of(change.Commit)]);
        }

        var read = await reader.DescribeAsync(pullRequest, change.Before, cancellation);

        return new ChangeAuthors(read, ProposerReading.AuthorshipOf(read.PullRequest, read.Commits, read.Proposer), Contributor.Of(read.PullRequest, read.Commits, read.Proposer, read.Pushes.Pushers));
    }

    public ChangeAuthors With(ChangeAuthors earlier) => new(
        Read is null ? null : Read with { Earlier = [.. Read.Earlier, .. earlier.Contributors] },
        Authorship with
        {
            Kind = Stricter(Authorship.Kind, earlier.Authorship.Kind),
            Evidence = [.. Authorship.Evidence.Union(earlier.Authorship.Evidence, StringComparer.Ordinal)],
            Names = [.. Authorship.Names.Union(earlier.Authorship.Names, StringComparer.OrdinalIgnoreCase)],
            Emails = [.. Authorship.Emails.Union(earlier.Authorship.Emails, StringComparer.Ordinal)],
        },
        [.. Contributors, .. earlier.Contributors]);

    private static AuthorKind Stricter(AuthorKind one, AuthorKind other) =>
        one == AuthorKind.Agent || other == AuthorKind.Agent ? AuthorKind.Agent : one == AuthorKind.Unknown ? one : other;
}
