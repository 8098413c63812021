using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class TokenTests
{
    private static readonly RSA Rsa = RSA.Create(2048);

    // As GitHub makes them since 2026-04: the App's number and a JWT, some 520 characters.
    private static readonly string LongToken = $"ghs_123456_eyJ{new string('a', 250)}.{new string('b', 200)}.c_d-{new string('e', 60)}";

    [Test]
    public void An_App_speaks_for_ten_minutes_and_allows_for_clocks()
    {
        var parts = AppKey.Read("Iv1.abc", Rsa.ExportRSAPrivateKeyPem()).Sign(Noon).Value.Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;

        Assert.That((string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"], Is.EqualTo("RS256"));
        Assert.That((long)claims["iat"]!, Is.EqualTo(Noon.ToUnixTimeSeconds() - 60));
        Assert.That((long)claims["exp"]!, Is.EqualTo(Noon.ToUnixTimeSeconds() + 540));
        Assert.That((string?)claims["iss"], Is.EqualTo("Iv1.abc"));
        Assert.That(Rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [TestCase("")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    public void A_key_that_is_none_is_told_without_showing_it(string pem) =>
        Assert.That(() => AppKey.Read("1", pem), Throws.TypeOf<GateException>().With.Message.Not.Contains("AAAA"));

    [Test]
    public void A_public_key_cannot_speak_for_an_App() =>
        Assert.That(() => AppKey.Read("1", Rsa.ExportSubjectPublicKeyInfoPem()), Throws.TypeOf<GateException>());

    [Test]
    public async Task A_token_is_fetched_once_for_all_who_need_it()
    {
        // The first waits in its request until all others wait for it.
        var started = 0;
        var network = new ScriptedNetwork(
            request => SpinWait.SpinUntil(() => Volatile.Read(ref started) == 19, TimeSpan.FromSeconds(30)) ? Granted(LongToken)(request) : Answer(500)(request),
            Answer(200, "[]"));
        var repository = Installed(network, Time()).Repository(RepositoryName.Parse("alice/shop"));

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() =>
        {
            var reviews = repository.PullRequests.ReviewsAsync(number, default);
            Interlocked.Increment(ref started);
            return reviews;
        })));

        Assert.That(network.Requests, Has.Count.EqualTo(21));
        Assert.That(network.Requests[0].Line, Is.EqualTo("POST https://api.github.com/app/installations/42/access_tokens"));
        Assert.That(network.Requests.Skip(1).Select(request => request.Token).Distinct(), Is.EqualTo([LongToken]));
    }

    [TestCase(54, 1)]
    [TestCase(56, 2)]
    public async Task A_token_is_renewed_before_its_hour_is_over(int minutes, int tokens)
    {
        var time = Time();
        var network = new ScriptedNetwork(request => request.Method == HttpMethod.Post ? Granted("ghs_x")(request) : Answer(200, "[]")(request));
        var client = Installed(network, time);

        await client.Repository(RepositoryName.Parse("alice/shop")).PullRequests.ReviewsAsync(1, default);
        time.Advance(TimeSpan.FromMinutes(minutes));
        await client.Repository(RepositoryName.Parse("alice/shop")).PullRequests.ReviewsAsync(1, default);

        Assert.That(network.Requests.Count(request => request.Line.StartsWith("POST", StringComparison.Ordinal)), Is.EqualTo(tokens));
        Assert.That(client.Calls, Is.EqualTo(network.Requests.Count));
    }

    [Test]
    public async Task A_token_that_was_revoked_is_replaced_once()
    {
        var network = new ScriptedNetwork(Granted("ghs_one"), Answer(401), Granted("ghs_two"), Answer(200, "[]"));

        await Installed(network, Time()).Repository(RepositoryName.Parse("alice/shop")).PullRequests.ReviewsAsync(1, default);

        Assert.That(network.Requests[^1].Token, Is.EqualTo("ghs_two"));
    }

    [Test]
    public async Task A_token_that_has_to_wait_for_a_limit_is_waited_for()
    {
        var time = Time();
        var network = new ScriptedNetwork(Answer(429, "{}", ("retry-after", "120")), Granted("ghs_x"), Answer(201, """{"id":9}"""));

        await Installed(network, time).Repository(RepositoryName.Parse("alice/shop")).Comments.CreateAsync(7, "text", default);

        Assert.That(time.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo([120]));
    }

    [TestCase("")]
    [TestCase("ghs_x y")]
    [TestCase("ghs_x\r\nX-Evil: 1")]
    public void A_token_that_is_none_is_told_without_showing_it(string token) =>
        Assert.That(() => Credentials.OfToken(token), Throws.TypeOf<GateException>().With.Message.Not.Contains("ghs_x"));

    [Test]
    public void A_secret_does_not_tell_itself()
    {
        var credentials = Credentials.OfToken("ghs_secret");

        Assert.That($"{credentials} {new AccessToken("ghs_secret")} {AppKey.Read("1", Rsa.ExportRSAPrivateKeyPem())} {credentials.Scope}", Does.Not.Contain("ghs_secret"));
    }

    private static GitHubClient Installed(ScriptedNetwork network, TimeProvider time) =>
        network.Client(time, Credentials.OfInstallation(AppKey.Read("Iv1.abc", Rsa.ExportRSAPrivateKeyPem()), 42));

    private static Func<HttpRequestMessage, HttpResponseMessage> Granted(string token) =>
        Answer(201, $$"""{"token":"{{token}}","expires_at":"{{Noon.AddHours(3):yyyy-MM-ddTHH:mm:ssZ}}"}""");
}
