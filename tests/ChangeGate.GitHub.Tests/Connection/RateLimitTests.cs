using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class RateLimitTests
{
    private const string Secondary = """{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}""";

    private const string Denied = """{"message":"Resource not accessible by integration"}""";

    private const string Member = """{"state":"active"}""";

    private static IEnumerable<TestCaseData> Limits()
    {
        yield return Case("a secondary limit that says how long", [7], Answer(403, Secondary, ("retry-after", "7")));
        yield return Case("a secondary limit that does not say how long", [60, 120], Answer(403, Secondary), Answer(403, Secondary));
        yield return Case("too many requests", [60], Answer(429));
        yield return Case("a primary limit that ends in half a minute", [31], Answer(403, "{}", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{Noon.AddSeconds(30).ToUnixTimeSeconds()}")));
        yield return Case("a primary limit that has just ended", [1], Answer(429, "{}", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{Noon.AddSeconds(-30).ToUnixTimeSeconds()}")));
        yield return Case("an hour's limit and a word on how long", [3], Answer(403, "{}", ("retry-after", "3"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{Noon.AddHours(1).ToUnixTimeSeconds()}")));
    }

    [TestCaseSource(nameof(Limits))]
    public async Task A_limit_is_waited_for(int[] seconds, Func<HttpRequestMessage, HttpResponseMessage>[] answers)
    {
        var time = Time();
        var network = new ScriptedNetwork([.. answers, Answer(200, Member)]);

        Assert.That(await network.Repository(time).People.IsActiveMemberAsync("acme", "dba", "bob", default));
        Assert.That(time.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo(seconds));
    }

    [Test]
    public async Task A_write_that_met_a_limit_is_sent_again()
    {
        var network = new ScriptedNetwork(Answer(403, Secondary, ("retry-after", "5")), Answer(201, """{"id":9}"""));

        Assert.That((await network.Repository(Time()).Comments.CreateAsync(7, "text", default)).Id, Is.EqualTo(9));
        Assert.That(network.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_limit_that_lasts_longer_than_the_budget_is_told_at_once()
    {
        var time = Time();
        var network = new ScriptedNetwork(Answer(403, "{}", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{Noon.AddMinutes(42).ToUnixTimeSeconds()}")));

        var failure = await Assert.ThrowsAsync<GateException>(() => network.Repository(time).PullRequests.ReviewsAsync(7, default));

        Assert.That(failure!.Problem, Does.Contain("wait for 43 min"));
        Assert.That(Kind(failure), Is.EqualTo(RefusalKind.RateLimit));
        Assert.That(time.Waits, Is.Empty);
    }

    [Test]
    public async Task Each_wait_for_a_limit_is_told_before_it_begins()
    {
        var told = new Told();
        var network = new ScriptedNetwork(Answer(403, Secondary, ("retry-after", "7")), Answer(500), Answer(200, "[]"));

        await network.Repository(Time(), Options with { Waits = told }).PullRequests.ReviewsAsync(7, default);

        Assert.That(told.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo([7]));
    }

    [Test]
    public async Task Waits_add_up_to_no_more_than_the_budget()
    {
        var time = Time();
        var options = Options with { WaitBudget = TimeSpan.FromSeconds(100), Retries = 50 };
        var network = new ScriptedNetwork(Answer(429, "{}", ("retry-after", "30")));

        await Assert.ThrowsAsync<GateException>(() => network.Repository(time, options).PullRequests.ReviewsAsync(7, default));
        Assert.That(time.Waits.Sum(wait => wait.TotalSeconds), Is.EqualTo(90));
    }

    [TestCase("7")]
    [TestCase("0")]
    [Category("Pitfall")]
    public async Task A_missing_permission_is_named_and_not_waited_for(string remaining)
    {
        var time = Time();
        var network = new ScriptedNetwork(Answer(403, Denied, ("X-Accepted-GitHub-Permissions", "checks=write,security_events=read; administration=write"), ("x-ratelimit-remaining", remaining)));

        var failure = await Assert.ThrowsAsync<GateException>(() => network.Repository(time).CheckRuns.CreateAsync("ChangeGate", "abc", new Checks.CheckReport(), default));

        Assert.That(failure!.Problem, Is.EqualTo("GitHub refused `POST /repos/alice/shop/check-runs` (403): Resource not accessible by integration."));
        Assert.That(failure.Remedy, Does.Contain("`checks: write`, `security-events: read`").And.Contain("fork"));
        Assert.That(Kind(failure), Is.EqualTo(RefusalKind.Permission));
        Assert.That(network.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_GitHub_does_not_name_the_permission_the_call_does()
    {
        var network = new ScriptedNetwork(Answer(403, Denied));

        var failure = await Assert.ThrowsAsync<GateException>(() => network.Repository(Time()).Comments.CreateAsync(7, "text", default));

        Assert.That(((GitHubRefusalException)failure!.InnerException!).Permission, Is.EqualTo("pull-requests: write"));
    }

    private static RefusalKind Kind(GateException failure) => ((GitHubRefusalException)failure.InnerException!).Kind;

    private static TestCaseData Case(string name, int[] seconds, params Func<HttpRequestMessage, HttpResponseMessage>[] answers) =>
        new TestCaseData(seconds, answers).SetArgDisplayNames(name);

    private sealed class Told : IProgress<TimeSpan>
    {
        public List<TimeSpan> Waits { get; } = [];

        public void Report(TimeSpan value) => Waits.Add(value);
    }
}
