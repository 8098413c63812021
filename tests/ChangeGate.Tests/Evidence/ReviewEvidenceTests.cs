using System.Text;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Evidence;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

/// <summary>A run that reviews opened: nobody signed them, so the runner says what it saw, and the verifier asks again all that can be asked without the host.</summary>
internal sealed class ReviewEvidenceTests
{
    private static readonly SampleRun Sample = new();

    private static readonly ApprovalCheck Carols = new("review 12 by @carol", Given("@carol", SampleRun.Noon.AddHours(-1), Sample.SetDigest), Counts: true, "`@carol` approved this digest.") { Review = Witness("carol", "dba") };

    [Test]
    public void A_run_that_a_review_opened_verifies_offline()
    {
        var verification = Verify(Carols);

        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(verification.Claims.Single(claim => claim.Code == "E09").Because, Does.Contain("@carol"));
    }

    [Test]
    public void What_the_runner_saw_is_read_back()
    {
        var refused = new ApprovalCheck("review 13 by @dave", null, Counts: false, "It was dismissed.") { Problem = ApprovalProblem.Dismissed };

        var contents = EvidenceContents.Of(Bundle([Carols, refused]));

        Assert.That(contents.Approvals, Is.EqualTo(RecordedApprovals.Of([Carols, refused])));
        Assert.That(contents.Approvals!.Approvals.Select(approval => approval.Review?.Witness.Url), Is.EqualTo(new[] { Witness("carol").Url, null }));
    }

    private static IEnumerable<TestCaseData> Lies()
    {
        yield return Lie("of another digest", Carols with { Approval = Given("@carol", SampleRun.Noon.AddHours(-1), Digest.Of("another set")) }, "E09");
        yield return Lie("by an author", Carols with { Approval = Given("@grace", SampleRun.Noon.AddHours(-1), Sample.SetDigest), Review = Witness("grace", "dba") }, "E10");
        yield return Lie("by an author's address", Carols with { Review = Witness("carol", "dba") with { Emails = ["grace@example.org"] } }, "E10");
        yield return Lie("longer ago than the policy lets it count", Carols with { Approval = Given("@carol", SampleRun.Noon.AddDays(-15), Sample.SetDigest) }, "E11");
        yield return Lie("dated after the run", Carols with { Approval = Given("@carol", SampleRun.Noon.AddHours(1), Sample.SetDigest) }, "E11");
        yield return Lie("by somebody outside of the team that the policy names", Carols with { Review = Witness("carol") }, "E13");
    }

    [TestCaseSource(nameof(Lies))]
    public void A_review_that_should_not_have_counted_fails(ApprovalCheck review, string code) =>
        Assert.That(Verify(review).Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail).Select(claim => claim.Code), Does.Contain(code));

    [Test]
    public void One_person_does_not_consent_by_a_review_and_by_a_file()
    {
        var signed = ApprovalVerifier.CheckAll([Sample.Approval], ApprovalRequest.For(Sample.Set, Sample.Assessment.Footprint, [], Sample.Policy, SampleRun.Noon));

        Assert.That(EvidenceVerifier.Verify(File([Carols, .. signed]), SampleRun.Trust(SampleRun.Runner)).Passes, Is.False);
    }

    [TestCase(400, false)]
    [TestCase(400_000, true)]
    public void Whether_the_table_was_as_large_when_it_was_reviewed_is_asked_again(long seen, bool passes)
    {
        static TableRows Users(long rows) => new(new ObjectName(null, "users"), rows);
        var assessment = Sample.Assessment with { Sizes = [Users(500_000)] };
        var policy = Sample.Policy with { Approvers = [Carols.Review!.ToApprover("@carol")] };
        EquatableList<ApprovalCheck> reviews = [Carols with { Approval = Carols.Approval! with { Sizes = [Users(seen)] } }];
        var bundle = EvidenceBundle.Create(new Judgement(assessment, Sample.Policy, Gate.Decide(assessment, policy, reviews)), Sample.Run, SampleRun.Context, SampleRun.Runner);

        var claims = EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), SampleRun.Trust(SampleRun.Runner)).Claims;

        Assert.That(claims.Single(claim => claim.Code == "E11").Verdict, Is.EqualTo(passes ? ClaimVerdict.Pass : ClaimVerdict.Fail));
    }

    [TestCase(true, true)]
    [TestCase(false, false)]
    public void Whether_the_digest_was_written_out_is_asked_again(bool named, bool passes)
    {
        var policy = Sample.Policy with { Clauses = [new Clause { Name = "read before it is approved", When = new Condition(), Require = new Requirement(1, []) { DigestInWords = true } }] };
        var honest = Carols with { Approval = Carols.Approval! with { NamesDigest = true }, Review = Carols.Review! with { NamesDigest = named } };

        Assert.That(EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(Bundle([honest], policy).ToJson()), SampleRun.Trust(SampleRun.Runner)).Passes, Is.EqualTo(passes));
    }

    private static TestCaseData Lie(string name, ApprovalCheck review, string code) => new TestCaseData(review, code).SetArgDisplayNames(name);

    private static Approval Given(string by, DateTimeOffset at, Digest digest) => new()
    {
        Approver = by,
        Key = default,
        Digest = digest,
        Target = Sample.Set.Target,
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = at,
        ExpiresAt = at.AddDays(14),
    };

    private static ReviewWitness Witness(string login, params string[] teams) => new()
    {
        Url = "https://github.com/acme/shop/pull/7#pullrequestreview-12",
        Account = 3,
        Commit = "2222",
        Teams = [.. teams],
        Emails = [$"{login}@users.noreply.github.com"],
    };

    private static Verification Verify(ApprovalCheck review) => EvidenceVerifier.Verify(File([review]), SampleRun.Trust(SampleRun.Runner));

    private static byte[] File(EquatableList<ApprovalCheck> reviews) => Encoding.UTF8.GetBytes(Bundle(reviews).ToJson());

    private static EvidenceBundle Bundle(EquatableList<ApprovalCheck> reviews) => Bundle(reviews, Sample.Policy);

    private static EvidenceBundle Bundle(EquatableList<ApprovalCheck> reviews, Policy recorded)
    {
        var assessment = Sample.Assessment;
        var policy = recorded with { Approvers = [.. reviews.Where(check => check.Review is not null).Select(check => check.Review!.ToApprover(check.Approval!.Approver))] };

        return EvidenceBundle.Create(new Judgement(assessment, recorded, Gate.Decide(assessment, policy, reviews)), Sample.Run, SampleRun.Context, SampleRun.Runner);
    }
}
