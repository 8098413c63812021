using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropConstraintRule : Rule<DropConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG122",
        Name = "drop-constraint",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        When = "A constraint is dropped and not made again.",
        Why = "Rows that it refused can be written from now on, and it cannot be added back while they are there.",
        Instead = "Add the constraint that replaces it first, NOT VALID where the table is large.",
        Setup = "CREATE TABLE orders (id int, total int CHECK (total > 0));",
        Unsafe = "ALTER TABLE orders «DROP CONSTRAINT orders_total_check»;",
        Safe = """
            ALTER TABLE orders DROP CONSTRAINT orders_total_check;
            ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
            """,
    };

    protected override IEnumerable<Finding> Check(DropConstraint change, RuleContext context)
    {
        if (context.IsNew(change.Table) || context.IsNewSubject)
        {
            return [];
        }

        var kind = context.Table(change.Table)?.Constraints.FirstOrDefault(item => item.Name == change.Name);

        // DropPrimaryKeyRule and DropUniqueIndexOrConstraintRule speak of keys.
        if (kind is { Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique } || (kind is null && change.IfExists && context.Table(change.Table) is not null && context.BaselineIsKnown))
        {
            return [];
        }

        if (context.ConstraintIsAddedAgain(change, kind))
        {
            return [];
        }

        return [Report(context, kind is { Kind: ConstraintKind.ForeignKey, References: { } reference }
            ? $"Dropping foreign key `{change.Name}` lets rows of `{change.Table}` point at rows of `{Wording.Short(reference.Table)}` that are not there."
            : $"Dropping constraint `{change.Name}` lets rows into `{change.Table}` that it refused.")];
    }
}
