using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;

namespace ChangeGate.Tests.Rehearsals;

internal sealed class SizeFitTests
{
    private static readonly ObjectName Orders = new("public", "orders");

    [Test]
    public void Work_that_grows_with_rows_is_drawn_out_to_the_rows_of_the_target()
    {
        var estimate = Fit(Run(10_000, 12), Run(40_000, 42), new TargetSize(Orders, 12_000_000, null));

        // 2 ms whatever the size, and 1 µs for each row.
        Assert.That(estimate!.Expected.TotalSeconds, Is.EqualTo(12.002).Within(0.01));
        Assert.That(estimate.Shortest, Is.LessThan(estimate.Expected));
        Assert.That(estimate.Longest, Is.GreaterThan(estimate.Expected).And.LessThan(estimate.Expected * 4));
        Assert.That(estimate.Measured.Select(one => one.Rows), Is.EqualTo(new long[] { 10_000, 40_000 }));
    }

    [Test]
    public void Ten_times_the_rows_take_ten_times_as_long_and_are_known_less_well()
    {
        var one = Fit(Run(10_000, 10), Run(40_000, 40), new TargetSize(Orders, 1_000_000, null))!;
        var ten = Fit(Run(10_000, 10), Run(40_000, 40), new TargetSize(Orders, 10_000_000, null))!;

        Assert.That(ten.Expected / one.Expected, Is.EqualTo(10).Within(0.01));
        Assert.That(ten.Longest / ten.Shortest, Is.GreaterThan(one.Longest / one.Shortest));
    }

    [Test]
    public void Wider_rows_take_longer_and_write_more()
    {
        var narrow = Fit(Run(10_000, 10), Run(40_000, 40), new TargetSize(Orders, 1_000_000, 100_000_000))!;
        var wide = Fit(Run(10_000, 10), Run(40_000, 40), new TargetSize(Orders, 1_000_000, 400_000_000))!;

        Assert.That(wide.Expected / narrow.Expected, Is.EqualTo(2).Within(0.01));
        Assert.That((double)wide.WalBytes!.Value / narrow.WalBytes!.Value, Is.EqualTo(4).Within(0.01));
        Assert.That((double)wide.DiskBytes!.Value / narrow.DiskBytes!.Value, Is.EqualTo(4).Within(0.01));
    }

    [Test]
    public void What_is_put_in_order_takes_longer_than_its_rows_say()
    {
        var target = new TargetSize(Orders, 10_000_000, null);

        Assert.That(SizeFit.Extrapolate(Run(10_000, 10), Run(40_000, 40), target, sorts: true)!.Longest, Is.GreaterThan(Fit(Run(10_000, 10), Run(40_000, 40), target)!.Longest));
    }

    [TestCase(5, 5)]
    [TestCase(5, 4)]
    public void What_does_not_grow_has_no_size(int small, int large) =>
        Assert.That(Fit(Run(10_000, small), Run(40_000, large), new TargetSize(Orders, 1_000_000_000, null)), Is.Null);

    [Test]
    public void What_looks_at_no_more_pages_does_not_grow_whatever_the_clock_says()
    {
        var target = new TargetSize(Orders, 10_000_000, null);

        Assert.That(Fit(Run(10_000, 10) with { Pages = 40 }, Run(40_000, 40) with { Pages = 42 }, target), Is.Null);
        Assert.That(Fit(Run(10_000, 10) with { Pages = 40 }, Run(40_000, 40) with { Pages = 160 }, target), Is.Not.Null);
    }

    [Test]
    public void A_clock_that_errs_never_makes_less_than_nothing()
    {
        var estimate = Fit(Run(10_000, 1), Run(40_000, 40), new TargetSize(Orders, 1_000_000, null))!;

        Assert.That(estimate.Shortest, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(estimate.Expected.TotalSeconds, Is.EqualTo(1).Within(0.01));
    }

    [Test]
    public void No_size_is_too_large() =>
        Assert.That(Fit(Run(10_000, 10_000), Run(40_000, 40_000), new TargetSize(Orders, long.MaxValue, null))!.Expected.TotalDays, Is.GreaterThan(1_000));

    private static SizeEstimate? Fit(SizedRun small, SizedRun large, TargetSize target) => SizeFit.Extrapolate(small, large, target, sorts: false);

    private static SizedRun Run(long rows, double milliseconds) => new(rows, TimeSpan.FromMilliseconds(milliseconds), rows * 100, rows * 50, rows * 60);
}
