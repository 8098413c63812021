using System.Globalization;

namespace ChangeGate.Policies;

/// <summary>A time as people write it: <c>14d</c>, <c>72h</c>.</summary>
public static class Duration
{
    public static bool TryRead(string written, out TimeSpan duration)
    {
        var text = written.Trim();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var isNumber = int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number);

        TimeSpan? read = text[digits..].Trim() switch
        {
            "d" or "day" or "days" when isNumber && number is > 0 and <= 3650 => TimeSpan.FromDays(number),
            "h" or "hour" or "hours" when isNumber && number is > 0 and <= 87600 => TimeSpan.FromHours(number),
            _ => null,
        };
        duration = read ?? TimeSpan.Zero;

        return read is not null;
    }
}
