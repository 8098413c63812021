using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Tests.Approvals;

internal sealed class ApprovalVerifierTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly SigningKey Ada = SigningKey.Create();

    private static readonly SigningKey Bob = SigningKey.Create();

    private static readonly Digest Digest = Digest.Of("this set, protected");

    private static readonly Digest OpenDigest = Digest.Of("this set, open");

    private static readonly Approval Approval = new()
    {
        Approver = "ada",
        Key = default,
        Digest = Digest,
        Target = "shop",
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = Noon.AddDays(-1),
        ExpiresAt = Noon.AddDays(1),
        Note = "read twice; \u2713 «ok»",
    };

    private static readonly ApprovalRequest Request = new()
    {
        Target = "shop",
        EnvironmentClass = EnvironmentClass.Protected,
        Digest = Digest,
        ProtectedDigest = Digest,
        Authorship = new Authorship(AuthorKind.Person, ["Grace Hopper"]) { Emails = ["grace@example.org"] },
        Policy = new Policy
        {
            Clauses = [],
            Digest = default,
            Approvers =
            [
                new Approver("ada", Ada.PublicKey.Pem) { Emails = ["ada@example.org"] },
                new Approver("bob", Bob.PublicKey.Pem),
                new Approver("carol", "keys/carol.pem"),
            ],
        },
        Now = Noon,
    };

    [Test]
    public void A_signed_approval_of_this_digest_counts()
    {
        var text = ApprovalSigner.Sign(Approval, Ada);
        var check = Check(text);

        Assert.That(check.Counts);
        Assert.That(check.Problem, Is.Null);
        Assert.That(check.Approval, Is.EqualTo(Approval with { Key = Ada.PublicKey.Fingerprint, NamesDigest = true }));
        Assert.That(check.Envelope, Is.EqualTo(text));
        Assert.That(check.Because, Does.Contain("`ada` approved"));
    }

    [Test]
    public void An_approval_for_protected_environments_covers_open_ones() =>
        Assert.That(Check(ApprovalSigner.Sign(Approval, Ada), Open).Counts);

    [Test]
    public void An_approval_for_open_environments_covers_open_ones() =>
        Assert.That(Check(ApprovalSigner.Sign(Approval with { EnvironmentClass = EnvironmentClass.Open, Digest = OpenDigest }, Ada), Open).Counts);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("another digest", Approval with { Digest = Digest.Of("edited") }, ApprovalProblem.OtherDigest, "has changed since");
        yield return Case("another target", Approval with { Target = "bank" }, ApprovalProblem.OtherTarget, "for target `bank`, not `shop`");
        yield return Case("a weaker environment", Approval with { EnvironmentClass = EnvironmentClass.Open, Digest = OpenDigest }, ApprovalProblem.WeakerEnvironment, "this one is protected");
        yield return Case("a weaker environment that names the digest", Approval with { EnvironmentClass = EnvironmentClass.Open }, ApprovalProblem.WeakerEnvironment, "this one is protected");
        yield return Case("expired by its own limit", Approval with { ExpiresAt = Noon }, ApprovalProblem.Expired, "as its approver set");
        yield return Case("expired by the policy", Approval with { GivenAt = Noon.AddDays(-14).AddSeconds(-1) }, ApprovalProblem.Expired, "for 14 days");
        yield return Case("dated in the future", Approval with { GivenAt = Noon.AddMinutes(6) }, ApprovalProblem.FromTheFuture, "in the future");
        yield return Case("in another's name", Approval with { Approver = "bob" }, ApprovalProblem.WrongSigner, "in the name of `bob` and signed with the key of `ada`");
    }

    [TestCaseSource(nameof(Refusals))]
    public void An_approval_does_not_count_when(Approval approval, ApprovalProblem problem, string because)
    {
        var check = Check(ApprovalSigner.Sign(approval, Ada));

        Assert.That(check.Counts, Is.False);
        Assert.That(check.Problem, Is.EqualTo(problem));
        Assert.That(check.Because, Does.Contain(because));
    }

    [TestCase(3_000, 40_000_000, false)]
    [TestCase(3_000, 33_000, false)]
    [TestCase(3_000, 30_000, true)]
    [TestCase(3, 9_999, true)]
    [TestCase(0, 10_000, false)]
    [TestCase(40_000_000, 3_000, true)]
    public void Consent_holds_for_about_the_size_that_its_giver_saw(long seen, long now, bool counts)
    {
        var check = Check(ApprovalSigner.Sign(Approval with { Sizes = [Rows("users", seen), Rows("orders", 7)] }, Ada), Request with { Sizes = [Rows("users", now), Rows("orders", 8)] });

        Assert.That(check.Counts, Is.EqualTo(counts), check.Because);
        Assert.That(check.Problem, Is.EqualTo(counts ? default(ApprovalProblem?) : ApprovalProblem.Outgrown));
    }

    [Test]
    public void Where_nobody_knew_a_size_the_policy_alone_weighs_it() =>
        Assert.That(Check(ApprovalSigner.Sign(Approval with { Sizes = [Rows("orders", 7)] }, Ada), Request with { Sizes = [Rows("users", 40_000_000)] }).Counts);

    private static TableRows Rows(string table, long rows) => new(new ObjectName("public", table), rows);

    [Test]
    public void A_clock_that_is_a_little_ahead_is_forgiven() =>
        Assert.That(Check(ApprovalSigner.Sign(Approval with { GivenAt = Noon.AddMinutes(5) }, Ada)).Counts);

    [TestCase("ada", "")]
    [TestCase("ADA ", "")]
    [TestCase("", "Ada@Example.org")]
    [TestCase("ada@example.org", "")]
    [TestCase("", "ada")]
    public void An_author_does_not_approve_under_any_name(string name, string email)
    {
        var authorship = new Authorship(AuthorKind.Person, ["grace", name]) { Emails = [email] };

        Assert.That(Check(ApprovalSigner.Sign(Approval, Ada), Request with { Authorship = authorship }).Problem, Is.EqualTo(ApprovalProblem.AuthorsOwn));
    }

    [Test]
    public void A_key_that_the_policy_does_not_list_does_not_count()
    {
        using var stranger = SigningKey.Create();

        Assert.That(Check(ApprovalSigner.Sign(Approval, stranger)).Problem, Is.EqualTo(ApprovalProblem.UnknownKey));
    }

    [Test]
    public void Claiming_a_listed_key_does_not_help()
    {
        using var stranger = SigningKey.Create();
        var text = ApprovalSigner.Sign(Approval, stranger).Replace(stranger.PublicKey.Fingerprint.ToString(), Ada.PublicKey.Fingerprint.ToString());

        Assert.That(Check(text).Problem, Is.EqualTo(ApprovalProblem.BadSignature));
    }

    [Test]
    public void An_edited_payload_does_not_count()
    {
        var envelope = JsonNode.Parse(ApprovalSigner.Sign(Approval, Ada))!;
        var payload = Encoding.UTF8.GetString(Convert.FromBase64String(envelope["payload"]!.GetValue<string>()));
        envelope["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.Replace(Digest.Hex, Digest.Of("edited").Hex)));

        var check = Check(envelope.ToJsonString());

        Assert.That(check.Problem, Is.EqualTo(ApprovalProblem.BadSignature));
        Assert.That(check.Because, Does.Contain("edited after `ada` signed"));
        Assert.That(check.Approval, Is.Null, "nothing is read of what nobody signed");
    }

    [Test]
    public void A_damaged_signature_has_its_own_reason()
    {
        var envelope = JsonNode.Parse(ApprovalSigner.Sign(Approval, Ada))!;
        envelope["signatures"]![0]!["sig"] = "AAAA";

        Assert.That(Check(envelope.ToJsonString()).Because, Does.Contain("no ECDSA signature"));
    }

    [Test]
    public void A_payload_of_another_type_does_not_count()
    {
        var envelope = Envelope.Sign("text/plain", "yes"u8.ToArray(), Ada);

        Assert.That(Check(envelope.ToJson()).Problem, Is.EqualTo(ApprovalProblem.WrongPayloadType));
    }

    [TestCase("{}", "has no `_type`")]
    [TestCase("[]", "has no `_type`")]
    [TestCase("yes", "is not JSON")]
    [TestCase("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"urn:changegate:evidence:run:v1","predicate":{}}""", "is not an approval")]
    public void A_signed_payload_that_is_no_approval_does_not_count(string payload, string because)
    {
        var check = Check(Envelope.Sign("application/vnd.in-toto+json", Encoding.UTF8.GetBytes(payload), Ada).ToJson());

        Assert.That(check.Problem, Is.EqualTo(ApprovalProblem.Unreadable));
        Assert.That(check.Because, Does.Contain(because));
    }

    [TestCase("")]
    [TestCase("approved, Ada")]
    [TestCase("null")]
    [TestCase("[1]")]
    [TestCase("{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}")]
    [TestCase("{\"payload\":\"?\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA==\"}]}")]
    [TestCase("{\"payload\":\"AA==\",\"payload\":\"AA==\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA==\"}]}")]
    [TestCase("{\"payload\":\"AA==\",\"payloadType\":\"\\ud800\",\"signatures\":[{\"sig\":\"AA==\"}]}")]
    [TestCase("{\"payload\":\"AA==\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA==\"}]} // yes")]
    public void A_file_that_is_no_envelope_does_not_count(string text)
    {
        var check = Check(text);

        Assert.That(check.Problem, Is.EqualTo(ApprovalProblem.Unreadable));
        Assert.That(check.Because, Does.StartWith("The file "));
    }

    [Test]
    public void A_huge_file_is_not_even_parsed()
    {
        var check = Check(new string('[', ApprovalVerifier.LargestFile + 1));

        Assert.That(check.Because, Does.Contain("larger than 64 KiB"));
        Assert.That(check.Envelope, Is.Null);
    }

    [Test]
    public void A_person_counts_once()
    {
        var checks = ApprovalVerifier.CheckAll(
            [
                new ApprovalFile("1", ApprovalSigner.Sign(Approval with { Digest = OpenDigest }, Ada)),
                new ApprovalFile("2", ApprovalSigner.Sign(Approval, Ada)),
                new ApprovalFile("3", ApprovalSigner.Sign(Approval with { Note = "again" }, Ada)),
                new ApprovalFile("4", ApprovalSigner.Sign(Approval with { Approver = "bob" }, Bob)),
            ],
            Request);

        Assert.That(checks.Select(check => check.Problem), Is.EqualTo(new ApprovalProblem?[] { ApprovalProblem.OtherDigest, null, ApprovalProblem.Repeated, null }));
    }

    [Test]
    public void Both_base64_alphabets_are_read()
    {
        var standard = ApprovalSigner.Sign(Approval, Ada).TrimEnd();
        var envelope = JsonNode.Parse(standard)!;
        envelope["payload"] = envelope["payload"]!.GetValue<string>().Replace('+', '-').Replace('/', '_').TrimEnd('=');
        envelope["signatures"]![0]!["sig"] = envelope["signatures"]![0]!["sig"]!.GetValue<string>().Replace('+', '-').Replace('/', '_').TrimEnd('=');

        Assert.That(Check(envelope.ToJsonString()).Counts);
    }

    [Test]
    public void Flipping_any_byte_of_what_is_signed_is_noticed()
    {
        var envelope = JsonNode.Parse(ApprovalSigner.Sign(Approval, Ada))!;
        var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());

        for (var index = 0; index < payload.Length; index += 3)
        {
            payload[index] ^= 1;
            envelope["payload"] = Convert.ToBase64String(payload);
            payload[index] ^= 1;

            Assert.That(Check(envelope.ToJsonString()).Counts, Is.False, $"byte {index}");
        }
    }

    private static ApprovalRequest Open => Request with { EnvironmentClass = EnvironmentClass.Open, Digest = OpenDigest };

    private static TestCaseData Case(string name, Approval approval, ApprovalProblem problem, string because) =>
        new TestCaseData(approval, problem, because).SetArgDisplayNames(name);

    private static ApprovalCheck Check(string text, ApprovalRequest? request = null) => ApprovalVerifier.Check("ada.approval.json", text, request ?? Request);
}
