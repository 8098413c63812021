using ChangeGate.Runs;

namespace ChangeGate.Evidence;

/// <summary>Whether the run began where its rehearsal began, and what it says of where it ended.</summary>
internal static class MatchClaim
{
    private const string Code = "E23";

    private const string Beside = "The run began on the schema that was rehearsed, and says whether it left the rehearsed one";

    public static Claim Check(Dossier dossier)
    {
        if (dossier.Contents.Run?.Report is not { Kind: RunKind.Apply } run || (run.Rehearsed is null && dossier.Contents.Rehearsal is null))
        {
            return Claims.Skip(Code, Beside, dossier.Contents.Run is null ? "Nothing ran." : "The set was not rehearsed, or nobody recorded it.");
        }

        return (run.Rehearsed, dossier.Contents.Rehearsal) switch
        {
            (null, _) => Claims.Judge(Code, Beside, ["The set was rehearsed, and the run does not say how it stands to that."], ""),
            (_, null) => Claims.Judge(Code, Beside, ["The run is held against a rehearsal, and none is recorded."], ""),
            ({ } compared, { } rehearsal) => Claims.Judge(Code, Beside, Problems(run, compared, rehearsal), $"{Say("Before", compared.Before)} {Say("After", compared.After)}"),
        };
    }

    private static IEnumerable<string> Problems(RunReport run, RehearsedRun compared, RecordedRehearsal rehearsal)
    {
        var paths = run.Statements.Select(static statement => statement.Path).Concat(run.Migrations.Select(static migration => migration.Path)).ToList();
        var first = rehearsal.Migrations.FirstOrDefault(migration => migration.Path == paths.FirstOrDefault())?.Rollback.Before;
        var last = rehearsal.Migrations.FirstOrDefault(migration => migration.Path == (run.Migrations.Count > 0 ? run.Migrations[^1].Path : null))?.Rollback.After;

        foreach (var (name, match, seen) in new[] { ("before", compared.Before, first), ("after", compared.After, last) })
        {
            if (ProblemWith(match) is { } problem)
            {
                yield return $"The schema {name} the run {problem}";
            }
            else if (match.Expected is { } expected && seen is { } recorded && expected != recorded)
            {
                yield return $"The schema {name} the run was held against {expected.Short}, and the rehearsal had {recorded.Short}.";
            }
        }

        if (compared.Before.Agreement == SchemaAgreement.Differs && !compared.MayDiffer)
        {
            yield return "The run began on another schema than was rehearsed, and nothing allowed that.";
        }

        if (compared.After.Agreement != SchemaAgreement.NotCompared && run.Outcome != RunOutcome.Succeeded)
        {
            yield return "The run did not come to its end, and yet its schema is held against the end of the rehearsal.";
        }
    }

    private static string? ProblemWith(SchemaMatch match) => match switch
    {
        { Agreement: SchemaAgreement.NotCompared, Because: null } => "was not compared, and nobody says why.",
        { Agreement: SchemaAgreement.NotCompared } => match.Expected is null && match.Found is null && match.Differences.Count == 0 ? null : "was not compared, and yet something is said of it.",
        { Because: not null } => "was compared, and yet it is said why not.",
        { Expected: null } or { Found: null } => "was compared, and a fingerprint is missing.",
        { Agreement: SchemaAgreement.Differs, Differences.Count: 0 } => "is said to differ, and nothing is named.",
        { Agreement: SchemaAgreement.Differs } => match.Expected == match.Found ? "is said to differ, and the fingerprints are equal." : null,
        { Differences.Count: > 0 } => "is said to be the rehearsed one, and differences are named.",
        _ => match.Expected == match.Found == (match.Aside.Count == 0) ? null : "is said to be the rehearsed one, and its fingerprint does not say so.",
    };

    private static string Say(string when, SchemaMatch match) => match.Agreement switch
    {
        SchemaAgreement.Same when match.Aside.Count == 0 => $"{when}: as rehearsed ({match.Found?.Short}).",
        SchemaAgreement.Same => $"{when}: as rehearsed, beside {string.Join(", ", match.Aside.Take(3))}{(match.Aside.Count > 3 ? " …" : "")}.",
        SchemaAgreement.Differs => $"{when}: not as rehearsed: {string.Join(", ", match.Differences.Take(3))}{(match.Differences.Count > 3 ? " …" : "")}.",
        _ => $"{when}: not compared. {match.Because}",
    };
}
