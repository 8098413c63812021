using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>Somebody who had a hand in a proposal and therefore does not approve it, under any of the names that are known.</summary>
/// <param name="Because">What they did: <c>opened the pull request</c>.</param>
public sealed partial record Contributor(string Because)
{
    /// <summary>Of the account, where GitHub knows one.</summary>
    public long? Id { get; init; }

    /// <summary>Logins, names and addresses.</summary>
    public EquatableList<string> Names { get; init; }

    public bool Is(Account account) =>
        Id == account.Id || Names.Any(name => string.Equals(name.Trim(), account.Login, StringComparison.OrdinalIgnoreCase));

    /// <summary>The author, everybody behind a commit, everybody who pushed, and whoever an agent worked for.</summary>
    public static EquatableList<Contributor> Of(PullRequest pullRequest, EquatableList<Commit> commits, Proposer proposer, EquatableList<Account> pushers) =>
    [
        .. Of(pullRequest.Author, "opened the pull request"),
        .. commits.SelectMany(Of),
        .. pushers.SelectMany(static pusher => Of(pusher, "pushed to its branch")),
        .. proposer.Kind == ProposerKind.Person ? [] : pullRequest.Assignees.SelectMany(static assignee => Of(assignee, "is assigned to a pull request that no person wrote")),
    ];

    public static IEnumerable<Contributor> Of(Commit commit)
    {
        var name = commit.Sha.Length > 10 ? commit.Sha[..10] : commit.Sha;

        return
        [
            Of(commit.AuthorAccount, commit.Author, $"wrote commit `{name}`"),
            Of(commit.CommitterAccount, commit.Committer, $"committed `{name}`"),
            .. CommitTrailers.CoAuthors(commit.Message).Select(coauthor => Of(account: null, coauthor, $"is named as co-author of commit `{name}`")),
        ];
    }

    private static IEnumerable<Contributor> Of(Account? account, string because)
    {
        if (account is not null)
        {
            yield return new Contributor(because) { Id = account.Id, Names = [account.Login] };
        }
    }

    private static Contributor Of(Account? account, CommitSignature signature, string because)
    {
        var noreply = NoReply().Match(signature.Email);

        return new Contributor(because)
        {
            Id = account?.Id ?? (long.TryParse(noreply.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null),
            Names = [.. new[] { account?.Login, signature.Name, signature.Email, noreply.Groups["login"].Value }.OfType<string>().Where(static name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    // GitHub's own address of an account: 583231+octocat@users.noreply.github.com, and octocat@… before 2017.
    [GeneratedRegex(@"^(?:(?<id>[0-9]+)\+)?(?<login>[^@+]+)@users\.noreply\.github\.com$", RegexOptions.IgnoreCase)]
    private static partial Regex NoReply();
}
