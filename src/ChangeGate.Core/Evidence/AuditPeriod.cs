using System.Globalization;
using ChangeGate.Failures;

namespace ChangeGate.Evidence;

/// <summary>Whole days in UTC.</summary>
/// <param name="From">The first moment of it.</param>
/// <param name="Until">The first moment after it.</param>
public sealed record AuditPeriod(DateTimeOffset From, DateTimeOffset Until)
{
    public static AuditPeriod Always { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private const string Month = "yyyy-MM";

    private const string Day = "yyyy-MM-dd";

    /// <summary><c>2026-01..2026-03</c>, <c>2026-01-15..2026-02-03</c> (both ends belong to it), or one month or day alone.</summary>
    public static AuditPeriod Parse(string text)
    {
        var ends = text.Split("..");

        return ends.Length <= 2 && Find(ends[0]) is { } first && Find(ends[^1]) is { } last && first.From < last.Until
            ? new AuditPeriod(first.From, last.Until)
            : throw new GateException($"'{text}' is no period.", "Give months or days, the first and the last: 2026-01..2026-03 or 2026-01-15..2026-02-03.");
    }

    public bool Has(DateTimeOffset moment) => moment >= From && moment < Until;

    public override string ToString() => $"{From.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture)}..{Until.UtcDateTime.AddDays(-1).ToString(Day, CultureInfo.InvariantCulture)}";

    private static AuditPeriod? Find(string text) =>
        Read(text, Day) is { } day ? new AuditPeriod(day, day.AddDays(1))
        : Read(text, Month) is { } month ? new AuditPeriod(month, month.AddMonths(1))
        : null;

    private static DateTimeOffset? Read(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
