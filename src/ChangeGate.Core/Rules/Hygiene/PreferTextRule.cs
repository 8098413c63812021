using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Hygiene;

internal sealed class PreferTextRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG514",
        Name = "prefer-text",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A column is char, or varchar with a length.",
        Why = "A length is a rule about values that costs a lock to change, and char pads with spaces. Neither saves room.",
        Instead = "Use text, with a CHECK where a length matters.",
        Unsafe = "«CREATE TABLE invoice (number varchar(20))»;",
        Safe = "CREATE TABLE invoice (number text CHECK (length(number) <= 20));",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var (column, type) in WrittenColumns.Of(change))
        {
            if (type is { Schema: null, Name: "character" or "bpchar" } or { Schema: null, Name: "character varying", Modifiers.Count: > 0 })
            {
                yield return Report(context, $"`{column}` is `{type}`, where text would do.");
            }
        }
    }
}
