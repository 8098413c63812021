using ChangeGate.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>One line for each run (RFC 4180), with a column for each control. What a spreadsheet would take for a formula has an apostrophe before it.</summary>
public static class ExportCsv
{
    public static string Render(AuditExport export)
    {
        var controls = Control.All.Select(static control => $"{control.Standard}: {control.Asks}");
        var facts = export.Runs is [var some, ..] ? RunFacts.Of(some).Select(static fact => fact.Name) : [];
        var lines = export.Runs.Select(static run => Line([$"{run.First}", $"{run.Last}", .. RunFacts.Of(run).Select(static fact => fact.Value ?? ""), run.Verification.Passes ? "yes" : "no", .. run.Controls.Select(static result => result.Verdict.ToKeyword())]));

        return string.Concat(lines.Prepend(Line(["first", "last", .. facts, "verified", .. controls])));
    }

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value;

        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
