using System.Globalization;
using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Rehearsals.Rows.Values;

internal static class NumberValues
{
    // Past what a history is likely to have inserted by itself.
    private const long Start = 1001;

    public static ValueSource Whole(decimal least, decimal greatest) => new()
    {
        Edges = [Cell.Number(0), Cell.Number(greatest), Cell.Number(-1), Cell.Number(least), Cell.Number(1)],
        Ordinary = number => Cell.Number(Math.Min(greatest, Start + number)),
        From = wanted => wanted is decimal value && value == decimal.Truncate(value) && value >= least && value <= greatest ? Cell.Number(decimal.Truncate(value)) : null,
    };

    /// <summary>For columns that a sequence goes on counting: nothing at the end of the type.</summary>
    public static ValueSource Counted(decimal greatest) => Whole(1, greatest) with { Edges = [] };

    /// <param name="precision">Digits in all; null where there is no limit.</param>
    /// <param name="scale">Digits behind the point.</param>
    public static ValueSource Exact(int? precision, int scale)
    {
        var step = scale is > 0 and <= 28 ? new decimal(1, 0, 0, false, (byte)scale) : 1m;
        var whole = precision is { } digits ? Math.Max(0, Math.Min(28, digits) - scale) : 20;
        var greatest = Enumerable.Repeat(10m, whole).Aggregate(1m, (left, right) => left * right) - (precision is null ? 0 : step);

        return new ValueSource
        {
            Edges = [Cell.Number(0), Cell.Number(greatest), Cell.Number(-step), Cell.Number(-greatest), Cell.Number(precision is null ? 0.1234567890123456789m : step)],
            Ordinary = number => Cell.Number(Math.Min(greatest, greatest < Start ? number * step : Start + number + (scale > 0 ? step : 0))),
            From = wanted => wanted is decimal value && Math.Abs(value) <= greatest && (precision is null || decimal.Round(value, Math.Clamp(scale, 0, 28)) == value) ? Cell.Number(value) : null,
        };
    }

    public static ValueSource Floating(string greatest, string least) => new()
    {
        Edges = [Cell.Number(0), Opaque(greatest), Cell.Number(-0.5m), Opaque($"-{greatest}"), Opaque(least), Opaque("Infinity"), Opaque("-Infinity"), Opaque("NaN")],
        Ordinary = number => Cell.Number(Start + number + 0.25m),
        From = wanted => wanted is decimal value ? Cell.Number(value) : null,
    };

    public static ValueSource Real() => new()
    {
        Edges = [Cell.Number(0), new Cell("1.7976931348623157e308", Unknown.Value), Cell.Number(-0.5m), new Cell("-1.7976931348623157e308", Unknown.Value), new Cell("5e-324", Unknown.Value)],
        Ordinary = number => Cell.Number(Start + number + 0.25m),
        From = wanted => wanted is decimal value ? Cell.Number(value) : null,
    };

    public static ValueSource Money() => new()
    {
        Edges = [Quoted(0), Quoted(92233720368547758.07m), Quoted(-0.01m), Quoted(-92233720368547758.08m)],
        Ordinary = number => Quoted(Start + number + 0.05m),
        From = wanted => wanted is decimal value ? Quoted(value) : null,
    };

    private static Cell Quoted(decimal value) => new(Cell.Quote(value.ToString(CultureInfo.InvariantCulture)), value);

    private static Cell Opaque(string literal) => Cell.Opaque(literal);
}
