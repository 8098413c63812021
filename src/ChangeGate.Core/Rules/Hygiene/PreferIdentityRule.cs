using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class PreferIdentityRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG516",
        Name = "prefer-identity",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A column is serial.",
        Why = "Its sequence has privileges and an owner of its own, and any insert may overrule it without a word.",
        Instead = "Use GENERATED ALWAYS AS IDENTITY.",
        Unsafe = "«CREATE TABLE invoice (id bigserial PRIMARY KEY)»;",
        Safe = "CREATE TABLE invoice (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        IReadOnlyList<ColumnDefinition> columns = change switch
        {
            CreateTable create => create.Columns,
            AddColumn add => [add.Column],
            _ => [],
        };

        foreach (var column in columns.Where(static item => item.Serial))
        {
            yield return Report(context, $"`{column.Name}` is serial, where an identity column would do.");
        }
    }
}
