using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Whether what was rehearsed is what was judged, and whether its verdicts follow from what was seen.</summary>
internal static class RehearsalClaims
{
    private const string Same = "What was rehearsed is the set, statement by statement";

    private const string Scripts = "The rollbacks that were proved are those that are recorded";

    private const string Follows = "Each proof follows from what was compared";

    public static IEnumerable<Claim> Check(Dossier dossier)
    {
        if (dossier.Contents.Rehearsal is not { } rehearsal)
        {
            var because = dossier.Kind == BundleKind.Rollback ? "The run takes another back; what was rehearsed stands in that one's bundle." : "The set was not rehearsed, or nobody recorded it.";

            // What a rehearsal refuted may have asked for less consent.
            yield return dossier.Contents.Findings?.Findings.Any(static finding => finding.Observed is not null) == true
                ? Claims.Judge("E20", Same, ["Findings are marked by a rehearsal, and none is recorded."], "")
                : Claims.Skip("E20", Same, because);
            yield return Claims.Skip("E21", Scripts, because);
            yield return Claims.Skip("E22", Follows, because);
            yield break;
        }

        yield return dossier.Contents.Set is { } set
            ? Claims.Judge("E20", Same, SetProblems(set, rehearsal), $"{rehearsal.Migrations.Count} migrations, {rehearsal.Migrations.Sum(static migration => migration.Statements.Count)} statements, on {rehearsal.Server}.")
            : Claims.Missing("E20", Same, EvidenceStage.Set);
        yield return dossier.Contents is { Set: { } scripts, Rollbacks: { } rollbacks }
            ? Claims.Judge("E21", Scripts, rehearsal.Migrations.SelectMany(migration => ScriptProblems(migration, scripts, rollbacks)), $"{rehearsal.Migrations.Sum(static migration => migration.Rollback.Script.Count)} statements.")
            : Claims.Missing("E21", Scripts, dossier.Contents.Set is null ? EvidenceStage.Set : EvidenceStage.Rollback);
        yield return Claims.Judge("E22", Follows, rehearsal.Migrations.SelectMany(ProofProblems), Describe(rehearsal));
    }

    private static IEnumerable<string> SetProblems(RecordedSet set, RecordedRehearsal rehearsal)
    {
        var expected = set.Set.Proposed.Where(static migration => migration.IsToRun).Select(static migration => (migration.Path, migration.Digest)).ToList();

        if (!expected.SequenceEqual(rehearsal.Migrations.Select(static migration => (migration.Path, migration.Digest))))
        {
            yield return "What was rehearsed is not every migration of the set that is to run, by its bytes and in its order.";
            yield break;
        }

        foreach (var migration in rehearsal.Migrations)
        {
            var statements = set.Scripts.FirstOrDefault(script => script.Path == migration.Path)?.Statements ?? [];
            var last = 0;

            foreach (var statement in migration.Statements)
            {
                if (statement.Number <= last || statement.Number > statements.Count || statements[statement.Number - 1].Digest != statement.Digest)
                {
                    yield return $"Statement {statement.Number} of `{migration.Path}` as it was rehearsed is not the one that stands in that place.";
                    break;
                }

                last = statement.Number;
            }
        }
    }

    private static IEnumerable<string> ScriptProblems(RehearsedMigration migration, RecordedSet set, RecordedRollbacks rollbacks)
    {
        var recorded = rollbacks.Rollbacks.FirstOrDefault(rollback => rollback.Path == migration.Path);
        EquatableList<Digest> reverse = recorded is null ? [] : [.. recorded.Rollback.Reverse.Select(recorded.DigestOf)];
        EquatableList<Digest> kept = recorded is null ? [] : [.. recorded.Rollback.Preserve.Concat(recorded.Rollback.Settle).Select(recorded.DigestOf)];

        if (IsOther(migration.Rollback, reverse, kept))
        {
            yield return $"What took `{migration.Path}` back in the rehearsal is not the rollback that is recorded for it.";
        }

        if (migration.Down is not { } down)
        {
            yield break;
        }

        if (set.Set.Proposed.FirstOrDefault(proposed => proposed.Path == migration.Path)?.Down is not { } script
            || (set.RemovedFrom(script.Path).Count == 0 && IsOther(down, [Digest.Of(script.Text.Content)], [])))
        {
            yield return $"The down script that was rehearsed is not the one of `{migration.Path}`.";
        }
    }

    // Nothing takes back what did not run; whatever ran must be what is recorded.
    private static bool IsOther(RecordedProof proof, EquatableList<Digest> reverse, EquatableList<Digest> kept) =>
        (proof.Verdict != ProofVerdict.Impossible || proof.Script.Count > 0 || proof.Kept.Count > 0) && (proof.Script != reverse || proof.Kept != kept);

    private static IEnumerable<string> ProofProblems(RehearsedMigration migration)
    {
        var refused = migration.Statements.Any(static statement => statement.Error is not null);

        if (migration.Statements.SkipLast(1).Any(static statement => statement.Error is not null))
        {
            yield return $"A statement of `{migration.Path}` was refused, and yet others ran behind it.";
        }

        if (refused && migration.Rollback.Verdict == ProofVerdict.ProvedWithData)
        {
            yield return $"`{migration.Path}` did not run to its end, and yet its rollback is said to bring all back.";
        }

        if (migration.Lost.Any(static lost => lost.Count < 1 || lost.Count > lost.Of))
        {
            yield return $"`{migration.Path}` is said to lose more than there was, or nothing.";
        }

        foreach (var (proof, name) in new[] { (migration.Rollback, "rollback"), (migration.Down, "down script") })
        {
            if (proof is not null && ProblemWith(proof) is { } problem)
            {
                yield return $"The {name} of `{migration.Path}` {problem}";
            }
        }
    }

    private static string? ProblemWith(RecordedProof proof)
    {
        var isProved = proof.Verdict is ProofVerdict.ProvedWithData or ProofVerdict.ProvedSchema;

        return proof switch
        {
            { SchemaEqual: true } when proof.Back is null || proof.Before != proof.Back => "is said to bring the schema back, and its fingerprints differ.",
            { SchemaEqual: false } when proof.Back is not null && proof.Before == proof.Back => "is said not to bring the schema back, and its fingerprints are equal.",
            { RowsEqual: true, SchemaEqual: false } => "is said to bring rows back into another schema.",
            { SchemaEqual: false } when isProved => "is said to be proved, and the schema did not come back.",
            { Verdict: ProofVerdict.ProvedWithData, RowsEqual: false } => "is said to be proved with rows, and they did not come back.",
            { Verdict: ProofVerdict.ProvedWithData, Because: not null } => "is said to be proved, with a reason why not.",
            { Verdict: not ProofVerdict.ProvedWithData, Because: null } => "is said not to be proved with rows, and nobody says why.",
            { After: null } when isProved => "is said to be proved, and nobody saw the schema between.",
            { Rows: < 0 } => "is said to have compared fewer rows than none.",
            _ => null,
        };
    }

    private static string Describe(RecordedRehearsal rehearsal) =>
        $"{string.Join(", ", rehearsal.Migrations.GroupBy(static migration => migration.Rollback.Verdict).OrderBy(static group => group.Key).Select(static group => $"{group.Count()} × {group.Key.ToKeyword()}"))}.";
}
