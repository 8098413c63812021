using ChangeGate.Changes;

namespace ChangeGate.Rules.Values;

internal static class ForeignKeys
{
    /// <summary>The foreign keys that a change makes, whichever statement says so; the table that gets them is its subject's.</summary>
    public static IEnumerable<ConstraintDefinition> MadeBy(Change change)
    {
        IReadOnlyList<ConstraintDefinition> constraints = change switch
        {
            CreateTable create => create.Constraints,
            AddColumn add => add.Constraints,
            AddConstraint add => [add.Constraint],
            _ => [],
        };

        return constraints.Where(static constraint => constraint is { Kind: ConstraintKind.ForeignKey, References: not null });
    }
}
