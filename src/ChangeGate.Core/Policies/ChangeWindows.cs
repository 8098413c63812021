using System.Globalization;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>When changes may run in an environment. Without open hours it is open all week.</summary>
/// <param name="Open">Hours of the week; empty for all of them.</param>
/// <param name="Frozen">Days on which nothing runs, whatever the hours say.</param>
/// <param name="Zone">Whose clock counts.</param>
public sealed record ChangeWindows(EquatableList<OpenHours> Open, EquatableList<FrozenDays> Frozen, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookedAhead = TimeSpan.FromDays(31);

    public bool IsOpenAt(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

        return !Frozen.Any(days => days.Hold(DateOnly.FromDateTime(local))) && (Open.Count == 0 || Open.Any(hours => hours.Hold(local)));
    }

    /// <summary>The next minute at which it is open, by the clock of <see cref="Zone"/>; null where that is not within a month.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset moment)
    {
        var minute = new DateTimeOffset(moment.UtcTicks - (moment.UtcTicks % Step.Ticks), TimeSpan.Zero);

        for (var at = minute + Step; at - minute < LookedAhead; at += Step)
        {
            if (IsOpenAt(at))
            {
                return TimeZoneInfo.ConvertTime(at, Zone);
            }
        }

        return null;
    }
}

/// <summary>Hours of some days: <c>Mon-Thu 08:00-16:00</c>. Hours that end before they begin reach into the next day.</summary>
/// <param name="Days">On which they begin.</param>
public sealed record OpenHours(EquatableList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    private static readonly string[] Names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private bool ReachesOver => To <= From;

    public bool Hold(DateTime local)
    {
        var (day, time) = (local.DayOfWeek, TimeOnly.FromDateTime(local));

        return (Days.Contains(day) && time >= From && (ReachesOver || time < To))
            || (ReachesOver && Days.Contains((DayOfWeek)(((int)day + 6) % 7)) && time < To);
    }

    /// <param name="written"><c>Mon-Fri 08:00-17:00</c>, <c>Sat,Sun 22:00-04:00</c>, <c>Tue 00:00-24:00</c>.</param>
    /// <param name="hours">null where that cannot be read.</param>
    public static bool TryRead(string written, out OpenHours? hours)
    {
        hours = null;

        if (written.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var days, var times] || times.Split('-') is not [var from, var to] || !TryTime(from, out var begin) || !TryTime(to == "24:00" ? "00:00" : to, out var end))
        {
            return false;
        }

        var all = days.Split(',').Select(DaysOf).ToList();
        hours = all.TrueForAll(static some => some.Count > 0) ? new OpenHours([.. all.SelectMany(static some => some).Distinct()], begin, end) : null;

        return hours is not null;
    }

    private static bool TryTime(string written, out TimeOnly time) => TimeOnly.TryParseExact(written, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static List<DayOfWeek> DaysOf(string written)
    {
        var ends = written.Split('-').Select(static name => Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();

        return ends switch
        {
            [>= 0 and var only] => [(DayOfWeek)only],
            [>= 0 and var first, >= 0 and var last] => [.. Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(step => (DayOfWeek)((first + step) % 7))],
            _ => [],
        };
    }
}

/// <summary>Both ends belong to it: <c>2026-12-20..2027-01-03</c>.</summary>
public sealed record FrozenDays(DateOnly First, DateOnly Last)
{
    public bool Hold(DateOnly day) => day >= First && day <= Last;

    /// <param name="written">A day, or two with <c>..</c> between them.</param>
    /// <param name="days">null where that cannot be read.</param>
    public static bool TryRead(string written, out FrozenDays? days)
    {
        var ends = written.Split("..");
        days = ends.Length <= 2 && TryDay(ends[0], out var first) && TryDay(ends[^1], out var last) && first <= last ? new FrozenDays(first, last) : null;

        return days is not null;
    }

    private static bool TryDay(string written, out DateOnly day) => DateOnly.TryParseExact(written.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
