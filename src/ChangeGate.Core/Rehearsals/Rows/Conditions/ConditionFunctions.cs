using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>Functions and operators over known values that are not NULL.</summary>
internal static class ConditionFunctions
{
    public static object? Of(string name, IReadOnlyList<object?> values)
    {
        try
        {
            return values switch
            {
                [var one] => OfOne(name, one!), // the caller keeps NULL away
                [var left, var right] => OfTwo(name, left!, right!),
                _ => Unknown.Value,
            };
        }
        catch (OverflowException)
        {
            return Unknown.Value;
        }
    }

    /// <summary>null for text that is no moment.</summary>
    public static DateTime? Moment(string text) =>
        text.Length >= 8 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
            ? DateTime.SpecifyKind(moment, DateTimeKind.Unspecified)
            : null;

    private static object? OfOne(string name, object value) => (name, value) switch
    {
        ("not", bool truth) => !truth,
        ("not", decimal truth) => truth == 0,
        ("negative", decimal number) => -number,
        ("abs", decimal number) => Math.Abs(number),
        ("floor", decimal number) => decimal.Floor(number),
        ("ceil" or "ceiling", decimal number) => decimal.Ceiling(number),
        ("round" or "trunc", decimal number) => name == "round" ? decimal.Round(number) : decimal.Truncate(number),
        ("length" or "char_length" or "character_length", string text) => (decimal)text.EnumerateRunes().Count(),
        ("octet_length", string text) => (decimal)Encoding.UTF8.GetByteCount(text),
        ("lower", string text) => text.ToLowerInvariant(),
        ("upper", string text) => text.ToUpperInvariant(),
        ("trim" or "btrim", string text) => text.Trim(' '),
        ("ltrim", string text) => text.TrimStart(' '),
        ("rtrim", string text) => text.TrimEnd(' '),
        ("jsonb_typeof" or "json_typeof", JsonText json) => json.Kind,
        ("json_valid", string text) => IsJson(text),
        ("typeof", decimal number) => number == decimal.Truncate(number) ? "integer" : "real",
        ("typeof", string) => "text",
        _ => Unknown.Value,
    };

    private static object? OfTwo(string name, object left, object right) => (name, left, right) switch
    {
        ("cast", _, string type) => Cast(left, type),
        ("+", decimal one, decimal other) => one + other,
        ("-", decimal one, decimal other) => one - other,
        ("*", decimal one, decimal other) => one * other,
        ("/" or "%" or "mod", decimal, 0m) => Unknown.Value,
        ("/", decimal one, decimal other) => one == decimal.Truncate(one) && other == decimal.Truncate(other) ? decimal.Truncate(one / other) : one / other,
        ("%" or "mod", decimal one, decimal other) => one % other,
        ("||", string one, string other) => one + other,
        ("left", string text, decimal count) => count >= 0 ? text[..(int)Math.Min(text.Length, count)] : Unknown.Value,
        ("strpos" or "instr", string text, string part) => (decimal)(text.IndexOf(part, StringComparison.Ordinal) + 1),
        ("starts_with", string text, string part) => text.StartsWith(part, StringComparison.Ordinal),
        ("like" or "~~", string text, string pattern) => Matches(text, Patterns.OfLike(pattern), RegexOptions.Singleline),
        ("!~~", string text, string pattern) => Not(Matches(text, Patterns.OfLike(pattern), RegexOptions.Singleline)),
        ("ilike" or "~~*", string text, string pattern) => Matches(text, Patterns.OfLike(pattern), RegexOptions.Singleline | RegexOptions.IgnoreCase),
        ("!~~*", string text, string pattern) => Not(Matches(text, Patterns.OfLike(pattern), RegexOptions.Singleline | RegexOptions.IgnoreCase)),
        ("glob", string text, string pattern) => Matches(text, Patterns.OfGlob(pattern), RegexOptions.Singleline),
        ("~" or "regexp", string text, string pattern) => Matches(text, pattern, RegexOptions.None),
        ("~*", string text, string pattern) => Matches(text, pattern, RegexOptions.IgnoreCase),
        ("!~", string text, string pattern) => Not(Matches(text, pattern, RegexOptions.None)),
        ("!~*", string text, string pattern) => Not(Matches(text, pattern, RegexOptions.IgnoreCase)),
        _ => Compare(name, left, right),
    };

    private static object Compare(string sign, object left, object right)
    {
        var order = (left, right) switch
        {
            (decimal one, decimal other) => one.CompareTo(other),
            (bool one, bool other) => one.CompareTo(other),
            (bool one, decimal other) => (one ? 1m : 0m).CompareTo(other),
            (DateTime one, DateTime other) => one.CompareTo(other),
            (DateTime one, string other) => Moment(other) is { } moment ? one.CompareTo(moment) : null,
            (string one, DateTime other) => Moment(one) is { } moment ? moment.CompareTo(other) : null,
            (decimal one, string other) => decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? one.CompareTo(number) : null,
            (string one, string other) => string.CompareOrdinal(one, other),
            _ => (int?)null,
        };

        return order is not { } difference ? Unknown.Value : sign switch
        {
            "=" => difference == 0,
            "<>" => difference != 0,
            "<" => difference < 0,
            "<=" => difference <= 0,
            ">" => difference > 0,
            ">=" => difference >= 0,
            _ => Unknown.Value,
        };
    }

    private static object? Cast(object value, string type) => (value, type) switch
    {
        (string text, "date" or "timestamp" or "timestamptz") => Moment(text) is { } moment ? moment : Unknown.Value,
        (string, "interval") => Unknown.Value,
        (string text, "integer" or "int" or "int4" or "bigint" or "smallint" or "numeric" or "real" or "double long") => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : Unknown.Value,
        (decimal number, "integer" or "int" or "bigint" or "smallint") => decimal.Round(number),
        (decimal, "text" or "character long" or "varchar") => Unknown.Value,
        (JsonText json, "text") => json.Text,
        (_, "bytea") => Unknown.Value,
        _ => value,
    };

    private static object Matches(string text, string pattern, RegexOptions options)
    {
        try
        {
            // Of untrusted text: only the kind whose time grows with the length.
            return Regex.IsMatch(text, pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return Unknown.Value;
        }
    }

    private static object Not(object truth) => truth is bool value ? !value : truth;

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
