using ChangeGate.Approvals;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>What is to be approved, and by whose work.</summary>
public sealed record ReviewSubject
{
    public required PullRequest PullRequest { get; init; }

    public required EquatableList<Commit> Commits { get; init; }

    public required Proposer Proposer { get; init; }

    public required ApprovalRequest Approval { get; init; }

    /// <summary>Of the migrations, from the root of the repository: whose owners are asked for.</summary>
    public required EquatableList<string> Paths { get; init; }

    /// <summary>
    /// Judges the set again as a review had it: as its commit proposes it, on top of the base as it was then, not later than the commit from which that one parted
    /// unless something that cannot be forged tells. null where it cannot be judged any more. On top of today's base, what others merged since would
    /// change both digests alike, and nobody would see it: that holds for a review of the head as well.
    /// </summary>
    public required Func<Review, CancellationToken, Task<Digest?>> DigestOf { get; init; }

    public required PushHistory Pushes { get; init; }

    /// <summary>Who had a hand in the same migrations before this pull request changed them.</summary>
    public EquatableList<Contributor> Earlier { get; init; }

    /// <summary>Which programs work in the name of people.</summary>
    public KnownAgents Agents { get; init; } = KnownAgents.Shipped;
}

/// <summary>
/// Reads from GitHub what decides whether reviews count, and no more: who cannot count anyway is not looked up, and nothing is asked for twice,
/// however many targets a pull request concerns.
/// </summary>
public sealed class ReviewReader(GitHubRepository repository)
{
    private const string Team = "team:";

    private readonly Dictionary<int, (EquatableList<Review> Reviews, EquatableList<Comment> Comments)> _conversations = [];

    private readonly Dictionary<string, RepositoryPermission> _permissions = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<(string Team, string Login), bool> _members = [];

    public async Task<ReviewRequest> ReadAsync(ReviewSubject subject, CancellationToken cancellation)
    {
        var pullRequest = subject.PullRequest;
        var (reviews, comments) = await ConversationAsync(pullRequest.Number, cancellation);
        var request = new ReviewRequest
        {
            Approval = subject.Approval,
            Page = $"{repository.Page}/pull/{pullRequest.Number}",
            Reviews = reviews,
            Comments = comments,
            Contributors =
            [
                .. Contributor.Of(pullRequest, subject.Commits, subject.Proposer, subject.Pushes.Pushers),
                .. subject.Earlier,
                .. AgentRequests.Of(pullRequest, subject.Proposer, comments, subject.Agents),
            ],
            Agents = subject.Agents,
            Pushes = subject.Pushes,
            Digests = new Dictionary<long, Digest>(),
            Standings = new Dictionary<long, Standing>(),
        };
        var candidates = ReviewVerifier.Candidates(request);

        return request with
        {
            Digests = await DigestsAsync(subject, candidates, cancellation),
            Standings = await StandingsAsync(subject, candidates, cancellation),
        };
    }

    /// <summary>Comments as they were read when reviews were weighed; null where they were not.</summary>
    public EquatableList<Comment>? CommentsOf(int number) => _conversations.TryGetValue(number, out var known) ? known.Comments : null;

    private async Task<(EquatableList<Review> Reviews, EquatableList<Comment> Comments)> ConversationAsync(int number, CancellationToken cancellation) => _conversations.TryGetValue(number, out var known)
        ? known
        : _conversations[number] = await AuthenticAsync(await repository.PullRequests.ReviewsAsync(number, cancellation), await repository.Comments.ListAsync(number, cancellation), cancellation);

    /// <summary>Words with which somebody names a digest are asked for once more: they count only where GitHub says that nobody edited them.</summary>
    private async Task<(EquatableList<Review> Reviews, EquatableList<Comment> Comments)> AuthenticAsync(EquatableList<Review> reviews, EquatableList<Comment> comments, CancellationToken cancellation)
    {
        var named = reviews.Where(static review => Names(review.Reviewer, review.Body)).Select(static review => review.Node)
            .Concat(comments.Where(static comment => !comment.IsEdited && Names(comment.Author, comment.Body)).Select(static comment => comment.Node))
            .OfType<string>();
        var unedited = await repository.Edits.UneditedAsync(named, cancellation);

        return (
            [.. reviews.Select(review => review with { IsEdited = !unedited.Contains(review.Node ?? "") })],
            [.. comments.Select(comment => Names(comment.Author, comment.Body) && !unedited.Contains(comment.Node ?? "") ? comment with { UpdatedAt = null } : comment)]);
    }

