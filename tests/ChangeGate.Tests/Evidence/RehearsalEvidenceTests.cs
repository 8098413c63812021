using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

/// <summary>What a rehearsal saw, as signed evidence: what must fit the set, the rollbacks and itself.</summary>
internal sealed class RehearsalEvidenceTests
{
    private static readonly SampleRun Sample = new SampleRun().Rehearsed;

    private static MigrationRehearsal First => Sample.Rehearsal!.Migrations[0];

    [Test]
    public void A_rehearsal_is_a_stage_of_its_own_and_every_claim_about_it_passes()
    {
        var verification = Verify(Sample.Bundle);

        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Pass).Select(claim => claim.Code), Is.SupersetOf(new[] { "E20", "E21", "E22", "E23" }));
        Assert.That(Encoding.UTF8.GetString([.. Sample.Bundle.Envelopes[3].Payload]), Does.Contain("urn:changegate:evidence:rehearsal:v1"));
    }

    [Test]
    public void What_is_read_back_is_what_was_seen()
    {
        var contents = EvidenceContents.Of(Sample.Bundle);

        Assert.That(contents.Rehearsal, Is.EqualTo(RecordedRehearsal.Of(Sample.Assessment)));
        Assert.That(contents.Rehearsal!.Migrations[0].Statements[0].AtSize, Is.EqualTo(First.Statements[0].AtSize));
        Assert.That(contents.Rehearsal.Migrations[1].Statements.Select(statement => statement.Number), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(contents.Findings!.Findings, Is.EqualTo(Sample.Assessment.Findings));
    }

    [Test]
    public void No_script_and_no_row_stands_in_it() =>
        Assert.That(Encoding.UTF8.GetString([.. Sample.Bundle.Envelopes[3].Payload]), Does.Not.Contain("ALTER TABLE").And.Not.Contain("UPDATE"));

    [Test]
    public void A_bundle_without_a_rehearsal_is_good_evidence()
    {
        var verification = Verify(new SampleRun().Bundle);

        Assert.That(verification.Passes);
        Assert.That(verification.Claims.Where(claim => claim.Code is "E20" or "E21" or "E22" or "E23").Select(claim => claim.Verdict), Has.All.EqualTo(ClaimVerdict.NotApplicable));
    }

    [Test]
    public void A_rehearsal_that_is_taken_out_is_missed()
    {
        var envelopes = Sample.Bundle.Envelopes.ToList();
        envelopes.RemoveAt(3);

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Does.Contain("E04").And.Contain("E20"));
    }

    [Test]
    public void A_rehearsal_of_another_bundle_does_not_fit()
    {
        var envelopes = Sample.Bundle.Envelopes.ToArray();
        envelopes[3] = EvidenceBundle.Create(Sample.Judgement, Sample.Run with { Id = "run-8" }, SampleRun.Context with { Id = "run-8" }, SampleRun.Runner).Envelopes[3];

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Is.EqualTo(["E04", "E05"]));
    }

    [Test]
    public void Findings_that_a_rehearsal_marked_need_that_rehearsal()
    {
        var judgement = Sample.Judgement;

        Assert.That(FailingCodes(EvidenceBundle.Create(judgement with { Assessment = judgement.Assessment with { Rehearsal = null } }, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E20", "E23"]));
    }

    [Test]
    public void A_rehearsal_of_other_bytes_is_found() =>
        Assert.That(FailingCodes(first => first with { Migration = first.Migration with { Digest = Digest.Of("other") } }), Is.EqualTo(["E20"]));

    [Test]
    public void A_migration_that_was_not_rehearsed_is_missed() =>
        Assert.That(FailingCodes(Record(Sample with { Rehearsal = Sample.Rehearsal! with { Migrations = [First] } })), Is.EqualTo(["E20"]));

    [Test]
    public void Migrations_that_were_rehearsed_in_another_order_are_found() =>
        Assert.That(FailingCodes(Record(Sample with { Rehearsal = Sample.Rehearsal! with { Migrations = [.. Sample.Rehearsal!.Migrations.Reverse()] } })), Is.EqualTo(["E20"]));

    [Test]
    public void A_statement_that_is_none_of_the_script_is_found() =>
        Assert.That(FailingCodes(first => first with { Statements = [first.Statements[0] with { Span = new Span(5, 3) }] }), Is.EqualTo(["E20"]));

    [Test]
    public void A_statement_that_is_seen_twice_is_found() =>
        Assert.That(FailingCodes(first => first with { Statements = [first.Statements[0], first.Statements[0]] }), Is.EqualTo(["E20"]));

    [Test]
    public void A_proof_of_another_rollback_is_found() =>
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Script = ["DROP TABLE users"] } }), Is.EqualTo(["E21"]));

    [Test]
    public void A_proof_without_the_rows_that_are_kept_first_is_found() =>
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Kept = [] } }), Is.EqualTo(["E21"]));

    [Test]
    public void A_rollback_that_is_exchanged_after_its_proof_is_found()
    {
        var judgement = Sample.Judgement;
        var migrations = judgement.Assessment.Migrations.ToArray();
        migrations[0] = migrations[0] with { Rollback = migrations[0].Rollback with { Reverse = ["SELECT 1"] } };

        Assert.That(FailingCodes(EvidenceBundle.Create(judgement with { Assessment = judgement.Assessment with { Migrations = [.. migrations] } }, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E21"]));
    }

    [Test]
    public void A_proof_of_another_down_script_is_found() =>
        Assert.That(FailingCodes(first => first with { Down = first.Down! with { Script = ["SELECT 1"] } }), Is.EqualTo(["E21"]));

    [Test]
    public void What_nothing_took_back_needs_no_script() =>
        Assert.That(FailingCodes(first => first with { Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = "It was not run." } }), Is.Empty);

    [Test]
    public void A_verdict_that_its_fingerprints_do_not_bear_out_is_found()
    {
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Back = Digest.Of("elsewhere") } }), Is.EqualTo(["E22"]));
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Back = null } }), Is.EqualTo(["E22"]));
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { SchemaEqual = false } }), Is.EqualTo(["E22"]));
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { RowsEqual = false } }), Is.EqualTo(["E22"]));
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Because = "but" } }), Is.EqualTo(["E22"]));
        Assert.That(FailingCodes(first => first with { Rollback = first.Rollback with { Verdict = ProofVerdict.Fails } }), Is.EqualTo(["E22"]));
    }

    [Test]
    public void What_was_refused_did_not_come_back_whole() =>
        Assert.That(FailingCodes(first => first with { Statements = [first.Statements[0] with { Error = new ObservedError("1", "no", null) }] }), Is.EqualTo(["E22"]));

    [Test]
    public void More_cannot_be_lost_than_there_was() =>
        Assert.That(FailingCodes(first => first with { Lost = [first.Lost[0] with { Count = 5 }] }), Is.EqualTo(["E22"]));

    private static IEnumerable<string> FailingCodes(Func<MigrationRehearsal, MigrationRehearsal> change) =>
        FailingCodes(Record(Sample with { Rehearsal = Sample.Rehearsal! with { Migrations = [change(First), .. Sample.Rehearsal!.Migrations.Skip(1)] } }));

    private static EvidenceBundle Record(SampleRun sample) => sample.Bundle;

    private static IEnumerable<string> FailingCodes(EvidenceBundle bundle) =>
        Verify(bundle).Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail).Select(claim => claim.Code);

    private static Verification Verify(EvidenceBundle bundle) => EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), SampleRun.Trust(SampleRun.Runner));
}
