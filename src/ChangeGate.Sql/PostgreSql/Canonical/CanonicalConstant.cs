using System.Text;
using System.Text.RegularExpressions;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>A string constant, whose spelling the engine changes to that of the type it became.</summary>
internal static partial class CanonicalConstant
{
    /// <param name="value">Without quotes.</param>
    /// <param name="type">What it is cast to; null where nothing says.</param>
    public static string Print(string value, string? type)
    {
        if (Number().IsMatch(value))
        {
            return value;
        }

        if (type is "boolean" && Truth(value) is { } truth)
        {
            return truth;
        }

        if (Moment().Match(value) is { Success: true } moment)
        {
            return $"'{Moment(moment)}'";
        }

        if (type is not null && type.StartsWith("interval", StringComparison.Ordinal))
        {
            return $"'{IntervalText.Normalize(value)}'";
        }

        if (value.Length > 2 && value[0] is '{' or '[')
        {
            value = WithoutSpaces(value);
        }

        return value == @"\x" ? "''" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static string? Truth(string value) => value.Trim().ToLowerInvariant() switch
    {
        "t" or "true" or "yes" or "y" or "on" or "1" => "true",
        "f" or "false" or "no" or "n" or "off" or "0" => "false",
        _ => null,
    };

    // JSON and arrays: the engine spaces them in its own way.
    private static string WithoutSpaces(string value)
    {
        var text = new StringBuilder(value.Length);
        var quoted = false;

        for (var index = 0; index < value.Length; index++)
        {
            var c = value[index];
            quoted ^= c == '"' && (index == 0 || value[index - 1] != '\\');

            if (quoted || !char.IsWhiteSpace(c))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    // A date is midnight; UTC need not be said.
    private static string Moment(Match match)
    {
        var time = match.Groups["time"].Success ? match.Groups["time"].Value : "00:00";
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : ":00";
        var fraction = match.Groups["fraction"].Value.TrimEnd('0').TrimEnd('.');
        var zone = match.Groups["zone"].Value.TrimStart();

        return $"{match.Groups["date"].Value} {time}{seconds}{fraction}{(ZeroZone().IsMatch(zone) ? "" : zone)}";
    }

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)([ T](?<time>\d\d:\d\d)(?<seconds>:\d\d)?(?<fraction>\.\d+)?(?<zone>\s*(Z|UTC|[+-]\d\d(:?\d\d)?))?)?$")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(Z|UTC|[+-]00(:?00)?)?$")]
    private static partial Regex ZeroZone();
}
