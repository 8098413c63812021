using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Evidence;

/// <summary>What <c>verify</c> says of who asked, beside what it finds by changing every field.</summary>
internal sealed class IdentityEvidenceTests
{
    private static readonly SampleRun Sample = new();

    private static readonly IdentityToken Token = Sample.Identity.Token!;

    private static IEnumerable<TestCaseData> Lies()
    {
        yield return Lie("another commit than the set's", "E28", Sample.Identity with { Commit = "3333" });
        yield return Lie("no commit", "E28", Sample.Identity with { Commit = null });
        yield return Lie("a token of another commit", "E28", WithClaim("sha", "3333") with { Ci = Sample.Identity.Ci! with { Commit = "3333" } });
        yield return Lie("a job that the token does not say", "E28", Sample.Identity with { Ci = Sample.Identity.Ci! with { Ref = "refs/heads/other" } });
        yield return Lie("no job", "E27 E28", Sample.Identity with { Ci = null }, Sample.Identity.Actor);
        yield return Lie("another requester", "E28", Sample.Identity with { Requester = "mallory" });
        yield return Lie("a subject of another repository", "E28", Sample.Identity with { Token = Token with { Subject = "repo:acme-55/shop-78:environment:production" } });
        yield return Lie("a token that had expired", "E28", Sample.Identity with { Token = Token with { ExpiresAt = Token.VerifiedAt.AddMinutes(-2) } });
        yield return Lie("a token that was not valid yet", "E28", Sample.Identity with { Token = Token with { NotBefore = Token.VerifiedAt.AddMinutes(2) } });
        yield return Lie("a token that was looked at later", "E28", Sample.Identity with { Token = Token with { VerifiedAt = SampleRun.Noon.AddSeconds(1) } });
        yield return Lie("a token that was looked at long before", "E28", Sample.Identity with { Token = Token with { VerifiedAt = SampleRun.Noon.AddDays(-2), IssuedAt = SampleRun.Noon.AddDays(-2), ExpiresAt = SampleRun.Noon.AddDays(-1), NotBefore = null } });
        yield return Lie("a claim twice", "E28", Sample.Identity with { Token = Token with { Claims = [.. Token.Claims, new TokenClaim("sha", "2222")] } });
        yield return Lie("no token, and all the same from one", "E27", Sample.Identity with { Token = null });
        yield return Lie("another name", "E27", Sample.Identity, "alice");
        yield return Lie("acting for somebody by a token that does not say so", "E27 E28", Sample.Identity with { OnBehalfOf = new OnBehalf("carol", IdentitySource.Token) });
        yield return Lie("a kind without a reason", "E27", Sample.Identity with { Because = null });
    }

    [TestCaseSource(nameof(Lies))]
    public void A_signer_who_lies_about_who_asked_is_caught(string codes, RunIdentity identity, string actor) =>
        Assert.That(string.Join(' ', Failing(Sample.Run with { Identity = identity, Actor = actor })), Is.EqualTo(codes));

    [Test]
    public void What_is_only_claimed_is_said_so()
    {
        var identity = new RunIdentity { Requester = "dev@laptop", From = IdentitySource.Machine, Commit = "2222" };
        var claims = Verify(Sample.Run with { Identity = identity, Actor = identity.Actor }).Claims;

        Assert.That(claims.Single(static claim => claim.Code == "E27").Because, Does.Contain("claimed and not proved"));
        Assert.That(claims.Single(static claim => claim.Code == "E28").Verdict, Is.EqualTo(ClaimVerdict.NotApplicable));
    }

    [Test]
    public void What_was_deployed_was_merged_into_another_commit_than_the_head_of_the_proposal()
    {
        var identity = WithClaim("sha", "3333") with { Ci = Sample.Identity.Ci! with { Commit = "3333" }, Commit = "3333", IsDeployed = true };

        Assert.That(Failing(Sample.Run with { Identity = identity }), Is.Empty);
        Assert.That(Failing(Sample.Run with { Identity = identity with { Commit = null } }), Is.EqualTo(["E28"]));
    }

    [Test]
    public void The_key_of_the_token_is_looked_for_among_those_of_the_issuer()
    {
        var forge = new TokenForge();
        Assert.That(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(forge.Keys), out var keys, out _), Is.True);
        var run = Sample.Run with { Identity = Sample.Identity with { Token = Token with { KeyId = TokenForge.RsaKey, Key = keys!.Find(TokenForge.RsaKey)!.Thumbprint } } };
        var options = SampleRun.Trust(SampleRun.Runner) with { IssuerKeys = keys };

        Assert.That(Failing(run, options), Is.Empty);
        Assert.That(Failing(Sample.Run, options), Is.EqualTo(["E28"]), "another key of that name");
        Assert.That(Failing(run with { Identity = run.Identity with { Token = run.Identity.Token with { KeyId = TokenForge.CurveKey } } }, options), Is.EqualTo(["E28"]), "another name");
    }

    [Test]
    public void A_bundle_from_before_identities_were_recorded_is_read_as_it_is()
    {
        var run = Sample.Run with { Identity = null, Actor = "release" };

        Assert.That(Failing(run), Is.Empty);
        Assert.That(EvidenceContents.Of(Bundle(run)).Run!.Report, Is.EqualTo(run));
    }

    private static RunIdentity WithClaim(string name, string value) =>
        Sample.Identity with { Token = Token with { Claims = [.. Token.Claims.Select(claim => claim.Name == name ? claim with { Value = value } : claim)] } };

    private static TestCaseData Lie(string name, string codes, RunIdentity identity, string? actor = null) => new TestCaseData(codes, identity, actor ?? identity.Actor).SetArgDisplayNames(name);

    private static IEnumerable<string> Failing(RunReport run, VerificationOptions? options = null) => Verify(run, options).Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => claim.Code);

    private static Verification Verify(RunReport run, VerificationOptions? options = null) => EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(Bundle(run).ToJson()), options ?? SampleRun.Trust(SampleRun.Runner));

    private static EvidenceBundle Bundle(RunReport run) => EvidenceBundle.Create(Sample.Judgement, run, SampleRun.Context, SampleRun.Runner);
}
