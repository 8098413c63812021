using System.Globalization;

namespace ChangeGate.Policies;

/// <summary>A time as people write it: <c>14d</c>, <c>72h</c>, <c>90s</c>.</summary>
public static class Duration
{
    /// <summary>Days or hours, up to ten years.</summary>
    public static bool TryRead(string written, out TimeSpan duration) => TryRead(written, static (number, unit) => unit switch
    {
        "d" or "day" or "days" when number <= 3650 => TimeSpan.FromDays(number),
        "h" or "hour" or "hours" when number <= 87600 => TimeSpan.FromHours(number),
        _ => TimeSpan.Zero,
    }, out duration);

    /// <summary>Seconds, minutes or hours, up to a day.</summary>
    public static bool TryReadShort(string written, out TimeSpan duration) => TryRead(written, static (number, unit) => unit switch
    {
        "s" or "second" or "seconds" when number <= 86400 => TimeSpan.FromSeconds(number),
        "min" or "minute" or "minutes" when number <= 1440 => TimeSpan.FromMinutes(number),
        "h" or "hour" or "hours" when number <= 24 => TimeSpan.FromHours(number),
        _ => TimeSpan.Zero,
    }, out duration);

    private static bool TryRead(string written, Func<int, string, TimeSpan> units, out TimeSpan duration)
    {
        var text = written.Trim();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        duration = int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? units(number, text[digits..].Trim()) : TimeSpan.Zero;

        return duration > TimeSpan.Zero;
    }
}
