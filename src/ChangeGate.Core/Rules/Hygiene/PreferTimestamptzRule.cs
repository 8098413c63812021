using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Hygiene;

internal sealed class PreferTimestamptzRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG515",
        Name = "prefer-timestamptz",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A column is timestamp without time zone.",
        Why = "It does not say which moment is meant: what is read depends on what each client takes for granted.",
        Instead = "Use timestamptz.",
        Unsafe = "«CREATE TABLE invoice (sent timestamp)»;",
        Safe = "CREATE TABLE invoice (sent timestamptz);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var (column, type) in WrittenColumns.Of(change))
        {
            if (type is { Schema: null, Name: "timestamp without time zone" })
            {
                yield return Report(context, $"`{column}` does not say in which time zone it is.");
            }
        }
    }
}
