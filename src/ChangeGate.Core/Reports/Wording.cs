using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What a status mark says; the words stand beside it, always.</summary>
public enum Tone
{
    Bad,
    Wait,
    Unknown,
    Good,
}

/// <summary>The words and numbers that all reports share.</summary>
public static class Wording
{
    public static string Mark(this Tone tone) => tone switch
    {
        Tone.Good => "✔",
        Tone.Wait => "●",
        Tone.Bad => "✖",
        _ => "○",
    };

    public static Tone ToTone(this Verdict verdict) => verdict switch
    {
        Verdict.Allowed => Tone.Good,
        Verdict.Pending => Tone.Wait,
        _ => Tone.Bad,
    };

    public static string ToTitle(this Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "allowed",
        Verdict.Pending => "approval needed",
        _ => "denied",
    };

    public static Tone ToTone(this Risk risk) => risk switch
    {
        Risk.Danger => Tone.Bad,
        Risk.Caution => Tone.Wait,
        _ => Tone.Unknown,
    };

    public static Tone ToTone(this RiskLevel level) => level switch
    {
        RiskLevel.Low => Tone.Good,
        RiskLevel.Moderate => Tone.Wait,
        _ => Tone.Bad,
    };

    public static Tone ToTone(this Reversibility reversibility) => reversibility switch
    {
        Reversibility.WithData => Tone.Good,
        Reversibility.SchemaOnly => Tone.Wait,
        _ => Tone.Bad,
    };

    public static Tone ToTone(this RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => Tone.Good,
        RunOutcome.Failed => Tone.Bad,
        _ => Tone.Wait,
    };

    public static string ToTitle(this RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "done",
        RunOutcome.Failed => "failed",
        _ => "needs attention",
    };

    /// <summary><c>SQLite</c>, <c>PostgreSQL 16</c>.</summary>
    public static string Engine(Dialect dialect, int version) => version == 0 ? dialect.ToTitle() : $"{dialect.ToTitle()} {version}";

    /// <summary><c>1.2 million</c>, <c>6,120</c>.</summary>
    public static string Count(long number) => number switch
    {
        >= 1_000_000_000 => (number / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + " billion",
        >= 1_000_000 => (number / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " million",
        _ => number.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary><c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    /// <summary><c>96 MB</c>, in powers of 1000.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000_000 => (bytes / 1e12).ToString("0.#", CultureInfo.InvariantCulture) + " TB",
        >= 1_000_000_000 => (bytes / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + " GB",
        >= 10_000_000 => $"{bytes / 1e6:0} MB",
        >= 1_000_000 => (bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " MB",
        >= 1_000 => $"{bytes / 1e3:0} kB",
        _ => $"{bytes} bytes",
    };

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => "under 1 ms",
        { TotalSeconds: < 1 } => $"{duration.TotalMilliseconds:0} ms",
        { TotalSeconds: < 10 } => $"{duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 2 } => $"{duration.TotalSeconds:0} s",
        { TotalHours: < 2 } => $"{duration.TotalMinutes:0} min",
        _ => $"{duration.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h",
    };

    /// <summary>As exact as an estimate is: <c>4 s</c>, <c>40 ms</c>.</summary>
    public static string Roughly(TimeSpan duration) => Roughly(duration, duration);

    /// <summary><c>2 to 9 s</c>, <c>800 ms to 3 s</c>.</summary>
    public static string Roughly(TimeSpan shortest, TimeSpan longest)
    {
        var (low, high) = (Rough(shortest), Rough(longest));

        return low == high ? $"{high.Number} {high.Unit}" : low.Unit == high.Unit ? $"{low.Number} to {high.Number} {high.Unit}" : $"{low.Number} {low.Unit} to {high.Number} {high.Unit}";
    }

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Who a requirement asks: <c>team dba</c>, <c>anyone but the author</c>.</summary>
    public static string Asked(EquatableList<string> from) =>
        from.Count == 0 ? "anyone but the author" : string.Join(" or ", from.Select(Asked));

    /// <summary>a; a and b; a, b and c.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    public static string Sentence(string text) => text.Length == 0 || char.IsUpper(text[0]) ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static (string Number, string Unit) Rough(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => ("1", "ms"),
        { TotalMilliseconds: < 995 } => (Digits(duration.TotalMilliseconds), "ms"),
        { TotalSeconds: < 95 } => (Digits(duration.TotalSeconds), "s"),
        { TotalMinutes: < 95 } => (Digits(duration.TotalMinutes), "min"),
        { TotalHours: < 95 } => (Digits(duration.TotalHours), "h"),
        _ => (Digits(duration.TotalDays), "days"),
    };

    // One digit below ten, two above.
    private static string Digits(double number)
    {
        var step = number < 9.5 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(number)) - 1);

        return (Math.Round(number / step) * step).ToString("0", CultureInfo.InvariantCulture);
    }

    private static string Asked(string who) => who switch
    {
        "anyone-but-author" => "anyone but the author",
        _ when who.StartsWith("team:", StringComparison.Ordinal) => $"team {Prose.Name(who["team:".Length..])}",
        _ => Prose.Name(who),
    };
}
