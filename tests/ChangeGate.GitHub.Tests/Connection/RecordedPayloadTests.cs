using System.Text.Json;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.Connection;

/// <summary>What GitHub has really sent, some of it years ago: none of it may be too old or too new to be read.</summary>
internal sealed class RecordedPayloadTests
{
    private static readonly Lazy<List<JsonElement>> Events = new(() =>
    {
        using var stream = File.OpenRead(Repository.PathTo("tests", "harness", "node_modules", "@octokit", "webhooks-examples", "api.github.com", "index.json"));
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray().SelectMany(kind => kind.GetProperty("examples").EnumerateArray())];
    });

    [Test]
    public void Every_recorded_pull_request_is_read()
    {
        var pulls = Members("pull_request").Where(pull => pull.TryGetProperty("head", out _)).Select(pull => PullRequest.From(pull.Deserialize(GitHubJson.Default.PullRequestPayload)!)).ToList();

        Assert.That(pulls, Has.Count.GreaterThan(30).And.All.Not.Null);
        Assert.That(pulls.Select(pull => pull!.Author), Has.All.Not.Null);
    }

    [Test]
    public void Every_recorded_review_is_read()
    {
        var reviews = Members("review").Select(review => review.Deserialize(GitHubJson.Default.ReviewPayload)!).ToList();

        Assert.That(reviews, Is.Not.Empty);
        Assert.That(reviews.Select(review => Review.From(review with { State = review.State?.ToUpperInvariant() }).State), Has.None.EqualTo(ReviewState.Unknown));
    }

    [Test]
    public void Every_recorded_comment_is_read() =>
        Assert.That(Members("comment").Select(comment => Comment.From(comment.Deserialize(GitHubJson.Default.CommentPayload)!).Author), Is.Not.Empty.And.All.Not.Null);

    [Test]
    public void Every_recorded_check_run_is_read() =>
        Assert.That(Members("check_run").Select(run => Checks.CheckRun.From(run.Deserialize(GitHubJson.Default.CheckRunPayload)!).HeadCommit), Is.Not.Empty.And.All.Length.EqualTo(40));

    private static IEnumerable<JsonElement> Members(string name) =>
        Events.Value.Where(payload => payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object).Select(payload => payload.GetProperty(name));
}
