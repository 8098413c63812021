using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class FkOnDeleteCascadeRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG406",
        Name = "fk-on-delete-cascade",
        Risk = Risk.Notice,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        When = "A foreign key with ON DELETE CASCADE is added. In a new table it is a design, and noted only where all rules are asked for.",
        Why = "From now on deleting one row takes others along that nobody named.",
        Instead = "Use RESTRICT, and delete what depends on it by statements of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE payment (order_id bigint);
            """,
        Unsafe = "ALTER TABLE payment «ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE NOT VALID»;",
        Safe = "ALTER TABLE payment ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        IEnumerable<(ObjectName Table, ConstraintDefinition Key)> keys = change switch
        {
            AddConstraint add => [(add.Table, add.Constraint)],
            AddColumn add => add.Constraints.Select(key => (add.Table, key)),
            CreateTable create => create.Constraints.Select(key => (create.Table, key)),
            _ => [],
        };

        foreach (var (table, key) in keys)
        {
            if (key.References is not { OnDelete: ReferentialAction.Cascade } reference || context.IsNew(reference.Table) || reference.Table == table)
            {
                continue;
            }

            var isDesign = change is CreateTable || context.IsNew(table);

            if (isDesign && !context.Scene.AllRules)
            {
                continue;
            }

            var finding = Report(context, $"From now on deleting from `{reference.Table}` also deletes the rows of `{table}` that point there.");

            yield return isDesign ? finding with { Hazards = [Hazard.Convention] } : finding;
        }
    }
}
