using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Hygiene;

internal sealed class PreferBigintRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG513",
        Name = "prefer-bigint",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A column is smallint or integer, or a serial of that size.",
        Why = "Keys run out at two thousand million, and widening them then copies the table.",
        Instead = "Use bigint.",
        Unsafe = "«CREATE TABLE invoice (id int PRIMARY KEY)»;",
        Safe = "CREATE TABLE invoice (id bigint PRIMARY KEY);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var (column, type) in WrittenColumns.Of(change))
        {
            if (type.Schema is null && type.Name is "integer" or "smallint")
            {
                yield return Report(context, $"`{column}` is {type} and will run out of numbers before a bigint does.");
            }
        }
    }
}
