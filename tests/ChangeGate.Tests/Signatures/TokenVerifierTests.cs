using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Signatures;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Signatures;

internal sealed class TokenVerifierTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0";

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TokenForge Forge = new();

    private static readonly TokenTrust Trust = new(TokenForge.Issuer, "changegate", Keys(Forge.Keys));

    [TestCase("RS256")]
    [TestCase("PS256")]
    [TestCase("ES256")]
    public void A_good_token_says_what_it_says(string algorithm)
    {
        var token = Forge.Sign(Claims(), algorithm);
        var verified = Verify(token).Token!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(verified.Subject, Is.EqualTo("repo:acme/shop:environment:production"));
            Assert.That(verified.Find("run_id"), Is.EqualTo("123"));
            Assert.That(verified.Digest, Is.EqualTo(Digest.Of(token)));
            Assert.That(verified.ExpiresAt, Is.EqualTo(Now.AddMinutes(5)));
            Assert.That(verified.Key, Is.EqualTo(Trust.Keys.Find(verified.KeyId)!.Thumbprint));
            Assert.That(verified.ToString(), Does.Not.Contain(token.Split('.')[2]));
        }
    }

    [TestCase("none")]
    [TestCase("None")]
    [TestCase("HS256")]
    [TestCase("RS512")]
    [TestCase("rs256")]
    [TestCase("")]
    public void Other_ways_of_signing_do_not_count(string algorithm) => AssertRefused(Forge.Sign(Claims(), algorithm, TokenForge.RsaKey), "only RS256, PS256 and ES256");

    [Test]
    public void A_token_without_a_signature_does_not_count()
    {
        var good = Forge.Sign(Claims());

        AssertRefused(good[..(good.LastIndexOf('.') + 1)], "signature");
        AssertRefused(good[..good.LastIndexOf('.')], "three parts");
    }

    [Test]
    public void A_key_checks_no_algorithm_of_another_family()
    {
        AssertRefused(Forge.Sign(Claims(), "ES256", TokenForge.RsaKey), "signature");
        AssertRefused(Forge.Sign(Claims(), "RS256", TokenForge.CurveKey), "signature");
        AssertRefused(Forge.Sign(Claims(), header: static head => head["alg"] = "PS256"), "signature");
    }

    [TestCase("crit")]
    [TestCase("b64")]
    [TestCase("jku")]
    [TestCase("jwk")]
    [TestCase("x5u")]
    [TestCase("x5c")]
    [TestCase("zip")]
    public void A_header_that_brings_or_changes_something_is_refused(string member) => AssertRefused(Forge.Sign(Claims(), header: head => head[member] = new JsonArray("exp")), member);

    [Test]
    public void A_key_must_be_named_and_known()
    {
        AssertRefused(Forge.Sign(Claims(), header: static head => head.Remove("kid")), "kid");
        AssertRefused(Forge.Sign(Claims(), key: "other"), "not among");
        AssertRefused(new TokenForge().Sign(Claims()), "signature");
        AssertRefused(Forge.Sign(Claims(), header: static head => head["typ"] = "logout+jwt"), "type");
    }

    [TestCase("iss", "https://evil.example", "another issuer")]
    [TestCase("iss", "https://token.actions.githubusercontent.com/", "another issuer")]
    [TestCase("aud", "other", "not made for")]
    [TestCase("aud", "Changegate", "not made for")]
    [TestCase("sub", "", "subject")]
    [TestCase("exp", "1772625600", "whole number")]
    public void Issuer_audience_and_subject_are_exact(string claim, string value, string because) => AssertRefused(Forge.Sign(With(claim, value)), because);

    [Test]
    public void A_token_for_several_is_for_nobody()
    {
        AssertRefused(Forge.Sign(With("aud", new JsonArray("changegate", "other"))), "not made for");
        AssertRefused(Forge.Sign(With("aud", new JsonArray())), "not made for");
        Assert.That(Verify(Forge.Sign(With("aud", new JsonArray("changegate")))).Problem, Is.Null);
    }

    [TestCase("iss")]
    [TestCase("aud")]
    [TestCase("sub")]
    [TestCase("iat")]
    [TestCase("exp")]
    public void What_must_be_said_is_said(string claim)
    {
        var claims = Claims();
        claims.Remove(claim);

        AssertRefused(Forge.Sign(claims), claim);
    }

    [TestCase(-359, null)]
    [TestCase(-361, "expired")]
    [TestCase(59, null)]
    [TestCase(66, "not valid yet")]
    [TestCase(100_000, "not valid yet")]
    public void A_token_counts_while_it_lives_and_clocks_may_differ_by_a_minute(int seconds, string? because) =>
        Assert.That(Verify(Forge.Sign(TokenForge.Claims(Now.AddSeconds(seconds), "2222"))).Problem, because is null ? Is.Null : Does.Contain(because));

    [TestCase("exp", 1772625600L + 90_000, "longer than a day")]
    [TestCase("exp", 1772625590L, "longer than a day, or not at all")]
    [TestCase("exp", long.MaxValue, "no moment")]
    [TestCase("iat", -1L, "no moment")]
    [TestCase("nbf", 1772625600L + 61, "not valid yet")]
    public void Times_that_cannot_be_are_refused(string claim, long value, string because) => AssertRefused(Forge.Sign(With(claim, value)), because);

    [Test]
    public void What_is_said_twice_is_said_by_nobody()
    {
        var claims = Claims().ToJsonString();
        var head = $$"""{"alg":"RS256","kid":"{{TokenForge.RsaKey}}"}""";

        Assert.That(Verify(Forge.Sign(head, claims)).Problem, Is.Null);
        AssertRefused(Forge.Sign(head, claims[..^1] + ",\"aud\":\"changegate\"}"), "twice");
        AssertRefused(Forge.Sign(head[..^1] + ",\"alg\":\"RS256\"}", claims), "twice");
        AssertRefused(Forge.Sign(head, claims + " {}"), "claims");
        AssertRefused(Forge.Sign(head, "[]"), "claims");
    }

    [Test]
    public void A_token_out_of_all_proportion_is_not_read() =>
        AssertRefused(Forge.Sign(With("more", new string('a', TokenVerifier.LongestToken))), "longer than 16 KiB");

    [Test]
    public void Whom_a_subject_lets_act_is_read_from_its_place_only()
    {
        var claims = With("act", new JsonObject { ["sub"] = "helper" });
        claims["act.sub"] = "other";

        Assert.That(Verify(Forge.Sign(claims)).Token!.Find("act.sub"), Is.EqualTo("helper"));
        Assert.That(Verify(Forge.Sign(With("act.sub", "other"))).Token!.Find("act.sub"), Is.Null);
    }

    /// <summary>Every place of the token with every other character that stands in tokens, and some that do not.</summary>
    [TestCase("ES256")]
    [TestCase("RS256")]
    public void No_token_with_one_other_character_counts(string algorithm)
    {
        var token = Forge.Sign(new JsonObject { ["iss"] = TokenForge.Issuer, ["aud"] = "changegate", ["sub"] = "s", ["iat"] = Now.ToUnixTimeSeconds(), ["exp"] = Now.ToUnixTimeSeconds() + 300 }, algorithm);
        var accepted = new List<string>();

        for (var index = 0; index < token.Length; index++)
        {
            foreach (var other in Alphabet.Where(c => c != token[index]))
            {
                var changed = $"{token[..index]}{other}{token[(index + 1)..]}";

                if (Verify(changed).Problem is null)
                {
                    accepted.Add(changed);
                }
            }

            accepted.AddRange(new[] { token.Remove(index, 1), token.Insert(index, "A"), token[..index], token[index..] + (index == 0 ? "." : "") }.Where(static changed => Verify(changed).Problem is null));
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void Nothing_that_is_thrown_together_counts_or_breaks_the_reader()
    {
        var random = new Random(20261124);
        var parts = Forge.Sign(Claims(), "ES256").Split('.').Concat(Forge.Sign(Claims()).Split('.')).Append("").Append("e30").Append("eyJhbGciOiJub25lIn0").ToArray();
        var accepted = new List<string>();

        for (var round = 0; round < 20_000; round++)
        {
            var chosen = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Damaged(parts[random.Next(parts.Length)], random)).ToList();
            var token = string.Join('.', chosen);

            if (Verify(token).Problem is null && !IsWhole(token, parts))
            {
                accepted.Add(token);
            }
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void An_issuer_is_read_only_to_find_its_keys()
    {
        Assert.That(TokenVerifier.ClaimedIssuer(Forge.Sign(Claims(), "none")), Is.EqualTo(TokenForge.Issuer));
        Assert.That(TokenVerifier.ClaimedIssuer("a.b.c"), Is.Null);
        Assert.That(TokenVerifier.ClaimedIssuer(""), Is.Null);
    }

    private static bool IsWhole(string token, string[] parts) => token == string.Join('.', parts[..3]) || token == string.Join('.', parts[3..6]);

    private static string Damaged(string part, Random random)
    {
        if (part.Length == 0 || random.Next(3) > 0)
        {
            return part;
        }

        var bytes = part.ToCharArray();
        bytes[random.Next(bytes.Length)] = (char)random.Next(1, 0x180);

        return new string(bytes);
    }

    private static JsonObject Claims() => TokenForge.Claims(Now, "2222");

    private static JsonObject With(string claim, JsonNode value)
    {
        var claims = Claims();
        claims[claim] = value;

        return claims;
    }

    private static (IdentityToken? Token, string? Problem) Verify(string token) => TokenVerifier.TryVerify(token, Trust, Now, out var verified, out var problem) ? (verified, null) : (null, problem);

    private static void AssertRefused(string token, string because)
    {
        var (verified, problem) = Verify(token);

        Assert.That(verified, Is.Null);
        Assert.That(problem, Does.Contain(because));
        Assert.That(token.Length > 40 && problem!.Contains(token[^20..], StringComparison.Ordinal), Is.False, "no token is shown");
    }

    private static JsonWebKeySet Keys(string text) => JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(text), out var keys, out var problem) ? keys : throw new ArgumentException(problem);
}
