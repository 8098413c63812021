using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>A finding in its file, with a mark by which it is known again when lines above it move.</summary>
/// <param name="Uri">From the root of the repository, percent-encoded.</param>
/// <param name="End">One past the last character; null where the finding is of a point or of the whole file.</param>
/// <param name="Fingerprint">Of rule, path and statement, and which of several equal ones it is.</param>
internal sealed record SarifResult(Finding Finding, string Uri, LinePosition Start, LinePosition? End, string Fingerprint)
{
    public static IReadOnlyList<SarifResult> Of(Assessment assessment)
    {
        var migrations = assessment.Migrations.GroupBy(migration => migration.Migration.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var results = new List<SarifResult>();

        foreach (var finding in assessment.Findings)
        {
            var migration = migrations.GetValueOrDefault(finding.Path);
            var path = assessment.Set.PathInRepository(finding.Path);
            var hash = Digest.Of($"{finding.Rule}\n{path}\n{StatementOf(finding, migration)}").Hex[..32];
            var ordinal = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            results.Add(new SarifResult(finding, Encode(path), finding.Position, EndOf(finding, migration?.Migration), $"{hash}:{ordinal}"));
        }

        return results;
    }

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private static LinePosition? EndOf(Finding finding, Migration? migration)
    {
        if (migration is null || finding.Span.Length == 0 || finding.Span.End > migration.Text.Length)
        {
            return null;
        }

        var end = migration.Text.PositionOf(finding.Span.End);
        return (end.Line, end.Column).CompareTo((finding.Position.Line, finding.Position.Column)) > 0 ? end : null;
    }

    /// <summary>The statement around the finding, however it is indented; empty for a finding of the whole file.</summary>
    private static string StatementOf(Finding finding, MigrationAssessment? migration)
    {
        if (migration is null || finding.Span.Length == 0)
        {
            return "";
        }

        var text = migration.Migration.Text;
        var span = StatementAt(migration.Script.Statements, finding.Span.Start) is { } statement && finding.Span.Start < statement.End ? statement : finding.Span;
        var start = Math.Clamp(span.Start, 0, text.Length);
        return string.Join(' ', text.Content[start..Math.Clamp(span.End, start, text.Length)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The last statement that begins at or before an offset; a file may have tens of thousands.</summary>
    private static Span? StatementAt(EquatableList<Statement> statements, int offset)
    {
        var (low, high) = (0, statements.Count);

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = statements[middle].Span.Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : statements[low - 1].Span;
    }
}
