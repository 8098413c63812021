using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Whether what ran is what was approved, when it should, and how it ended.</summary>
internal static class RunClaims
{
    private const string Same = "What ran is what was approved, statement by statement, in order";

    private const string Forward = "Times run forward";

    private const string Ended = "The run says how it ended, and its statements agree";

    public static IEnumerable<Claim> Check(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        var run = dossier.Contents.Run?.Report;

        if (run is null)
        {
            var claimsNone = dossier.Kind is BundleKind.Decision or BundleKind.Guard;
            yield return claimsNone ? Claims.Skip("E14", Same, "Nothing ran.") : Claims.Missing("E14", Same, EvidenceStage.Run);
            yield return claimsNone ? Claims.Skip("E15", Forward, "Nothing ran.") : Claims.Missing("E15", Forward, EvidenceStage.Run);
            yield return claimsNone ? Claims.Skip("E16", Ended, "Nothing ran.") : Claims.Missing("E16", Ended, EvidenceStage.Run);
            yield break;
        }

        yield return dossier.Kind == BundleKind.Rollback ? CheckReverse(run, earlier) : CheckApply(run, dossier.Contents);
        yield return Claims.Judge("E15", Forward, TimeProblems(run, dossier.Contents), $"From {Timestamp.Write(run.StartedAt)} to {Timestamp.Write(run.EndedAt)}.");
        yield return Claims.Judge("E16", Ended, OutcomeProblems(run), $"The run {Words(run.Outcome)} on {run.Server}, asked for by `{run.Actor}`.");
    }

    private static Claim CheckApply(RunReport run, EvidenceContents contents)
    {
        if (run.Kind != RunKind.Apply || run.RollsBack is not null)
        {
            return Claims.Judge("E14", Same, ["The bundle is of a set that ran, and its run took another back."], "");
        }

        if (contents.Set is not { } set)
        {
            return Claims.Missing("E14", Same, EvidenceStage.Set);
        }

        return contents.Rollbacks is { } rollbacks
            ? Claims.Judge("E14", Same, new ExecutionCheck(set, rollbacks, run).Problems(), Describe(run))
            : Claims.Missing("E14", Same, EvidenceStage.Rollback);
    }

    private static Claim CheckReverse(RunReport run, IReadOnlyList<EarlierBundle?> earlier)
    {
        if (run.Kind != RunKind.Rollback || run.RollsBack is null)
        {
            return Claims.Judge("E14", Same, ["The bundle is of a rollback, and its run is none."], "");
        }

        var applied = earlier.OfType<EarlierBundle>().FirstOrDefault(bundle => bundle.Dossier.Contents.Run?.Report is { Kind: RunKind.Apply } report && report.Id == run.RollsBack);

        // Else anything could run under the name of a rollback, and nobody would have consented to it.
        if (applied?.Dossier.Contents is not { Rollbacks: { } rollbacks, Run.Report: var report })
        {
            return Claims.Judge("E14", Same, [$"The bundle of run `{run.RollsBack}`, which names the reverse that was approved with it, was not given beside this one."], "");
        }

        return Claims.Judge("E14", Same, ProblemsOfApplied(applied).Concat(ReverseCheck.Problems(rollbacks, report, run)), $"{run.Statements.Count} statements, as recorded with run `{run.RollsBack}`.");
    }

    private static IEnumerable<string> ProblemsOfApplied(EarlierBundle applied) =>
        SetClaims.Check(applied.Dossier).Concat(ConsentClaims.Check(applied.Dossier, [])).Concat(Check(applied.Dossier, []))
            .Where(claim => claim.Verdict == ClaimVerdict.Fail)
            .Select(claim => $"The bundle of the run that it takes back fails {claim.Code}: {claim.Because}");

    private static IEnumerable<string> TimeProblems(RunReport run, EvidenceContents contents)
    {
        if (run.EndedAt < run.StartedAt)
        {
            yield return "The run ended before it began.";
        }

        if (contents.Header!.RecordedAt < run.EndedAt)
        {
            yield return "It was recorded before the run ended.";
        }

        var last = run.StartedAt;

        foreach (var statement in run.Statements)
        {
            var isOfEarlierRun = statement.EarlierRun is not null;

            if (isOfEarlierRun ? statement.StartedAt >= run.StartedAt : statement.StartedAt < last || statement.StartedAt > run.EndedAt)
            {
                yield return $"Statement {statement.Number} of `{statement.Path}` has a time outside its place.";
            }

            if (statement.Took < TimeSpan.Zero)
            {
                yield return $"Statement {statement.Number} of `{statement.Path}` took less than no time.";
            }

            last = isOfEarlierRun ? last : statement.StartedAt;
        }
    }

    private static IEnumerable<string> OutcomeProblems(RunReport run)
    {
        foreach (var statement in run.Statements.Where(statement => statement.Outcome == RunOutcome.Succeeded && statement.Error is not null))
        {
            yield return $"Statement {statement.Number} of `{statement.Path}` is said to have succeeded, and with an error.";
        }

        if (run.Outcome == RunOutcome.Succeeded != run.Because is null)
        {
            yield return run.Because is null ? "The run did not succeed, and does not say why." : "The run is said to have succeeded, and gives a reason why not.";
        }

        if (run.Outcome != RunOutcome.Succeeded)
        {
            yield break;
        }

        foreach (var migration in run.Statements.GroupBy(statement => statement.Path))
        {
            if (migration.Last().Outcome != RunOutcome.Succeeded)
            {
                yield return $"The run is said to have succeeded, and the last statement of `{migration.Key}` did not.";
            }

            if (run.Kind == RunKind.Apply && !run.Migrations.Any(ran => ran.Path == migration.Key))
            {
                yield return $"The run is said to have succeeded, and the journal did not take `{migration.Key}`.";
            }
        }
    }

    private static string Describe(RunReport run)
    {
        var earlier = run.Statements.Count(statement => statement.EarlierRun is not null);

        return $"{run.Statements.Count} statements of {run.Migrations.Count} migrations."
            + (earlier == 0 ? "" : $" {earlier} of them stood from an earlier run.")
            + (run.Cleaning.Count == 0 ? "" : $" Before, {run.Cleaning.Count} statements of ChangeGate's own cleared away what an earlier run had left half done.");
    }

    private static string Words(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Failed => "failed and says so",
        _ => "needs attention and says so",
    };
}
