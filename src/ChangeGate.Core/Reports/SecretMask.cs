using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Redaction;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>SQL as a report shows it: what lets somebody in is blanked, because a report is read by more people than the repository.</summary>
internal static partial class SecretMask
{
    private const string Blank = "•••";

    public static string Apply(string sql)
    {
        var shown = sql.Contains("password", StringComparison.OrdinalIgnoreCase) ? AfterKeyword().Replace(sql, $"$1'{Blank}'") : sql;
        var masked = new StringBuilder();
        var end = 0;

        foreach (var span in SecretPatterns.Find(shown, new Span(0, shown.Length)).Select(static removal => removal.Span).OrderBy(static span => span.Start))
        {
            if (span.End > end)
            {
                masked.Append(span.Start < end ? "" : $"{shown.AsSpan(end, span.Start - end)}{Blank}");
                end = span.End;
            }
        }

        return end == 0 ? shown : masked.Append(shown.AsSpan(end)).ToString();
    }

    [GeneratedRegex(@"(\bpassword\s+(?:is\s+)?)(?:[eE]|[uU]&)?'(?:[^']|'')*'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AfterKeyword();
}
