using System.Text.RegularExpressions;

namespace ChangeGate.Reports;

/// <summary>SQL as a report shows it: literals that are passwords are blanked, because a report is read by more people than the repository.</summary>
internal static partial class SecretMask
{
    public static string Apply(string sql) =>
        InAddress(sql.Contains("password", StringComparison.OrdinalIgnoreCase) ? InConnection().Replace(AfterKeyword().Replace(sql, "$1'•••'"), "$1•••") : sql);

    private static string InAddress(string text) => text.Contains("://", StringComparison.Ordinal) ? InAddress().Replace(text, "$1•••@") : text;

    [GeneratedRegex(@"(://[^\s:/@'""]*:)[^\s/@'""]+@", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InAddress();

    [GeneratedRegex(@"(\bpassword\s+(?:is\s+)?)(?:[eE]|[uU]&)?'(?:[^']|'')*'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AfterKeyword();

    [GeneratedRegex(@"(\bpassword\s*=\s*)[^\s'"";]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InConnection();
}
