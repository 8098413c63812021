using ChangeGate.Migrations;
using ChangeGate.Redaction;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Whether the set, its scripts and its findings fit together.</summary>
internal static class SetClaims
{
    private const string Manifest = "The manifest of the set has the digest that was approved";

    private const string Scripts = "The scripts and their statements have the digests that the set names";

    private const string Findings = "Findings stand in the scripts, and the parts of the risk add up";

    public static IEnumerable<Claim> Check(Dossier dossier)
    {
        if (dossier.Kind == BundleKind.Rollback)
        {
            yield return Claims.Skip("E06", Manifest, "The run takes another back; the set stands in that one's bundle.");
            yield return Claims.Skip("E07", Scripts, "The run takes another back; the scripts stand in that one's bundle.");
            yield return Claims.Skip("E08", Findings, "The run takes another back; nothing new was judged.");
            yield break;
        }

        if (dossier.Kind == BundleKind.Guard)
        {
            yield return Claims.Skip("E06", Manifest, Claims.NothingRan);
            yield return Claims.Skip("E07", Scripts, Claims.NothingRan);
            yield return Claims.Skip("E08", Findings, Claims.NothingRan);
            yield break;
        }

        if (dossier.Contents.Set is not { } set)
        {
            yield return Claims.Missing("E06", Manifest, EvidenceStage.Set);
            yield return Claims.Missing("E07", Scripts, EvidenceStage.Set);
            yield return Claims.Missing("E08", Findings, EvidenceStage.Set);
            yield break;
        }

        yield return Claims.Judge("E06", Manifest, ManifestProblems(set), $"{set.Digest}.");
        yield return Claims.Judge("E07", Scripts, ScriptProblems(set), $"{set.Scripts.Count} scripts, {set.Scripts.Sum(script => script.Statements.Count)} statements.{Removed(set)}");
        yield return dossier.Contents.Findings is { } findings
            ? Claims.Judge("E08", Findings, FindingProblems(set, findings), $"{findings.Findings.Count} findings; risk {findings.Risk.Score}.")
            : Claims.Missing("E08", Findings, EvidenceStage.Findings);
    }

    private static string Removed(RecordedSet set) => set.Redacted.Count == 0 ? "" : $" Taken out before signing: {set.Redacted.Sum(static script => script.Removed.Count)} places in {set.Redacted.Count} of them.";

    private static IEnumerable<string> ManifestProblems(RecordedSet set)
    {
        var computed = SetDigest.Of(set.Set, set.Footprint);

        if (computed != set.Digest)
        {
            yield return $"The manifest has digest {computed.Short}, and {set.Digest.Short} was recorded.";
        }
    }

    private static IEnumerable<string> ScriptProblems(RecordedSet set)
    {
        if (!set.Scripts.Select(script => script.Path).SequenceEqual(set.Set.Proposed.Select(migration => migration.Path), StringComparer.Ordinal))
        {
            yield return "The scripts are not those of the migrations, in their order.";
            yield break;
        }

        foreach (var (migration, script) in set.Set.Proposed.Zip(set.Scripts))
        {
            if (ProblemWith(migration, set) is { } problem)
            {
                yield return problem;
            }

            foreach (var statement in StatementProblems(migration, script, set.RemovedFrom(migration.Path)))
            {
                yield return statement;
            }

            if (migration.Down is { } down && ProblemWith(down.Text, down.Digest, set) is { } other)
            {
                yield return $"The down script {other}";
            }
        }
    }

    // A deleted script need not be kept, and one that is no text is named by its digest alone: neither can run.
    private static string? ProblemWith(Migration migration, RecordedSet set)
    {
        if (migration.Text.Length == 0 && (migration.Change == MigrationChange.Deleted || migration.EncodingProblem is not null))
        {
            return null;
        }

        if (migration.EncodingProblem is not null)
        {
            return $"`{migration.Path}` is said to be no text, and is.";
        }

        return ProblemWith(migration.Whole, migration.Digest, set);
    }

    private static string? ProblemWith(SourceText text, Digest digest, RecordedSet set) =>
        set.Redacted.FirstOrDefault(script => script.Path == text.Path) is { } redacted ? redacted.ProblemWith(text)
        : ScriptEncoding.Encode(text, digest) is null ? $"`{text.Path}` has other bytes than its digest says."
        : null;

    private static IEnumerable<string> StatementProblems(Migration migration, RecordedScript script, EquatableList<Removal> removed)
    {
        var end = 0;

        foreach (var (statement, index) in script.Statements.Select((statement, index) => (statement, index)))
        {
            var span = statement.Span;

            if (span.Start < end || span.Length > migration.Text.Length - span.Start)
            {
                yield return $"Statement {index + 1} of `{migration.Path}` does not stand in the script where it says.";
                yield break;
            }

            var text = migration.Text.Slice(span);

            if (statement.ControlsTransaction && !TransactionText.IsControl(text))
            {
                yield return $"Statement {index + 1} of `{migration.Path}` is said to control a transaction, and does not.";
            }

            if (Digest.Of(text) != statement.Digest && !removed.Any(one => one.Span.Start < span.End && one.Span.End > span.Start))
            {
                yield return $"Statement {index + 1} of `{migration.Path}` has another text than its digest says.";
            }

            end = span.End;
        }
    }

    private static IEnumerable<string> FindingProblems(RecordedSet set, RecordedFindings recorded)
    {
        var lengths = set.Set.Proposed.ToLookup(migration => migration.Path, migration => migration.Text.Length, StringComparer.Ordinal);

        foreach (var finding in recorded.Findings.Where(finding => !lengths[finding.Path].Any(length => finding.Span.Start <= length && finding.Span.Length <= length - finding.Span.Start)))
        {
            yield return $"The finding `{finding.Rule}` stands in `{finding.Path}`, where there is no such place.";
        }

        if (recorded.Risk.Parts.Any(part => part.Finding >= recorded.Findings.Count))
        {
            yield return "A part of the risk rests on a finding that is not there.";
        }

        if (recorded.Risk.Parts.Sum(part => (long)part.Points) != recorded.Risk.Score)
        {
            yield return $"The parts of the risk do not add up to {recorded.Risk.Score}.";
        }
    }
}
