using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>An interval as the engine prints it (intervalstyle <c>postgres</c>): months, days and time, each normalized for itself.</summary>
internal static partial class IntervalText
{
    /// <summary>The same text where it is written in a form that is not read here.</summary>
    public static string Normalize(string text)
    {
        // Longer ones are nobody's, and their numbers need not fit.
        if (text.Length > 100 || !Form().IsMatch(text))
        {
            return text;
        }

        var months = 0L;
        var days = 0L;
        var seconds = 0m;

        foreach (Match part in Part().Matches(text))
        {
            var amount = decimal.Parse(part.Groups["amount"].Value, CultureInfo.InvariantCulture);
            var unit = part.Groups["unit"].Value.ToLowerInvariant();

            if (amount != decimal.Truncate(amount) && !unit.StartsWith('s') && !unit.StartsWith('h') && !unit.StartsWith("mi", StringComparison.Ordinal))
            {
                return text;
            }

            months += unit[0] == 'y' ? (long)amount * 12 : unit.StartsWith("mo", StringComparison.Ordinal) ? (long)amount : 0;
            days += unit[0] == 'w' ? (long)amount * 7 : unit[0] == 'd' ? (long)amount : 0;
            seconds += unit[0] switch { 'h' => amount * 3600, 's' => amount, 'm' when !unit.StartsWith("mo", StringComparison.Ordinal) => amount * 60, _ => 0 };
        }

        var clock = Clock().Match(text);

        if (clock.Success)
        {
            seconds += decimal.Parse(clock.Groups["hours"].Value, CultureInfo.InvariantCulture) * 3600
                + decimal.Parse(clock.Groups["minutes"].Value, CultureInfo.InvariantCulture) * 60
                + (clock.Groups["seconds"].Success ? decimal.Parse(clock.Groups["seconds"].Value, CultureInfo.InvariantCulture) : 0);
        }

        return $"{months} months {days} days {seconds.ToString("0.######", CultureInfo.InvariantCulture)} seconds";
    }

    [GeneratedRegex(@"^\s*((-?\d{1,9}(\.\d{1,9})?)\s*(years?|yrs?|y|months?|mons?|weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\s*|\d{1,9}:\d\d(:\d\d(\.\d{1,9})?)?\s*)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<amount>-?\d+(\.\d+)?)\s*(?<unit>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<hours>\d+):(?<minutes>\d\d)(:(?<seconds>\d\d(\.\d+)?))?")]
    private static partial Regex Clock();
}
