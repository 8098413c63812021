using System.Text;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Evidence;
using ChangeGate.Migrations;
using ChangeGate.Redaction;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

internal sealed class EvidenceVerifierTests
{
    private static readonly SampleRun Sample = new();

    [Test]
    public void A_true_bundle_passes_every_claim_about_itself()
    {
        var verification = Verify(Sample.Bundle);

        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Pass).Select(claim => claim.Code), Is.EqualTo(Enumerable.Range(1, 16).Concat([27, 28, 30]).Select(number => $"E{number:00}")));
        Assert.That(verification.Claims.Select(claim => claim.Code), Is.Unique.And.Ordered);
        Assert.That(verification.Passes);
    }

    [Test]
    public void What_is_read_back_is_what_was_judged_and_run()
    {
        var judgement = Sample.Judgement;
        var contents = EvidenceContents.Of(EvidenceBundle.Create(judgement, Sample.Run, SampleRun.Context, SampleRun.Runner));

        Assert.That(contents.Set!.Set.Proposed, Is.EqualTo(Sample.Set.Proposed));
        Assert.That(contents.Set.Set.Proposed.Select(migration => migration.Text.Content), Is.EqualTo(Sample.Set.Proposed.Select(migration => migration.Text.Content)));
        Assert.That(contents.Set.Set.Authorship, Is.EqualTo(Sample.Set.Authorship));
        Assert.That(contents.Findings, Is.EqualTo(RecordedFindings.Of(judgement.Assessment)));
        Assert.That(contents.Rollbacks, Is.EqualTo(RecordedRollbacks.Of(judgement.Assessment, new Redactor(SqlDialects.For(Dialect.PostgreSql), RedactionScope.Secrets))));
        Assert.That(contents.Decision, Is.EqualTo(RecordedDecision.Of(judgement)));
        Assert.That(contents.Approvals, Is.EqualTo(RecordedApprovals.Of(judgement.Decision.Approvals)));
        Assert.That(contents.Run!.Report, Is.EqualTo(Sample.Run));
    }

    [Test]
    public void Flipping_a_bit_of_a_byte_fails()
    {
        const int Step = 97;
        var file = Encoding.UTF8.GetBytes(Sample.Bundle.ToJson());

        // A step without a common divisor with base64's four: each run of the test takes other bytes of it, since signatures are random.
        for (var index = 0; index < file.Length; index += Step)
        {
            var flipped = (byte[])file.Clone();
            flipped[index] ^= (byte)(1 << (index % 8));

            var verification = EvidenceVerifier.Verify(flipped, SampleRun.Trust(SampleRun.Runner));

            Assert.That(verification.Passes, Is.False, $"byte {index}");
            Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Has.All.Property(nameof(Claim.Because)).Not.Empty);
        }
    }

    [Test]
    [Explicit("A minute: every byte with every bit")]
    public void Flipping_any_bit_of_any_byte_fails()
    {
        var file = Encoding.UTF8.GetBytes(Sample.Bundle.ToJson());

        Parallel.For(0, file.Length * 8, place =>
        {
            var flipped = (byte[])file.Clone();
            flipped[place / 8] ^= (byte)(1 << (place % 8));

            Assert.That(EvidenceVerifier.Verify(flipped, SampleRun.Trust(SampleRun.Runner)).Passes, Is.False, $"bit {place}");
        });
    }

    [Test]
    public void Cutting_the_file_anywhere_fails()
    {
        var file = Encoding.UTF8.GetBytes(Sample.Bundle.ToJson());

        foreach (var length in Enumerable.Range(0, file.Length / 97).Select(step => step * 97).Append(file.Length - 1))
        {
            Assert.That(EvidenceVerifier.Verify(file.AsMemory(0, length), SampleRun.Trust(SampleRun.Runner)).Passes, Is.False, $"{length} bytes");
        }
    }

    [TestCase(" ")]
    [TestCase("\n")]
    [TestCase("{}")]
    public void Adding_to_the_file_fails(string more) =>
        Assert.That(Fails(Encoding.UTF8.GetBytes(Sample.Bundle.ToJson() + more)), Is.EqualTo(["E01"]));

    [Test]
    public void A_signer_whom_nobody_trusts_proves_nothing()
    {
        using var stranger = SigningKey.Create();

        Assert.That(FailingCodes(Sample.Bundle, SampleRun.Trust(stranger)), Is.EqualTo(["E02"]));
        Assert.That(FailingCodes(Sample.Bundle, SampleRun.Trust()), Is.EqualTo(["E02"]));
    }

    [Test]
    public void A_statement_of_another_signer_among_trusted_ones_fails()
    {
        using var stranger = SigningKey.Create();
        var envelopes = Sample.Bundle.Envelopes.ToArray();
        envelopes[2] = Envelope.Sign(envelopes[2].PayloadType, [.. envelopes[2].Payload], stranger);

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Is.EqualTo(["E02"]));
    }

    [Test]
    public void A_second_signature_that_nobody_can_check_fails()
    {
        var envelopes = Sample.Bundle.Envelopes.ToArray();
        envelopes[0] = envelopes[0] with { Signatures = [.. envelopes[0].Signatures, new EnvelopeSignature("stranger", [1, 2, 3])] };

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Is.EqualTo(["E02"]));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    public void A_stage_that_is_taken_out_is_missed(int index)
    {
        var envelopes = Sample.Bundle.Envelopes.ToList();
        envelopes.RemoveAt(index);

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Does.Contain("E04"));
    }

    [Test]
    public void Stages_that_are_swapped_or_doubled_are_noticed()
    {
        var envelopes = Sample.Bundle.Envelopes.ToArray();

        Assert.That(FailingCodes(new EvidenceBundle([envelopes[0], envelopes[2], envelopes[1], .. envelopes[3..]])), Is.EqualTo(["E04"]));
        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes, envelopes[5]])), Is.EqualTo(["E04"]));
    }

    [Test]
    public void A_stage_of_another_bundle_does_not_fit()
    {
        var other = EvidenceBundle.Create(Sample.Judgement, Sample.Run with { Id = "run-8" }, SampleRun.Context with { Id = "run-8" }, SampleRun.Runner);
        var envelopes = Sample.Bundle.Envelopes.ToArray();
        envelopes[5] = other.Envelopes[5];

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Is.EqualTo(["E04", "E05"]));
    }

    [Test]
    public void A_run_of_another_set_does_not_fit() =>
        Assert.That(FailingCodes(Record(Sample.Run with { SetDigest = Digest.Of("other") })), Is.EqualTo(["E05"]));

    [Test]
    public void A_run_on_another_environment_does_not_fit() =>
        Assert.That(FailingCodes(Record(Sample.Run with { Environment = "staging" })), Is.EqualTo(["E05"]));

    [Test]
    public void A_statement_that_was_not_approved_is_found()
    {
        var statements = Sample.Run.Statements.ToArray();
        statements[1] = SampleRun.Ran("0002_drop_email.sql", 1, "DROP TABLE users", 1);

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.EqualTo(["E14"]));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void A_statement_that_did_not_run_is_missed(int index)
    {
        var statements = Sample.Run.Statements.ToList();
        statements.RemoveAt(index);

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.EqualTo(["E14"]));
    }

    [Test]
    public void A_statement_that_ran_twice_is_found()
    {
        var statements = Sample.Run.Statements;

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements, statements[4]] })), Is.EqualTo(["E14"]));
    }

    [Test]
    public void Migrations_that_ran_in_another_order_are_found()
    {
        var statements = Sample.Run.Statements;
        EquatableList<StatementRun> turned = [.. statements.Skip(3).Concat(statements.Take(3)).Select((statement, index) => statement with { StartedAt = SampleRun.Noon.AddSeconds(index) })];

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = turned })), Is.EqualTo(["E14"]));
    }

    [Test]
    public void A_journal_row_without_its_statements_is_found() =>
        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. Sample.Run.Statements.Take(3)] })), Is.EqualTo(["E14"]));

    [Test]
    public void A_transaction_that_was_rolled_back_and_tried_again_is_true_to_the_approval()
    {
        var statements = Sample.Run.Statements;
        var lost = statements.Take(3).Select(statement => statement with { Outcome = RunOutcome.Failed, Error = "rolled back with its transaction" });

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = InOrder([.. lost, .. statements]) })), Is.Empty);
    }

    [Test]
    public void A_statement_that_was_lost_and_not_tried_again_is_missed()
    {
        var statements = Sample.Run.Statements.ToArray();
        statements[1] = statements[1] with { Outcome = RunOutcome.Failed, Error = "busy" };

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.EqualTo(["E14"]));
    }

    [Test]
    public void What_an_earlier_run_did_belongs_to_the_migration()
    {
        var statements = Sample.Run.Statements.ToArray();
        statements[0] = statements[0] with { EarlierRun = "run-6", StartedAt = SampleRun.Noon.AddDays(-1) };

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.Empty);
    }

    [Test]
    public void A_run_that_failed_and_does_not_say_why_is_noticed() =>
        Assert.That(FailingCodes(Record(Sample.Run with { Outcome = RunOutcome.NeedsAttention })), Is.EqualTo(["E16"]));

    [Test]
    public void A_run_that_failed_and_says_so_is_good_evidence()
    {
        var statements = Sample.Run.Statements;
        var run = Sample.Run with
        {
            Outcome = RunOutcome.Failed,
            Because = "The disk is full.",
            Statements = [.. statements.Take(3), statements[3] with { Outcome = RunOutcome.Failed, Error = "disk full" }],
            Migrations = [.. Sample.Run.Migrations.Take(1)],
            SchemaAfter = default,
        };

        Assert.That(FailingCodes(Record(run)), Is.Empty);
    }

    [Test]
    public void A_failed_statement_is_not_a_success()
    {
        var statements = Sample.Run.Statements.ToArray();
        statements[4] = statements[4] with { Outcome = RunOutcome.Failed };

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.EqualTo(["E14", "E16"]));
    }

    [Test]
    public void Times_that_run_backward_are_found()
    {
        var statements = Sample.Run.Statements.ToArray();
        statements[1] = statements[1] with { StartedAt = SampleRun.Noon.AddSeconds(8) };

        Assert.That(FailingCodes(Record(Sample.Run with { Statements = [.. statements] })), Is.EqualTo(["E15"]));
        Assert.That(FailingCodes(Record(Sample.Run with { EndedAt = SampleRun.Noon.AddSeconds(60) })), Is.EqualTo(["E15"]));
    }

    [Test]
    public void An_approval_that_had_expired_when_the_run_began_is_found() =>
        Assert.That(FailingCodes(Sample with { ExpiresAt = SampleRun.Noon.AddSeconds(1) }, run => run with { StartedAt = SampleRun.Noon.AddSeconds(2), Statements = Later(run.Statements) }), Is.EqualTo(["E11", "E12"]));

    [Test]
    public void An_author_among_the_approvers_is_found()
    {
        var decided = Sample.Judgement;
        var set = Sample.Set with { Authorship = Sample.Set.Authorship with { Emails = ["ada@example.org"] } };
        var judgement = decided with { Assessment = decided.Assessment with { Set = set } };

        Assert.That(FailingCodes(EvidenceBundle.Create(judgement, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E10", "E12"]));
    }

    [Test]
    public void An_approval_of_something_else_that_was_counted_is_found()
    {
        var decided = Sample.Judgement;
        var other = Sample with { Set = Sample.Set with { Engine = 4 } };
        var check = decided.Decision.Approvals[0] with { Envelope = other.Approval.Text };
        var judgement = decided with { Decision = decided.Decision with { Approvals = [check] } };

        Assert.That(FailingCodes(EvidenceBundle.Create(judgement, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E09", "E12"]));
    }

    [Test]
    public void A_verdict_that_the_policy_does_not_give_is_found()
    {
        var decided = Sample.Judgement;
        var judgement = decided with { Decision = decided.Decision with { Approvals = [] } };

        Assert.That(FailingCodes(EvidenceBundle.Create(judgement, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E12"]));
    }

    [Test]
    public void A_run_after_a_refusal_is_found()
    {
        var decided = Sample.Judgement;
        var refused = decided with { Decision = Gate.Decide(decided.Assessment, decided.Policy, []) };

        Assert.That(FailingCodes(EvidenceBundle.Create(refused, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E13"]));
    }

    [Test]
    public void A_decision_without_a_run_is_evidence_of_its_own()
    {
        var decided = Sample.Judgement;
        var refused = decided with { Decision = Gate.Decide(decided.Assessment, decided.Policy, []) };
        var verification = Verify(EvidenceBundle.Create(refused, run: null, SampleRun.Context, SampleRun.Runner));

        Assert.That(verification.Passes);
        Assert.That(verification.Claims.Single(claim => claim.Code == "E13").Because, Does.Contain("pending"));
    }

    [Test]
    public void Scripts_that_are_not_those_of_the_digest_are_found()
    {
        var decided = Sample.Judgement;
        var assessment = decided.Assessment;
        var swapped = assessment.Set with { Proposed = [assessment.Set.Proposed[0] with { Digest = Digest.Of("x") }, assessment.Set.Proposed[1]] };
        var bundle = EvidenceBundle.Create(decided with { Assessment = assessment with { Set = swapped } }, Sample.Run, SampleRun.Context, SampleRun.Runner);

        Assert.That(FailingCodes(bundle), Does.Contain("E06").And.Contain("E07").And.Contain("E14"));
    }

    [Test]
    public void A_finding_without_a_place_and_a_risk_that_does_not_add_up_are_found()
    {
        var decided = Sample.Judgement;
        var assessment = decided.Assessment;
        var elsewhere = assessment with { Findings = [assessment.Findings[0] with { Path = "9999.sql" }] };
        var higher = assessment with { Risk = assessment.Risk with { Score = 61 } };

        Assert.That(FailingCodes(EvidenceBundle.Create(decided with { Assessment = higher }, Sample.Run, SampleRun.Context, SampleRun.Runner)), Is.EqualTo(["E08"]));
        Assert.That(FailingCodes(EvidenceBundle.Create(decided with { Assessment = elsewhere }, Sample.Run, SampleRun.Context, SampleRun.Runner)), Does.Contain("E08"));
    }

    [Test]
    public void The_files_of_the_repository_can_be_laid_beside_it()
    {
        ScriptFile[] files =
        [
            new("0001_users.sql", "whatever"u8.ToArray()),
            .. Sample.Set.Proposed.Select(migration => new ScriptFile(migration.Path, Encoding.UTF8.GetBytes(migration.Text.Content))),
            new("0002_drop_email.down.sql", "ALTER TABLE users ADD COLUMN email text;"u8.ToArray()),
        ];
        var options = SampleRun.Trust(SampleRun.Runner);

        Assert.That(Verify(Sample.Bundle, options with { Migrations = files }).Claims.Single(claim => claim.Code == "E18").Verdict, Is.EqualTo(ClaimVerdict.Pass));
        Assert.That(FailingCodes(Sample.Bundle, options with { Migrations = files[..2] }), Is.EqualTo(["E18"]));
        Assert.That(FailingCodes(Sample.Bundle, options with { Migrations = [.. files[..1], new ScriptFile("0002_drop_email.sql", "-- x"u8.ToArray()), .. files[2..]] }), Is.EqualTo(["E18"]));
    }

    [Test]
    public void Bundles_are_linked_to_those_before()
    {
        var first = Sample.Bundle;
        var second = Next(first.Digest, "run-8");
        var options = SampleRun.Trust(SampleRun.Runner) with { Earlier = [Encoding.UTF8.GetBytes(first.ToJson())] };

        Assert.That(Verify(second, options).Claims.Single(claim => claim.Code == "E17").Verdict, Is.EqualTo(ClaimVerdict.Pass));
        Assert.That(FailingCodes(Next(Digest.Of("other"), "run-8"), options), Is.EqualTo(["E17"]));
        Assert.That(FailingCodes(Next(null, "run-8"), options), Is.EqualTo(["E17"]));
        Assert.That(FailingCodes(second, options with { Earlier = ["{}"u8.ToArray()] }), Is.EqualTo(["E17"]));
    }

    [Test]
    public void A_rollback_runs_the_reverse_that_was_recorded_with_its_run()
    {
        var applied = Sample.Bundle;
        var options = SampleRun.Trust(SampleRun.Runner) with { Earlier = [Encoding.UTF8.GetBytes(applied.ToJson())] };
        var run = Rollback(
            ("0003_ä.sql", "DROP TABLE \"a b\""),
            ("0002_drop_email.sql", "ALTER TABLE users ADD COLUMN email text"),
            ("0002_drop_email.sql", "UPDATE users SET email = (SELECT email FROM kept)"));
        var cut = run with { Statements = [.. run.Statements.Take(2)] };
        var other = Rollback(("0003_ä.sql", "DROP TABLE users"));

        Assert.That(Verify(RecordRollback(run, applied.Digest), options).Claims.Where(claim => claim.Verdict == ClaimVerdict.Pass).Select(claim => claim.Code), Does.Contain("E14").And.Contain("E17"));
        Assert.That(FailingCodes(RecordRollback(run, applied.Digest), options), Is.Empty);
        Assert.That(FailingCodes(RecordRollback(run, applied.Digest)), Is.EqualTo(["E14"]), "a rollback of what nobody shows");
        Assert.That(FailingCodes(RecordRollback(cut, applied.Digest), options), Is.EqualTo(["E14"]));
        Assert.That(FailingCodes(RecordRollback(other, applied.Digest), options), Is.EqualTo(["E14"]));
    }

    [Test]
    public void A_rollback_of_a_run_that_nobody_allowed_is_found()
    {
        var decided = Sample.Judgement;
        var refused = EvidenceBundle.Create(decided with { Decision = Gate.Decide(decided.Assessment, decided.Policy, []) }, Sample.Run, SampleRun.Context, SampleRun.Runner);
        var options = SampleRun.Trust(SampleRun.Runner) with { Earlier = [Encoding.UTF8.GetBytes(refused.ToJson())] };
        var bundle = RecordRollback(Rollback(("0003_ä.sql", "DROP TABLE \"a b\"")) with { Outcome = RunOutcome.Failed, Because = "Cancelled." }, refused.Digest);

        Assert.That(FailingCodes(bundle, options), Is.EqualTo(["E14"]));
        Assert.That(Verify(bundle, options).Claims.Single(claim => claim.Code == "E14").Because, Does.Contain("fails E13"));
    }

    [Test]
    public void A_stage_that_was_tampered_with_fails_what_rests_on_it_and_no_more()
    {
        var envelopes = Sample.Bundle.Envelopes.ToArray();
        envelopes[2] = envelopes[2] with { Payload = [.. envelopes[2].Payload.Select((value, index) => index == 100 ? (byte)(value ^ 0x80) : value)] };

        Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Is.EqualTo(["E02", "E03", "E04", "E12", "E14"]));
    }

    private static RunReport Rollback(params (string Path, string Sql)[] statements) => Sample.Run with
    {
        Id = "run-9",
        Kind = RunKind.Rollback,
        RollsBack = "run-7",
        StartedAt = SampleRun.Noon.AddSeconds(20),
        EndedAt = SampleRun.Noon.AddSeconds(30),
        SchemaBefore = Sample.Run.SchemaAfter,
        SchemaAfter = Sample.Run.SchemaBefore,
        Guard = Sample.Run.Guard! with { Events = [] },
        Statements = [.. statements.Select((statement, index) => SampleRun.Ran(statement.Path, index + 1, statement.Sql, 20 + index))],
        Migrations = [],
        Archives = [],
    };

    private static EvidenceBundle RecordRollback(RunReport run, Digest previous) =>
        EvidenceBundle.CreateForRollback(run, [], SampleRun.Context with { Id = run.Id, RecordedAt = SampleRun.Noon.AddSeconds(31), Previous = previous }, SampleRun.Runner);

    [Test]
    public void A_schema_that_changed_between_two_runs_is_noticed()
    {
        var first = Sample.Bundle;
        var options = SampleRun.Trust(SampleRun.Runner) with { Earlier = [Encoding.UTF8.GetBytes(first.ToJson())] };

        Assert.That(FailingCodes(Next(first.Digest, "run-8"), options), Is.Empty);
        Assert.That(FailingCodes(Next(first.Digest, "run-8", Digest.Of("somebody was here")), options), Is.EqualTo(["E19"]));
    }

    private static EvidenceBundle Next(Digest? previous, string id, Digest? found = null)
    {
        var run = Sample.Run;
        run = run with { Id = id, SchemaBefore = found ?? run.SchemaAfter, StartedAt = SampleRun.Noon.AddSeconds(20), EndedAt = SampleRun.Noon.AddSeconds(40), Guard = run.Guard! with { Events = [] }, Statements = [.. run.Statements.Select(statement => statement with { StartedAt = statement.StartedAt.AddSeconds(20) })] };

        return EvidenceBundle.Create(Sample.Judgement, run, SampleRun.Context with { Id = id, RecordedAt = SampleRun.Noon.AddSeconds(41), Previous = previous }, SampleRun.Runner);
    }

    private static EvidenceBundle Record(RunReport run) => EvidenceBundle.Create(Sample.Judgement, run, SampleRun.Context, SampleRun.Runner);

    private static EquatableList<StatementRun> InOrder(EquatableList<StatementRun> statements) =>
        [.. statements.Select((statement, index) => statement with { StartedAt = SampleRun.Noon.AddSeconds(index) })];

    private static EquatableList<StatementRun> Later(EquatableList<StatementRun> statements) =>
        [.. statements.Select(statement => statement with { StartedAt = statement.StartedAt.AddSeconds(2) })];

    private static IEnumerable<string> FailingCodes(SampleRun sample, Func<RunReport, RunReport> run) =>
        FailingCodes(EvidenceBundle.Create(sample.Judgement, run(sample.Run), SampleRun.Context, SampleRun.Runner));

    private static IEnumerable<string> FailingCodes(EvidenceBundle bundle, VerificationOptions? options = null) => Failing(Verify(bundle, options));

    private static IEnumerable<string> Fails(byte[] file) => Failing(EvidenceVerifier.Verify(file, SampleRun.Trust(SampleRun.Runner)));

    private static IEnumerable<string> Failing(Verification verification)
    {
        var codes = verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail).Select(claim => claim.Code).ToList();
        Assert.That(verification.Passes, Is.EqualTo(codes.Count == 0));

        return codes;
    }

    private static Verification Verify(EvidenceBundle bundle, VerificationOptions? options = null) =>
        EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), options ?? SampleRun.Trust(SampleRun.Runner));
}
