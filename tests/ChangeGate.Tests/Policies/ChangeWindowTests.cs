using ChangeGate.Policies;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Policies;

internal sealed class ChangeWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestCase("Mon-Thu 08:00-16:00", "2026-11-23T08:00", ExpectedResult = true, TestName = "Open_at_the_first_minute")]
    [TestCase("Mon-Thu 08:00-16:00", "2026-11-23T07:59", ExpectedResult = false, TestName = "Shut_the_minute_before")]
    [TestCase("Mon-Thu 08:00-16:00", "2026-11-26T15:59", ExpectedResult = true, TestName = "Open_at_the_last_minute")]
    [TestCase("Mon-Thu 08:00-16:00", "2026-11-26T16:00", ExpectedResult = false, TestName = "Shut_at_the_end")]
    [TestCase("Mon-Thu 08:00-16:00", "2026-11-27T10:00", ExpectedResult = false, TestName = "Shut_on_another_day")]
    [TestCase("Sat 22:00-04:00", "2026-11-29T03:00", ExpectedResult = true, TestName = "Open_in_the_night_that_began_yesterday")]
    [TestCase("Sat 22:00-04:00", "2026-11-28T03:00", ExpectedResult = false, TestName = "Shut_in_the_night_before")]
    [TestCase("Fri-Mon,wed 00:00-24:00", "2026-11-25T23:59", ExpectedResult = true, TestName = "Days_go_round_and_are_listed")]
    [TestCase("Fri-Mon 00:00-24:00", "2026-11-24T12:00", ExpectedResult = false, TestName = "And_no_others")]
    public bool Hours_of_the_week(string written, string local) =>
        OpenHours.TryRead(written, out var hours) && hours!.Hold(DateTime.Parse(local));

    [TestCase("")]
    [TestCase("Mon")]
    [TestCase("Mon 8:00-16:00")]
    [TestCase("Mon 08:00")]
    [TestCase("Mo 08:00-16:00")]
    [TestCase("Mon-Wed-Fri 08:00-16:00")]
    [TestCase("Mon 08:00-25:00")]
    [TestCase("Mon, 08:00-16:00")]
    public void What_is_no_window_is_not_read_as_one(string written) => Assert.That(OpenHours.TryRead(written, out _), Is.False);

    [TestCase("2026-12-20..2027-01-03", "2026-12-20T00:00:00Z", ExpectedResult = false)]
    [TestCase("2026-12-20..2027-01-03", "2027-01-03T22:59:00Z", ExpectedResult = false)]
    [TestCase("2026-12-20..2027-01-03", "2027-01-03T23:00:00Z", ExpectedResult = true)]
    [TestCase("2026-12-24", "2026-12-23T23:30:00Z", ExpectedResult = false)]
    public bool Frozen_days_are_those_of_the_zone(string written, string moment) =>
        FrozenDays.TryRead(written, out var days) && new ChangeWindows([], [days!], Berlin).IsOpenAt(DateTimeOffset.Parse(moment));

    [TestCase("2027-01-03..2026-12-20")]
    [TestCase("soon")]
    [TestCase("2026-12-20..2026-12-21..2026-12-22")]
    public void Days_that_end_before_they_begin_are_none(string written) => Assert.That(FrozenDays.TryRead(written, out _), Is.False);

    [Test]
    public void The_clock_of_the_zone_counts_also_when_it_is_put_back()
    {
        OpenHours.TryRead("Sun 02:00-03:00", out var hours);
        var windows = new ChangeWindows([hours!], [], Berlin);

        // On 2026-10-25 the hour from two to three comes twice.
        Assert.That(new[] { "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z" }.Select(moment => windows.IsOpenAt(DateTimeOffset.Parse(moment))), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public void The_next_opening_is_open_and_none_comes_before_it() => FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
        Gen.Choose(0, 6).SelectMany(_ => Gen.Choose(0, 23), (day, from) => (day, from)).SelectMany(_ => Gen.Choose(0, 20_000), (one, minutes) => (one.day, one.from, minutes)).ToArbitrary(),
        drawn =>
        {
            var windows = new ChangeWindows([new OpenHours([(DayOfWeek)drawn.day], new TimeOnly(drawn.from, 0), new TimeOnly((drawn.from + 2) % 24, 30))], [], Berlin);
            var moment = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero).AddMinutes(drawn.minutes);
            var next = windows.NextOpening(moment);

            return next is { } opening && windows.IsOpenAt(opening) && opening > moment
                && (windows.IsOpenAt(opening.AddMinutes(-1)) ? opening.AddMinutes(-1) <= moment : Enumerable.Range(1, (int)(opening - moment).TotalMinutes - 1).All(minute => !windows.IsOpenAt(moment.AddMinutes(minute))));
        }));
}