    private static bool Names(Account? author, string text) => author is { Type: AccountType.User } && ApprovalCommand.DigestsIn(text).Any();

    private static async Task<Dictionary<long, Digest>> DigestsAsync(ReviewSubject subject, EquatableList<Review> candidates, CancellationToken cancellation)
    {
        var digests = new Dictionary<long, Digest>();

        foreach (var review in candidates.Where(static review => review.Commit.Length > 0))
        {
            if (await subject.DigestOf(review, cancellation) is { } digest)
            {
                digests[review.Id] = digest;
            }
        }

        return digests;
    }

    private async Task<Dictionary<long, Standing>> StandingsAsync(ReviewSubject subject, EquatableList<Review> candidates, CancellationToken cancellation)
    {
        string[] asked = [.. subject.Approval.Policy.Clauses.SelectMany(static clause => clause.Require?.From ?? []).Distinct(StringComparer.Ordinal)];
        string[] teams = [.. asked.Where(static from => from.StartsWith(Team, StringComparison.Ordinal)).Select(static from => from[Team.Length..])];
        var asksOwners = teams.Contains(Standing.CodeOwners);
        var standings = new Dictionary<long, Standing>();
        CodeOwners? owners = null;

        foreach (var reviewer in candidates.Select(static review => review.Reviewer!))
        {
            var standing = new Standing
            {
                Permission = await PermissionAsync(reviewer, cancellation),
                IsNamed = asked.Contains(ReviewVerifier.NameOf(reviewer), StringComparer.OrdinalIgnoreCase),
                Teams = await TeamsAsync(reviewer, teams.Where(static team => team != Standing.CodeOwners), cancellation),
            };

            if (asksOwners || !standing.IsEligible)
            {
                owners ??= CodeOwners.Read(await repository.Contents.CodeOwnersAsync(subject.PullRequest.BaseCommit, cancellation));
                standing = standing with { OwnsAll = await OwnsAllAsync(reviewer, owners, subject.Paths, cancellation) };
            }

            standings[reviewer.Id] = standing;
        }

        return standings;
    }

    private async Task<RepositoryPermission> PermissionAsync(Account person, CancellationToken cancellation) => _permissions.TryGetValue(person.Login, out var known)
        ? known
        : _permissions[person.Login] = await repository.People.PermissionAsync(person.Login, cancellation);

    private async Task<EquatableList<string>> TeamsAsync(Account person, IEnumerable<string> teams, CancellationToken cancellation)
    {
        var member = new List<string>();

        foreach (var team in teams)
        {
            if (await IsMemberAsync(person, team, cancellation))
            {
                member.Add(team);
            }
        }

        return [.. member];
    }

    private async Task<bool> OwnsAllAsync(Account person, CodeOwners owners, EquatableList<string> paths, CancellationToken cancellation)
    {
        var answers = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase) { [$"@{person.Login}"] = true };

        foreach (var path in paths)
        {
            var owns = false;

            foreach (var owner in owners.OwnersOf(path).Where(static owner => owner.StartsWith('@')))
            {
                owns |= answers.TryGetValue(owner, out var known) ? known : answers[owner] = owner.Contains('/') && await IsMemberAsync(person, owner[1..], cancellation);
            }

            if (!owns)
            {
                return false;
            }
        }

        return paths.Count > 0;
    }

    private async Task<bool> IsMemberAsync(Account person, string team, CancellationToken cancellation) => _members.TryGetValue((team, person.Login), out var known)
        ? known
        : _members[(team, person.Login)] = await AskMembershipAsync(person, team, cancellation);

    /// <param name="person">Who.</param>
    /// <param name="team"><c>ORGANIZATION/TEAM</c>, or a team of the repository's own organization.</param>
    private Task<bool> AskMembershipAsync(Account person, string team, CancellationToken cancellation) => team.Split('/') switch
    {
        [var name] => repository.People.IsActiveMemberAsync(repository.Name.Owner, name, person.Login, cancellation),
        [var organization, var name] => repository.People.IsActiveMemberAsync(organization, name, person.Login, cancellation),
        _ => Task.FromResult(false),
    };
}
