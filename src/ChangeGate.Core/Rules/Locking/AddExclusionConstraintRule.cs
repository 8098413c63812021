using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddExclusionConstraintRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG220",
        Name = "add-exclusion-constraint",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An exclusion constraint is added to an existing table.",
        Why = "The index is built while nobody reads or writes the table; there is no concurrent way.",
        Instead = "Do it in a quiet hour with a lock timeout, or on a new table that takes over.",
        Setup = """
            CREATE TABLE booking (during tsrange);
            CREATE TABLE guest (id int);
            """,
        Unsafe = "ALTER TABLE booking «ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&)»;",
        Safe = "CREATE TABLE booking_two (during tsrange, EXCLUDE USING gist (during WITH &&));",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.Exclusion } constraint)
        {
            return [];
        }

        return [Report(context, $"Adding exclusion constraint `{constraint.Name}` {Wording.Blocks(context)} while its index is built.")];
    }
}
