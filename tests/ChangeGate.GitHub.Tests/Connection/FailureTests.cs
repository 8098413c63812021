using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class FailureTests
{
    private static IEnumerable<TestCaseData> Passing()
    {
        yield return new TestCaseData(Answer(500)).SetArgDisplayNames("an error of the server");
        yield return new TestCaseData(Answer(502, "<html>")).SetArgDisplayNames("a bad gateway");
        yield return new TestCaseData(Answer(503)).SetArgDisplayNames("an outage");
        yield return new TestCaseData(NoAnswer()).SetArgDisplayNames("a lost connection");
    }

    [TestCaseSource(nameof(Passing))]
    public async Task What_only_reads_is_asked_again_after(Func<HttpRequestMessage, HttpResponseMessage> failure)
    {
        var time = Time();
        var network = new ScriptedNetwork(failure, failure, Answer(200, "[]"));

        Assert.That(await network.Repository(time).PullRequests.ReviewsAsync(7, default), Is.Empty);
        Assert.That(time.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo([1, 2]));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task What_writes_is_never_sent_twice_after(Func<HttpRequestMessage, HttpResponseMessage> failure)
    {
        var network = new ScriptedNetwork(failure);

        var told = await Assert.ThrowsAsync<GateException>(() => network.Repository(Time()).Comments.CreateAsync(7, "text", default));

        Assert.That(network.Requests, Has.Count.EqualTo(1));
        Assert.That(((GitHubRefusalException)told!.InnerException!).Kind, Is.EqualTo(RefusalKind.Unavailable));
    }

    [Test]
    public async Task It_gives_up_after_some_attempts()
    {
        var network = new ScriptedNetwork(Answer(500));

        await Assert.ThrowsAsync<GateException>(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default));
        Assert.That(network.Requests, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task An_answer_that_never_comes_is_told()
    {
        using var network = new SilentNetwork();
        using var client = new GitHubClient(Credentials.OfToken("t"), Options with { Timeout = TimeSpan.FromMilliseconds(20), Retries = 1, WaitBudget = TimeSpan.Zero }, TimeProvider.System, network);

        var failure = await Assert.ThrowsAsync<GateException>(() => client.Repository(RepositoryName.Parse("a/b")).PullRequests.ReviewsAsync(7, default));

        Assert.That(failure!.Problem, Is.EqualTo("GitHub did not answer `GET /repos/a/b/pulls/7/reviews`: nothing came within 0.02 s."));
    }

    [Test]
    public async Task Who_stops_the_gate_is_obeyed()
    {
        using var network = new SilentNetwork();
        using var client = new GitHubClient(Credentials.OfToken("t"), Options, TimeProvider.System, network);
        using var stop = new CancellationTokenSource(20);

        await Assert.ThatAsync(() => client.Repository(RepositoryName.Parse("a/b")).PullRequests.ReviewsAsync(7, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal(401, """{"message":"Bad credentials"}""", RefusalKind.Unauthenticated, "Bad credentials.");
        yield return Refusal(404, """{"message":"Not Found"}""", RefusalKind.NotFound, "(404): Not Found.");
        yield return Refusal(422, """{"message":"Validation Failed","errors":["first",{"message":"second"},{"field":"head","code":"invalid"},3]}""", RefusalKind.Invalid, "Validation Failed; first; second; head invalid.");
        yield return Refusal(409, """{"message":"Conflict","errors":"a sentence"}""", RefusalKind.Invalid, "Conflict; a sentence.");
        yield return Refusal(418, "teapot", RefusalKind.Other, "(418): it says no more.");
        yield return Refusal(301, """{"message":"Moved Permanently"}""", RefusalKind.Other, "Moved Permanently.");
        yield return Refusal(400, """{"message":"a\r\nb\u001b[31m \u202e"}""", RefusalKind.Invalid, ": a b [31m.");
        yield return Refusal(400, """{"message":"token ghs_123456_eyJabc.def_ghi-jkl was bad"}""", RefusalKind.Invalid, "token (token) was bad.");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task A_refusal_tells_what_GitHub_said(int status, string body, RefusalKind kind, string told)
    {
        var network = new ScriptedNetwork(Answer(status, body));

        var failure = await Assert.ThrowsAsync<GateException>(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default));

        Assert.That(failure!.Problem, Does.EndWith(told));
        Assert.That(((GitHubRefusalException)failure.InnerException!).Kind, Is.EqualTo(kind));
        Assert.That(failure.ToString(), Does.Not.Contain("ghs_"));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[{\"state\":7}]")]
    [TestCase("<html>login</html>")]
    public async Task An_answer_that_is_no_list_of_reviews_is_no_empty_list(string body)
    {
        var network = new ScriptedNetwork(Answer(200, body));

        await Assert.ThatAsync(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default), Throws.TypeOf<GateException>());
    }

    private static TestCaseData Refusal(int status, string body, RefusalKind kind, string told) => new TestCaseData(status, body, kind, told).SetArgDisplayNames($"{status} {body}");

    private sealed class SilentNetwork : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new AssertionException("Nothing ends an endless wait.");
        }
    }
}
