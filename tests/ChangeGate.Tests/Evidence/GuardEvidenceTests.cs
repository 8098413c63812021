using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

internal sealed class GuardEvidenceTests
{
    private static readonly EvidenceBundle Run = new SampleRun().Bundle;

    [Test]
    public void A_look_at_the_guard_is_a_bundle_that_verifies()
    {
        var verification = Verify(SampleWatch.Bundle("look-1", 30, Run.Digest), Run);

        Assert.That(verification.Passes);
        Assert.That(Verdict(verification, "E30", "E31", "E32", "E33", "E14", "E17"), Is.EqualTo(new[] { ClaimVerdict.Pass, ClaimVerdict.Pass, ClaimVerdict.Pass, ClaimVerdict.Pass, ClaimVerdict.NotApplicable, ClaimVerdict.Pass }));
    }

    /// <summary>What a trusted signer could say otherwise, and the claim that fails.</summary>
    private static IEnumerable<TestCaseData> Lies()
    {
        var report = SampleWatch.Report;
        yield return Case("E30", "told out of order", report with { Events = [SampleWatch.Event(21), SampleWatch.Event(18)] });
        yield return Case("E30", "told twice", report with { Events = [SampleWatch.Event(18), SampleWatch.Event(18)] });
        yield return Case("E30", "it was governed", report with { Events = [SampleWatch.Event(18, GuardPassage.Governed)] });
        yield return Case("E30", "it was of a run", report with { Events = [SampleWatch.Event(18) with { RunId = "run-7" }] });
        yield return Case("E30", "by a guard that is not there", report with { Mode = GuardMode.None });
        yield return Case("E31", "an earlier bundle told it", report with { Events = [new SampleRun().Run.Guard!.Events[0]] });
        yield return Case("E33", "nothing drifted, and something differs", report with { Drift = report.Drift with { Found = report.Drift.Expected } });
        yield return Case("E33", "more is named than differs", report with { Drift = report.Drift with { ObjectCount = 0 } });

        static TestCaseData Case(string code, string name, WatchReport report) => new TestCaseData(code, report).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Lies))]
    public void What_does_not_hold_has_its_own_code(string code, WatchReport report) =>
        Assert.That(Failing(Verify(SampleWatch.Bundle("look-1", 30, Run.Digest, report), Run)), Is.EqualTo([code]));

    [Test]
    public void Of_the_guard_of_a_run_the_same_is_claimed()
    {
        var run = new SampleRun().Run;
        var twice = run with { Guard = run.Guard! with { Events = [run.Guard.Events[0], run.Guard.Events[0]] } };

        Assert.That(Failing(Verify(BundleOf(twice, null))), Is.EqualTo(["E30"]));
    }

    [Test]
    public void A_run_tells_what_came_past_since_the_run_before_and_not_what_that_one_told()
    {
        var look = SampleWatch.Bundle("look-1", -10, null);
        var after = new SampleRun().Run;
        var telling = BundleOf(after with { Guard = after.Guard! with { Events = SampleWatch.Report.Events } }, look.Digest);

        Assert.That(Failing(Verify(telling, look)), Is.Empty, "a look does not tell it to the next run's readers");

        var before = BundleOf(after with { Id = "run-6", StartedAt = SampleRun.Noon.AddHours(-1), EndedAt = SampleRun.Noon.AddMinutes(-59), Statements = [], Migrations = [], Archives = [] }, null, "run-6", -58);
        Assert.That(Failing(Verify(BundleOf(after, before.Digest), before)), Does.Contain("E31"));
    }

    [Test]
    public void A_guard_that_was_taken_out_is_missed_unless_that_was_recorded()
    {
        var look = SampleWatch.Bundle("look-1", -10, null);
        var unguarded = new SampleRun().Run with { Guard = null };
        Assert.That(Failing(Verify(BundleOf(unguarded, look.Digest), look)), Is.EqualTo(["E32"]));

        var gone = SampleWatch.Bundle("look-2", -5, look.Digest, SampleWatch.Report with { Mode = GuardMode.None, Fingerprint = default, Findings = [], Events = [] });
        Assert.That(Failing(Verify(BundleOf(unguarded, gone.Digest), gone, look)), Is.Empty);
    }

    [Test]
    public void A_schema_is_held_against_the_run_before_also_across_a_look()
    {
        var before = BundleOf(new SampleRun().Run with { Id = "run-6", StartedAt = SampleRun.Noon.AddHours(-1), EndedAt = SampleRun.Noon.AddMinutes(-59), SchemaAfter = Digest.Of("something else"), Guard = null }, null, "run-6", -58);
        var look = SampleWatch.Bundle("look-1", -10, before.Digest);

        Assert.That(Failing(Verify(BundleOf(new SampleRun().Run, look.Digest), look, before)), Does.Contain("E19"));
    }

    [Test]
    public void Each_event_is_recorded_once_and_a_change_of_guard_or_schema_too()
    {
        var memory = new GuardMemory();
        memory.Remember(EvidenceContents.Of(Run));
        var now = SampleWatch.Report with { Events = [.. new SampleRun().Run.Guard!.Events, SampleWatch.Event(18), SampleWatch.Event(19, GuardPassage.Governed), SampleWatch.Event(21)] };

        var news = memory.News(now);
        Assert.That(news.Single().Events.Select(one => one.Position), Is.EqualTo(new[] { 18L, 21L }), "17 is in the run, and 19 belongs to one");

        memory.Remember(EvidenceContents.Of(SampleWatch.Bundle("look-1", 30, Run.Digest, news[0])));
        Assert.That(memory.News(now), Is.Empty);
        Assert.That(memory.News(now with { Mode = GuardMode.Audit }), Has.Count.EqualTo(1));
        Assert.That(memory.News(now with { Drift = now.Drift with { Found = now.Drift.Expected } }), Has.Count.EqualTo(1), "the drift is over");
    }

    [Test]
    public void More_events_than_one_statement_takes_are_several()
    {
        var news = new GuardMemory().News(SampleWatch.Report with { Events = [.. Enumerable.Range(1, WatchReport.MostEvents + 1).Select(position => SampleWatch.Event(position))] });

        Assert.That(news.Select(report => report.Events.Count), Is.EqualTo(new[] { WatchReport.MostEvents, 1 }));
    }

    [Test]
    public void An_environment_without_guard_and_drift_has_nothing_to_tell() =>
        Assert.That(new GuardMemory().News(SampleWatch.Report with { Mode = GuardMode.None, Fingerprint = default, Findings = [], Events = [], Drift = new DriftSeen(Digest.Of("a"), Digest.Of("a")) }), Is.Empty);

    private static EvidenceBundle BundleOf(RunReport run, Digest? previous, string id = "run-7", int minute = 1) =>
        EvidenceBundle.Create(new SampleRun().Judgement, run, SampleRun.Context with { Id = id, Previous = previous, RecordedAt = SampleRun.Noon.AddMinutes(minute) }, SampleRun.Runner);

    private static Verification Verify(EvidenceBundle bundle, params EvidenceBundle[] earlier) => EvidenceVerifier.Verify(
        Encoding.UTF8.GetBytes(bundle.ToJson()),
        SampleRun.Trust(SampleRun.Runner) with { Earlier = [.. earlier.Select(static one => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(one.ToJson()))] });

    private static IEnumerable<string> Failing(Verification verification) => verification.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => claim.Code);

    private static IEnumerable<ClaimVerdict> Verdict(Verification verification, params string[] codes) => codes.Select(code => verification.Claims.Single(claim => claim.Code == code).Verdict);
}
