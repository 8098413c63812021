using ChangeGate.Changes;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locks;

/// <summary>A valid CHECK (column IS NOT NULL) spares SET NOT NULL the scan, from PostgreSQL 12 on; so does the column being NOT NULL already.</summary>
internal static class NullProof
{
    public static bool Of(SetNotNull set, RuleContext context)
    {
        if (context.Table(set.Table) is not { } table)
        {
            return context.Engine >= 12 && IsProofGivenUp(set, context);
        }

        if (table.Column(set.Column)?.NotNull == true)
        {
            return true;
        }

        return table.Constraints.Any(constraint => constraint is { NotValid: false, NotEnforced: false } && Proves(constraint, set.Column, context.Engine));
    }

    // No history tells what the constraint says, but nobody validates one before SET NOT NULL and drops it behind for anything else.
    private static bool IsProofGivenUp(SetNotNull set, RuleContext context) => context.ChangesBefore().OfType<ValidateConstraint>().Any(validate => validate.Table == set.Table
        && validate.Name.Contains(set.Column, StringComparison.Ordinal) && context.LaterChanges().OfType<DropConstraint>().Any(drop => drop.Table == set.Table && drop.Name == validate.Name));

    private static bool Proves(ConstraintDefinition constraint, string column, int engine) => constraint.Kind switch
    {
        ConstraintKind.Check => engine >= 12 && constraint.Expression is { } condition
            && ExpressionTokens.Of(condition).Conjuncts().Any(part => part.Before("is", "not", "null")?.AsColumn() == column),
        ConstraintKind.NotNull => constraint.Columns.Contains(column),
        _ => false,
    };
}
