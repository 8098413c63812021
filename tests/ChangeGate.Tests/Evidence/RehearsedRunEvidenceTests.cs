using ChangeGate.Evidence;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

/// <summary>What a run says of the schema that was rehearsed, as signed evidence.</summary>
internal sealed class RehearsedRunEvidenceTests
{
    private static readonly SampleRun Sample = new SampleRun().Rehearsed;

    private static readonly SchemaMatch Other = new(SchemaAgreement.Differs) { Expected = Digest.Of("shadow after"), Found = Digest.Of("other"), Differences = ["`users.late` appeared"] };

    private static RehearsedRun Compared => Sample.Run.Rehearsed!;

    [Test]
    public void What_is_read_back_is_what_was_said() =>
        Assert.That(EvidenceContents.Of(Sample.Bundle).Run?.Report.Rehearsed, Is.EqualTo(Compared));

    [Test]
    public void A_run_that_left_another_schema_is_good_evidence_and_says_so()
    {
        var claim = ClaimOf(Compared with { After = Other });

        Assert.That((claim.Verdict, claim.Because), Is.EqualTo((ClaimVerdict.Pass, "Before: as rehearsed, beside `ops` appeared. After: not as rehearsed: `users.late` appeared.")));
    }

    [Test]
    public void A_run_may_begin_on_another_schema_only_where_its_target_allows_it()
    {
        var before = Other with { Expected = Digest.Of("shadow before") };

        Assert.That(ClaimOf(Compared with { Before = before }).Verdict, Is.EqualTo(ClaimVerdict.Fail));
        Assert.That(ClaimOf(Compared with { Before = before, MayDiffer = true }).Verdict, Is.EqualTo(ClaimVerdict.Pass));
    }

    [Test]
    public void A_comparison_that_does_not_follow_from_its_fingerprints_is_found()
    {
        SchemaMatch[] wrong =
        [
            Compared.After with { Found = Digest.Of("other") },
            Compared.After with { Found = null },
            Compared.After with { Differences = ["`users` changed"] },
            Compared.After with { Aside = ["`users` changed"] },
            Compared.After with { Because = "No." },
            Compared.After with { Expected = Digest.Of("elsewhere"), Found = Digest.Of("elsewhere") },
            Other with { Differences = [] },
            Other with { Found = Other.Expected },
            new SchemaMatch(SchemaAgreement.NotCompared),
            SchemaMatch.NotCompared("No.") with { Found = Digest.Of("other") },
        ];

        Assert.That(wrong.Select(after => ClaimOf(Compared with { After = after }).Verdict), Has.All.EqualTo(ClaimVerdict.Fail));
    }

    [Test]
    public void A_run_of_a_rehearsed_set_that_says_nothing_of_it_is_missed() =>
        Assert.That(ClaimOf((RehearsedRun?)null).Verdict, Is.EqualTo(ClaimVerdict.Fail));

    [Test]
    public void A_run_that_broke_off_left_nothing_to_compare()
    {
        var failed = Sample.Run with { Outcome = RunOutcome.Failed, Because = "It broke off." };

        Assert.That(ClaimOf(failed).Verdict, Is.EqualTo(ClaimVerdict.Fail));
        Assert.That(ClaimOf(failed with { Rehearsed = Compared with { After = SchemaMatch.NotCompared("The run did not come to its end.") } }).Verdict, Is.EqualTo(ClaimVerdict.Pass));
    }

    private static Claim ClaimOf(RehearsedRun? compared) => ClaimOf(Sample.Run with { Rehearsed = compared });

    private static Claim ClaimOf(RunReport run) => EvidenceVerifier
        .Verify(System.Text.Encoding.UTF8.GetBytes(EvidenceBundle.Create(Sample.Judgement, run, SampleRun.Context, SampleRun.Runner).ToJson()), SampleRun.Trust(SampleRun.Runner))
        .Claims.Single(claim => claim.Code == "E23");
}
