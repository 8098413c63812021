using System.Text.RegularExpressions;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Commands of psql that only show something, or set how it is shown (psql, "Meta-Commands").</summary>
internal static partial class HarmlessCommands
{
    public static bool Contains(string command, string script)
    {
        if (command.Contains('`', StringComparison.Ordinal) || command.Contains('|', StringComparison.Ordinal))
        {
            return false;
        }

        // A variable matters where the script uses it.
        return ShowsOrSends().IsMatch(command) || (Sets().Match(command) is { Success: true } set && !IsUsed(set.Groups["name"].Value, script));
    }

    private static bool IsUsed(string name, string script) =>
        script.Contains($":{name}", StringComparison.Ordinal) || script.Contains($":'{name}'", StringComparison.Ordinal)
        || script.Contains($":\"{name}\"", StringComparison.Ordinal) || script.Contains($":{{?{name}}}", StringComparison.Ordinal);

    [GeneratedRegex("""^\\(echo|qecho|warn|timing|pset|x|t|a|H|f|C|T|conninfo|errverbose|encoding|copyright|\?|h|help|r|reset|l\+?|z|d[A-Za-z]*[S+]*|sf\+?|sv\+?)(\s+[^\\]*)?$|^\\gx?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex ShowsOrSends();

    [GeneratedRegex("""^\\(set|unset)\s+(?<name>\w+)(\s|$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Sets();
}
