using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed class ConsoleGoldenTests
{
    [Test]
    public void A_run_looks_like_its_golden_file() => Check(ConsoleRun.Render(SampleRuns.Applied, SampleJudgements.Ran), "run.txt");

    [Test]
    public void A_failed_run_looks_like_its_golden_file() => Check(ConsoleRun.Render(SampleRuns.Failed, ReportOptions.Default), "run-failed.txt");

    [Test]
    public void A_guarded_run_looks_like_its_golden_file() => Check(ConsoleRun.Render(SampleRuns.Guarded, SampleJudgements.Ran), "run-guarded.txt");

    [Test]
    public void A_run_that_was_asked_for_by_a_token_looks_like_its_golden_file() => Check(ConsoleRun.Render(SampleRuns.Asked, SampleJudgements.Ran), "run-asked.txt");

    [Test]
    public void Roles_look_like_their_golden_file() => Check(ConsoleRoles.Render(SampleRuns.Roles), "roles.txt");

    [Test]
    public void A_guard_looks_like_its_golden_file() => Check(ConsoleGuard.Render(SampleRuns.GuardLog with { Events = null, Done = "The guard is installed." }), "guard.txt");

    [Test]
    public void A_log_of_the_guard_looks_like_its_golden_file() => Check(ConsoleGuard.Render(SampleRuns.GuardLog), "guard-log.txt");

    [Test]
    public void A_status_looks_like_its_golden_file() => Check(ConsoleStatus.Render(SampleRuns.Status), "status.txt");

    [Test]
    public void A_fleet_looks_like_its_golden_file() => Check(ConsoleFleet.Render(SampleFleets.Stopped), "fleet.txt");

    [Test]
    public void The_status_of_a_fleet_looks_like_its_golden_file() => Check(ConsoleFleet.Render(SampleFleets.Standing), "fleet-status.txt");

    [Test]
    public void Drift_looks_like_its_golden_file() => Check(ConsoleDrift.Render(SampleRuns.Drift), "drift.txt");

    [Test]
    public void A_verification_looks_like_its_golden_file() => Check(ConsoleVerification.Render(SampleRuns.Verification), "verification.txt");

    [Test]
    public void Where_reviews_are_approvals_the_log_asks_for_one_and_not_for_a_file()
    {
        var last = ConsoleReport.Render(SampleJudgements.Pending, SampleJudgements.Reviewed).TakeLast(2).Select(line => line.ToString());

        Assert.That(last, Has.Some.EqualTo("  An approving review of the pull request is an approval.").And.None.Contain("changegate approve"));
    }

    [Test]
    public void A_replay_looks_like_its_golden_file()
    {
        var replay = new ConsoleReplay();
        var lines = new[] { SampleJudgements.Allowed, SampleJudgements.Denied, SampleJudgements.Unreadable }.SelectMany(judgement => replay.Add(judgement)).ToList();

        Check([.. lines, .. replay.Summarize()], "replay.txt");
    }

    private static void Check(IEnumerable<ConsoleLine> lines, string name) => Golden.Check(string.Concat(lines.Select(line => line + "\n")), name);
}
