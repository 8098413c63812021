using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Tests.Policies;

internal sealed class IdentityReaderTests
{
    private const string GitHub = "{ issuer: https://token.actions.githubusercontent.com, keys: github.jwks.json, require: { repository: acme/shop, ref: [refs/heads/main, refs/heads/release] } }";

    [Test]
    public void Issuers_their_keys_and_what_they_must_say_are_read()
    {
        var settings = Read($"identity: {{ required: true, issuers: [ {GitHub}, {{ issuer: https://gitlab.example, audience: shop, keys: discover, variable: SHOP_TOKEN }} ] }}").Identity;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.Required, Is.True);
            Assert.That(settings.Issuers[0], Is.EqualTo(new TokenIssuer("https://token.actions.githubusercontent.com", "changegate", "the text of github.jwks.json")
            {
                Require = [new RequiredClaim("repository", ["acme/shop"]), new RequiredClaim("ref", ["refs/heads/main", "refs/heads/release"])],
            }));
            Assert.That(settings.Issuers[1], Is.EqualTo(new TokenIssuer("https://gitlab.example", "shop", null) { Variable = "SHOP_TOKEN" }));
        }
    }

    [Test]
    public void What_an_environment_says_holds_there_instead()
    {
        var configuration = Read($$"""
            identity: { issuers: [ {{GitHub}} ] }
            targets:
              shop:
                dialect: sqlite
                migrations: m
                environments:
                  production: { connection: a.db, identity: { required: true, issuers: [ { issuer: production, keys: k.json } ] } }
                  staging: { connection: b.db }
                  open: { connection: c.db, identity: { required: false } }
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(configuration.IdentityIn("shop", "production"), Has.Property("Required").True.And.Property("Issuers").One.Property("Issuer").EqualTo("production"));
            Assert.That(configuration.IdentityIn("shop", "staging"), Has.Property("Required").False.And.Property("Issuers").One.Items);
            Assert.That(configuration.IdentityIn("shop", "open"), Is.EqualTo(IdentitySettings.None));
            Assert.That(configuration.IdentityIn("shop", "gone"), Is.EqualTo(configuration.Identity), "not looser where an environment is new");
        }
    }

    [Test]
    public void Without_a_word_nobody_s_tokens_count() => Assert.That(Read("").Identity, Is.EqualTo(IdentitySettings.None));

    [TestCase("identity: { required: true }", "no issuer can prove one")]
    [TestCase("identity: { issuers: [] }", "names none")]
    [TestCase("identity: { issuers: { issuer: a } }", "a list is expected")]
    [TestCase("identity: { issuers: [ { issuer: a } ] }", "has no `keys`")]
    [TestCase("identity: { issuers: [ { keys: a } ] }", "has no `issuer`")]
    [TestCase("identity: { issuers: [ { issuer: http://a.example, keys: discover } ] }", "no address of https")]
    [TestCase("identity: { issuers: [ { issuer: a, keys: b }, { issuer: a, keys: c } ] }", "one twice")]
    [TestCase("identity: { issuers: [ { issuer: a, keys: b, variable: \"$TOKEN\" } ] }", "no name of a variable")]
    [TestCase("identity: { issuers: [ { issuer: a, keys: b, require: [ref] } ] }", "a section with keys is expected")]
    [TestCase("identity: { issuers: [ { issuer: a, keys: b, require: { ref: [] } } ] }", "an empty list")]
    [TestCase("identity: { require: true }", "is not a key")]
    public void What_cannot_be_meant_is_an_error(string yaml, string problem) => Assert.That(() => Read(yaml), Throws.TypeOf<GateException>().With.Message.Contains(problem));

    private static Configuration Read(string yaml) => PolicyFile.Read(new SourceText("changegate.yml", $"version: 1\n{yaml}\n"), static path => $"the text of {path}");
}
