using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>A string constant, whose spelling the engine changes to that of the type it became.</summary>
internal static partial class CanonicalConstant
{
    /// <param name="value">Without quotes.</param>
    /// <param name="type">What it is cast to; null where nothing says.</param>
    public static SyntaxNode Of(string value, string? type)
    {
        if (type is "boolean" && Truth(value) is { } truth)
        {
            return CanonicalTree.New(truth ? SyntaxKind.True : SyntaxKind.False, null);
        }

        return Number().IsMatch(value) ? CanonicalTree.New(SyntaxKind.Number, value) : CanonicalTree.New(SyntaxKind.String, Spelling(value, type));
    }

    /// <summary>B'…' and X'…', which the engine prints bit by bit.</summary>
    public static SyntaxNode Bits(string written)
    {
        var digits = written[2..^1];
        var isHex = written[0] is 'x' or 'X' && digits.All(char.IsAsciiHexDigit);
        return Of(isHex ? string.Concat(digits.Select(digit => $"{Convert.ToInt32(digit.ToString(), 16):b4}")) : digits, "bit");
    }

    private static string Spelling(string value, string? type)
    {
        if (Moment().Match(value) is { Success: true } moment)
        {
            return Moment(moment, type);
        }

        // A constant that nobody cast may be an interval or a time of day: the column decides.
        if (type?.StartsWith("interval", StringComparison.Ordinal) == true || value.AsSpan().ContainsAny(' ', ':'))
        {
            value = IntervalText.Normalize(value);
        }

        return value.Length > 2 && value[0] is '{' or '[' ? WithoutSpaces(value) : value == @"\x" ? "" : value;
    }

    private static bool? Truth(string value) => value.Trim().ToLowerInvariant() switch
    {
        "t" or "true" or "yes" or "y" or "on" or "1" => true,
        "f" or "false" or "no" or "n" or "off" or "0" => false,
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
            quoted ^= c == '"';

            if (quoted || !char.IsWhiteSpace(c))
            {
                text.Append(c);
            }

            if (c == '\\' && index + 1 < value.Length)
            {
                text.Append(value[++index]);
            }
        }

        return text.ToString();
    }

    // A date is midnight; UTC need not be said, and is what a moment with a time zone is printed in.
    private static string Moment(Match match, string? type)
    {
        if (match.Groups["zone"].Length > 0 && type?.EndsWith("with time zone", StringComparison.Ordinal) == true
            && DateTimeOffset.TryParse(match.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        }

        var time = match.Groups["time"].Success ? match.Groups["time"].Value : "00:00";
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : ":00";
        var fraction = match.Groups["fraction"].Value.TrimEnd('0').TrimEnd('.');
        var zone = match.Groups["zone"].Value.TrimStart();

        return $"{match.Groups["date"].Value} {time}{seconds}{fraction}{(ZeroZone().IsMatch(zone) ? "" : zone)}";
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)([ T](?<time>\d\d:\d\d)(?<seconds>:\d\d)?(?<fraction>\.\d+)?(?<zone>\s*(Z|UTC|[+-]\d\d(:?\d\d)?))?)?$")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(Z|UTC|[+-]00(:?00)?)?$")]
    private static partial Regex ZeroZone();
}
