using System.Text.RegularExpressions;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Proposers;

/// <summary>People on whose word an agent worked, as far as a pull request tells: they would approve what they ordered.</summary>
internal static partial class AgentRequests
{
    /// <summary>Nobody, where a person wrote the proposal.</summary>
    public static IEnumerable<Contributor> Of(PullRequest pullRequest, Proposer proposer, EquatableList<Comment> comments, KnownAgents known) => proposer.Kind == ProposerKind.Person
        ? []
        : comments
            .Where(comment => comment.Author is { Type: AccountType.User } && Mentions(comment.Body).Any(login => known.Apps.Any(app => app.IsCalled(login))))
            .Select(static comment => new Contributor("asked an agent to work on it") { Id = comment.Author!.Id, Names = [comment.Author.Login] })
            .Concat(Requester().Matches(pullRequest.Body).Select(static match => new Contributor("is named as the one who asked for it") { Names = [match.Groups["login"].Value] }));

    private static IEnumerable<string> Mentions(string text) => Mention().Matches(text).Select(static match => match.Groups["login"].Value);

    [GeneratedRegex(@"(?<![A-Za-z0-9_/`])@(?<login>[A-Za-z0-9][A-Za-z0-9_-]*)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"\b(?:requested|triggered|initiated|started|assigned|prompted|on behalf of)[ \t]*(?:by)?[ \t]*:?[ \t]*[*_\[]*@(?<login>[A-Za-z0-9][A-Za-z0-9_-]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Requester();
}
