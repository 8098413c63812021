using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class TimeoutTooLongOrZeroRule : Rule<SetSetting>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG503",
        Name = "timeout-too-long-or-zero",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "lock_timeout or statement_timeout is turned off or set to more than it can be good for.",
        Why = "It no longer protects anybody.",
        Instead = "Set lock_timeout to a few seconds.",
        Unsafe = "«SET lock_timeout = '10min'»;",
        Safe = "SET lock_timeout = '2s';",
    };

    protected override IEnumerable<Finding> Check(SetSetting change, RuleContext context)
    {
        if (change is { Name: "lock_timeout" or "statement_timeout", Value: { } value } && Milliseconds(value) is { } time && (time == 0 || (change.Name == "lock_timeout" && time > context.Limits.LockTimeoutSeconds * 1000L)))
        {
            return [Report(context, $"`{change.Name}` of `{value}` protects nobody.")];
        }

        return [];
    }

    private static long? Milliseconds(string value)
    {
        var digits = value.TakeWhile(char.IsAsciiDigit).Count();

        if (digits is 0 or > 12)
        {
            return null;
        }

        var count = long.Parse(value[..digits], CultureInfo.InvariantCulture);

        return value[digits..].Trim() switch
        {
            "" or "ms" => count,
            "s" => count * 1000,
            "min" => count * 60_000,
            "h" => count * 3_600_000,
            _ => null,
        };
    }
}
