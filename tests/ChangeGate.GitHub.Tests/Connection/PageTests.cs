using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class PageTests
{
    private const string Next = "https://api.github.com/repositories/1/pulls/7/reviews?per_page=100&page=2";

    [Test]
    public async Task All_pages_are_read_as_GitHub_links_them()
    {
        var network = new ScriptedNetwork(
            Answer(200, """[{"id":1}]""", ("Link", $"<https://api.github.com/x?page=1>; rel=\"prev\", <{Next}>; rel=\"next\", <https://api.github.com/x?page=9>; rel=\"last\"")),
            Answer(200, """[{"id":2}]""", ("Link", "<https://api.github.com/x?page=1>; rel=\"first\"")));

        var reviews = await network.Repository(Time()).PullRequests.ReviewsAsync(7, default);

        Assert.That(reviews.Select(review => review.Id), Is.EqualTo([1, 2]));
        Assert.That(network.Requests.Select(request => request.Line), Is.EqualTo(["GET https://api.github.com/repos/alice/shop/pulls/7/reviews?per_page=100", $"GET {Next}"]));
    }

    [TestCase("https://evil.example/repos/alice/shop/pulls/7/reviews?page=2")]
    [TestCase("http://api.github.com/x?page=2")]
    [TestCase("https://api.github.com:8443/x?page=2")]
    [TestCase("https://api.github.com@evil.example/x?page=2")]
    [TestCase("https://user@api.github.com/x?page=2")]
    [TestCase("https://api.github.com.evil.example/x?page=2")]
    [TestCase("/relative?page=2")]
    public async Task A_page_elsewhere_is_not_asked_for(string next)
    {
        var network = new ScriptedNetwork(Answer(200, "[]", ("Link", $"<{next}>; rel=\"next\"")));

        await Assert.ThatAsync(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default), Throws.TypeOf<GateException>());
        Assert.That(network.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Pages_that_lead_in_a_circle_end()
    {
        var network = new ScriptedNetwork(Answer(200, "[]", ("Link", $"<{Next}>; rel=\"next\"")));

        var failure = await Assert.ThrowsAsync<GateException>(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default));

        Assert.That(failure!.Problem, Does.Contain("circle"));
    }

    [Test]
    public async Task A_repository_that_was_renamed_is_followed_within_the_API()
    {
        var network = new ScriptedNetwork(Answer(301, "{}", ("Location", "https://api.github.com/repositories/1/pulls/7/reviews")), Answer(200, "[]"));

        Assert.That(await network.Repository(Time()).PullRequests.ReviewsAsync(7, default), Is.Empty);
    }

    [Test]
    public async Task A_redirect_elsewhere_is_not_followed()
    {
        var network = new ScriptedNetwork(Answer(302, "{}", ("Location", "https://evil.example/")));

        await Assert.ThatAsync(() => network.Repository(Time()).PullRequests.ReviewsAsync(7, default), Throws.TypeOf<GateException>());
        Assert.That(network.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(null, "https://api.github.com/")]
    [TestCase("https://api.github.com", "https://api.github.com/")]
    [TestCase("https://ghe.example.com/api/v3", "https://ghe.example.com/api/v3/")]
    [TestCase("http://127.0.0.1:4012/", "http://127.0.0.1:4012/")]
    public void An_address_of_the_API_is_read(string? written, string root) =>
        Assert.That(ApiAddress.Read(written).Root.AbsoluteUri, Is.EqualTo(root));

    [TestCase("http://ghe.example.com/api/v3")]
    [TestCase("ftp://api.github.com")]
    [TestCase("api.github.com")]
    [TestCase("https://user:secret@ghe.example.com")]
    [TestCase("https://ghe.example.com/?x=1")]
    public void An_address_that_would_give_the_token_away_is_refused(string written) =>
        Assert.That(() => ApiAddress.Read(written), Throws.TypeOf<GateException>().With.Message.Not.Contains("secret"));

    [Test]
    public async Task An_enterprise_server_is_asked_below_its_own_path()
    {
        var network = new ScriptedNetwork(Answer(200, "[]"));

        await network.Repository(Time(), Options with { Address = ApiAddress.Read("https://ghe.example.com/api/v3") }).PullRequests.ReviewsAsync(7, default);

        Assert.That(network.Requests[0].Line, Does.StartWith("GET https://ghe.example.com/api/v3/repos/alice/shop/"));
    }

    [Test]
    public async Task What_did_not_change_is_not_sent_again()
    {
        var network = new ScriptedNetwork(Answer(200, """[{"id":1}]""", ("ETag", "W/\"one\"")), Answer(304, ""), Answer(200, """[{"id":2}]""", ("ETag", "\"two\"")));
        var reviews = network.Repository(Time()).PullRequests;

        var first = await reviews.ReviewsAsync(7, default);
        var second = await reviews.ReviewsAsync(7, default);
        var third = await reviews.ReviewsAsync(7, default);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(third[0].Id, Is.EqualTo(2));
        Assert.That(network.Requests.Select(request => request.Tag), Is.EqualTo(["", "W/\"one\"", "W/\"one\""]));
    }

    [TestCase("alice/shop", true)]
    [TestCase("Alice-1/.github", true)]
    [TestCase("alice/..", false)]
    [TestCase("alice/shop/x", false)]
    [TestCase("alice", false)]
    [TestCase("alice/sh op", false)]
    [TestCase("alice/shop\n", false)]
    [TestCase(null, false)]
    public void A_repository_is_named_as_GitHub_names_it(string? written, bool isOne) =>
        Assert.That(RepositoryName.TryParse(written, out _), Is.EqualTo(isOne));
}
