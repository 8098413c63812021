using System.Net;
using System.Text.Json.Nodes;
using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Runs;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Identities;

internal sealed class IdentityFinderTests
{
    private const string Discovery = $"{TokenForge.Issuer}/.well-known/openid-configuration";

    private const string KeysAddress = $"{TokenForge.Issuer}/.well-known/jwks";

    private const string TokenAddress = "https://pipelines.example/token?api-version=2&audience=changegate";

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TokenForge Forge = new();

    private static readonly IdentitySettings FromFile = new([new TokenIssuer(TokenForge.Issuer, "changegate", Forge.Keys) { Require = [new RequiredClaim("environment", ["production"])] }], Required: true);

    private static readonly IdentitySettings Discovered = new([new TokenIssuer(TokenForge.Issuer, "changegate", null)], Required: true);

    private static readonly Dictionary<string, string> Workflow = new() { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://pipelines.example/token?api-version=2", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer-of-the-job" };

    [Test]
    public async Task A_token_of_a_variable_is_verified_without_network()
    {
        var identity = await Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token() + "\n" }).FindAsync(FromFile, "2222", isOfCommit: true, default);

        Assert.That((identity.Actor, identity.Commit), Is.EqualTo(("alice (GitHub Actions run 123, verified)", "2222")));
    }

    [Test]
    public async Task A_variable_that_the_configuration_names_is_looked_at_first()
    {
        var settings = FromFile with { Issuers = [FromFile.Issuers[0] with { Variable = "SHOP_TOKEN" }] };
        var identity = await Finder(new() { ["SHOP_TOKEN"] = Token(), ["CHANGEGATE_ID_TOKEN"] = "nonsense" }).FindAsync(settings, "2222", isOfCommit: true, default);

        Assert.That(identity.Token, Is.Not.Null);
    }

    [TestCase("nonsense", "is none")]
    [TestCase("a.b.c", "is none")]
    public void What_is_no_token_is_refused(string token, string because) => AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = token }), FromFile, because);

    [Test]
    public void A_token_of_an_issuer_that_nobody_named_is_refused() =>
        AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token(static claims => claims["iss"] = "https://evil.example") }), FromFile, "does not name");

    [Test]
    public void A_token_that_is_there_and_bad_is_refused_where_none_is_required_too()
    {
        AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token(static claims => claims["exp"] = 1) }), FromFile with { Required = false }, "expired");
        AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token(static claims => claims["environment"] = "staging") }), FromFile with { Required = false }, "requires `production`");
        AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token(static claims => claims["sha"] = "3333") }), FromFile with { Required = false }, "is of commit 3333");
        AssertRefused(Finder(new() { ["CHANGEGATE_ID_TOKEN"] = new TokenForge().Sign(TokenForge.Claims(Now, "2222")) }), FromFile with { Required = false }, "did not make");
    }

    [Test]
    public async Task Without_a_token_nothing_runs_where_one_is_required()
    {
        AssertRefused(Finder([]), FromFile, "there is none");

        Assert.That((await Finder([]).FindAsync(FromFile with { Required = false }, "2222", isOfCommit: true, default)).Token, Is.Null);
        Assert.That((await Finder(new() { ["CHANGEGATE_ID_TOKEN"] = "nonsense" }).FindAsync(IdentitySettings.None, "2222", isOfCommit: true, default)).Token, Is.Null, "nobody's tokens count");
    }

    [Test]
    public void That_a_required_token_is_missing_is_known_before_anybody_is_asked_for_one()
    {
        Assert.That(() => Finder([]).RefuseMissing(FromFile), Throws.TypeOf<RunRefusedException>().With.Message.Contains("there is none"));
        Assert.That(() => Finder([]).RefuseMissing(FromFile with { Required = false }), Throws.Nothing);
        Assert.That(() => Finder(new() { ["CHANGEGATE_ID_TOKEN"] = "any" }).RefuseMissing(FromFile), Throws.Nothing);
        Assert.That(() => Finder([], request: new IdentityRequest("token.jwt", null)).RefuseMissing(FromFile), Throws.Nothing);
        Assert.That(() => Finder(Workflow).RefuseMissing(FromFile), Throws.Nothing);
    }

    [Test]
    public async Task A_workflow_of_GitHub_is_asked_for_its_token_and_its_issuer_for_the_keys()
    {
        var network = new Answers
        {
            [Discovery] = $$"""{"issuer":"{{TokenForge.Issuer}}","jwks_uri":"{{KeysAddress}}"}""",
            [KeysAddress] = Forge.Keys,
            [TokenAddress] = new JsonObject { ["count"] = 1, ["value"] = Token() }.ToJsonString(),
        };
        var identity = await Finder(Workflow, network).FindAsync(Discovered, "2222", isOfCommit: true, default);

        Assert.That(identity.Token!.Issuer, Is.EqualTo(TokenForge.Issuer));
        Assert.That(network.Asked, Is.EqualTo(new[] { (TokenAddress, "Bearer bearer-of-the-job"), (Discovery, ""), (KeysAddress, "") }), "nobody but GitHub sees what lets ask for a token");
    }

    [TestCase("""{"issuer":"https://evil.example","jwks_uri":"https://evil.example/keys"}""", "another issuer")]
    [TestCase("""{"issuer":"https://token.actions.githubusercontent.com","jwks_uri":"http://token.actions.githubusercontent.com/keys"}""", "no address of https")]
    [TestCase("""{"issuer":"https://token.actions.githubusercontent.com","issuer":"x","jwks_uri":"https://a/b"}""", "not JSON")]
    [TestCase("<html>", "not JSON")]
    public void A_discovery_document_that_is_none_is_refused(string answer, string because) => Assert.That(
        () => Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token() }, new Answers { [Discovery] = answer }).FindAsync(Discovered, "2222", isOfCommit: true, default),
        Throws.TypeOf<GateException>().With.Message.Contains(because));

    [Test]
    public void An_issuer_that_does_not_answer_stops_the_run()
    {
        Assert.That(() => Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token() }, []).FindAsync(Discovered, "2222", isOfCommit: true, default), Throws.TypeOf<GateException>().With.Message.Contains("answers with 404"));
        Assert.That(
            () => Finder(new() { ["CHANGEGATE_ID_TOKEN"] = Token() }, new Answers { [Discovery] = new string(' ', 300_000) }).FindAsync(Discovered, "2222", isOfCommit: true, default),
            Throws.TypeOf<GateException>().With.Message.Contains("could not be asked"));
        Assert.That(
            () => Finder(new(Workflow) { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "http://pipelines.example/token" }, []).FindAsync(Discovered, "2222", isOfCommit: true, default),
            Throws.TypeOf<GateException>().With.Message.Contains("without https"));
        Assert.That(() => Finder(Workflow, new Answers { [TokenAddress] = """{"value":7}""" }).FindAsync(Discovered, "2222", isOfCommit: true, default), Throws.TypeOf<GateException>().With.Message.Contains("did not answer with a token"));
    }

    [Test]
    public void A_token_that_is_named_and_that_nobody_counts_is_an_error() =>
        Assert.That(() => Finder([], request: new IdentityRequest("token.jwt", null)).FindAsync(IdentitySettings.None, null, isOfCommit: false, default), Throws.TypeOf<GateException>().With.Message.Contains("names nobody"));

    [TestCase("helper", RequesterKind.Agent)]
    [TestCase("dependabot[bot]", RequesterKind.Service)]
    [TestCase("unheard-of[bot]", RequesterKind.Service)]
    [TestCase("project_17_bot_ab12", RequesterKind.Service)]
    [TestCase("alice", RequesterKind.Human)]
    public void Programs_are_known_by_their_accounts(string account, RequesterKind kind) =>
        Assert.That(Finder(new() { ["GITHUB_ACTOR"] = account, ["GITHUB_RUN_ID"] = "1" }).Claimed().Kind, Is.EqualTo(kind));

    [Test]
    public void The_option_says_first_who_is_acted_for()
    {
        Dictionary<string, string> variables = new() { ["CHANGEGATE_ON_BEHALF_OF"] = "bea" };

        Assert.That(Finder(variables).Claimed().OnBehalfOf, Is.EqualTo(new OnBehalf("bea", IdentitySource.Environment)));
        Assert.That(Finder(variables, request: new IdentityRequest(null, " carol ")).Claimed().OnBehalfOf, Is.EqualTo(new OnBehalf("carol", IdentitySource.Option)));
    }

    private static string Token(Action<JsonObject>? change = null)
    {
        var claims = TokenForge.Claims(Now, "2222");
        change?.Invoke(claims);

        return Forge.Sign(claims);
    }

    private static void AssertRefused(IdentityFinder finder, IdentitySettings settings, string because) =>
        Assert.That(() => finder.FindAsync(settings, "2222", isOfCommit: true, default), Throws.TypeOf<RunRefusedException>().With.Message.Contains(because).And.Property("Refusal").Property("Kind").EqualTo(RefusalKind.IdentityNotProved));

    private static IdentityFinder Finder(Dictionary<string, string> variables, Answers? network = null, IdentityRequest? request = null) =>
        new((request ?? IdentityRequest.None) with { Variable = variables.GetValueOrDefault }, [new ListedAgent("Helper") { Logins = ["helper"] }], () => new IssuerNetwork(network ?? throw new AssertionException("No network is needed.")), new Standing());

    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Answers by address; 404 for what it does not know.</summary>
    private sealed class Answers : HttpMessageHandler, System.Collections.IEnumerable
    {
        private readonly Dictionary<string, string> _texts = [];

        public List<(string Address, string Authorization)> Asked { get; } = [];

        public string this[string address]
        {
            set => _texts[address] = value;
        }

        public System.Collections.IEnumerator GetEnumerator() => _texts.GetEnumerator();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.AbsoluteUri;
            Asked.Add((address, request.Headers.Authorization?.ToString() ?? ""));

            return Task.FromResult(_texts.TryGetValue(address, out var text)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
