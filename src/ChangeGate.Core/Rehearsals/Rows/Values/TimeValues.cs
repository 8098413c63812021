using System.Globalization;

namespace ChangeGate.Rehearsals.Rows.Values;

/// <summary>Days and moments. No ordinary one is near today, so that a comparison with the present comes out the same every day.</summary>
internal static class TimeValues
{
    private static readonly DateTime Start = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Unspecified);

    private static readonly DateTime Early = new(1, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly DateTime Late = new(9999, 12, 31, 23, 59, 59, DateTimeKind.Unspecified);

    private static readonly DateTime LeapDay = new(2000, 2, 29, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly DateTime Future = new(2150, 7, 1, 12, 0, 0, DateTimeKind.Unspecified);

    public static ValueSource Days(bool hasInfinity) => Of("yyyy-MM-dd", hasInfinity, moment => moment.Date);

    /// <param name="isZoned">A zone follows, so that the session's own does not count.</param>
    /// <param name="hasInfinity">As PostgreSQL has it.</param>
    public static ValueSource Moments(bool isZoned, bool hasInfinity) => Of(isZoned ? "yyyy-MM-dd HH:mm:ss+00" : "yyyy-MM-dd HH:mm:ss", hasInfinity, moment => moment);

    public static ValueSource Times(string zone) => new()
    {
        Edges = [Cell.Opaque("00:00:00" + zone), Cell.Opaque("23:59:59.999999" + zone), Cell.Opaque("12:00:00" + zone)],
        Ordinary = number => Cell.Opaque($"{number / 60 % 24:00}:{number % 60:00}:07{zone}"),
    };

    private static ValueSource Of(string format, bool hasInfinity, Func<DateTime, DateTime> rounded)
    {
        Cell Write(DateTime moment) => new(Cell.Quote(rounded(moment).ToString(format, CultureInfo.InvariantCulture)), rounded(moment));

        return new ValueSource
        {
            Edges =
            [
                Write(Early), Write(Late), Write(LeapDay), Write(Future),
                .. hasInfinity ? [new Cell("'infinity'", DateTime.MaxValue), new Cell("'-infinity'", DateTime.MinValue)] : Array.Empty<Cell>(),
            ],
            Ordinary = number => Write(Start.AddDays(number % 5000).AddHours(number / 5000 % 19)),
            From = wanted => wanted is DateTime moment ? Write(moment) : null,
        };
    }
}
