using ChangeGate.Changes;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>A table as large as it is in production.</summary>
/// <param name="Bytes">With indexes; null where nobody knows.</param>
public sealed record TargetSize(ObjectName Table, long Rows, long? Bytes);

/// <summary>What one statement took at one size.</summary>
/// <param name="Rows">Of the table.</param>
/// <param name="TableBytes">Of the table with its indexes, before the statement.</param>
/// <param name="WalBytes">null where the engine has no log.</param>
/// <param name="DiskBytes">By which the database grew; null where nobody looked.</param>
public sealed record SizedRun(long Rows, TimeSpan Duration, long TableBytes, long? WalBytes, long? DiskBytes)
{
    /// <summary>Pages that the engine looked at, which no other load changes; null where nobody counts them.</summary>
    public long? Pages { get; init; }
}

/// <summary>
/// From what a statement took at two sizes to what it would take at a third. Work is taken to be a fixed part and one that grows with rows and with bytes;
/// the interval covers what each alone would say, sorting and searching where something is in order, and a doubt that grows with the distance.
/// </summary>
public static class SizeFit
{
    /// <summary>Below it nobody waits, and a clock measures little but itself.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Of pages, for each row: half of what the narrowest rows take.</summary>
    private const double FewestPages = 1.0 / 1500;

    private const double Doubt = 1.5;

    private const double DoubtPerTenfold = 0.25;

    /// <summary>Made-up rows are of other widths than real ones, but not by more than this.</summary>
    private const double MostWidth = 8;

    /// <param name="small">At the smaller size.</param>
    /// <param name="large">At the larger one.</param>
    /// <param name="target">What it is to be known for.</param>
    /// <param name="sorts">The statement puts rows in order, or finds their places in indexes, so that its work grows faster than they do.</param>
    /// <returns>null where nothing depends on the size that anybody would notice.</returns>
    public static SizeEstimate? Extrapolate(SizedRun small, SizedRun large, TargetSize target, bool sorts)
    {
        if (large.Pages - small.Pages < (large.Rows - small.Rows) * FewestPages)
        {
            return null;
        }

        var (fixedPart, perRow) = Line(small, large, static run => run.Duration.TotalSeconds);
        var width = target.Bytes is { } bytes && target.Rows > 0 && large.TableBytes > 0
            ? Math.Clamp(bytes / (double)target.Rows / (large.TableBytes / (double)large.Rows), 1 / MostWidth, MostWidth)
            : 1;
        var order = sorts && target.Rows > large.Rows ? Math.Log(target.Rows) / Math.Log(large.Rows) : 1;
        var byRows = fixedPart + (perRow * target.Rows);
        var byBytes = fixedPart + (perRow * target.Rows * width);
        var expected = fixedPart + (perRow * target.Rows * Math.Sqrt(width * order));
        var doubt = Doubt + (DoubtPerTenfold * Math.Max(0, Math.Log10(target.Rows / (double)large.Rows)));
        var longest = Seconds(Math.Max(expected, Math.Max(byRows, byBytes) * order) * doubt);

        if (longest < Shortest)
        {
            return null;
        }

        return new SizeEstimate(
            target.Table,
            target.Rows,
            Seconds(Math.Min(expected, Math.Min(byRows, byBytes)) / doubt),
            longest,
            BytesAt(small, large, target.Rows * width, static run => run.WalBytes),
            BytesAt(small, large, target.Rows * width, static run => run.DiskBytes) is > 0 and var disk ? disk : null)
        {
            Expected = Seconds(expected),
            Measured = [new SizeMeasurement(small.Rows, small.Duration), new SizeMeasurement(large.Rows, large.Duration)],
        };
    }

    private static long? BytesAt(SizedRun small, SizedRun large, double rows, Func<SizedRun, long?> bytes)
    {
        if (bytes(small) is null || bytes(large) is null)
        {
            return null;
        }

        var (fixedPart, perRow) = Line(small, large, run => bytes(run)!.Value); // both are there

        return (long)(fixedPart + (perRow * rows));
    }

    // Neither part can be negative; where the clock says so, the other one bears it all.
    private static (double FixedPart, double PerRow) Line(SizedRun small, SizedRun large, Func<SizedRun, double> measure)
    {
        var (less, more) = (measure(small), measure(large));
        var perRow = Math.Max(0, (more - less) / (large.Rows - small.Rows));
        var fixedPart = less - (perRow * small.Rows);

        return fixedPart >= 0 ? (fixedPart, perRow) : (0, more / large.Rows);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(3_650).TotalSeconds));
}
