using System.Text.RegularExpressions;

namespace ChangeGate.Reports;

/// <summary>SQL as a report shows it: literals that are passwords are blanked, because a report is read by more people than the repository.</summary>
internal static partial class SecretMask
{
    public static string Apply(string sql) =>
        sql.Contains("password", StringComparison.OrdinalIgnoreCase) ? InConnection().Replace(AfterKeyword().Replace(sql, "$1'•••'"), "$1•••") : sql;

    [GeneratedRegex(@"(\bpassword\s+(?:is\s+)?)(?:[eE]|[uU]&)?'(?:[^']|'')*'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AfterKeyword();

    [GeneratedRegex(@"(\bpassword\s*=\s*)[^\s'"";]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InConnection();
}
