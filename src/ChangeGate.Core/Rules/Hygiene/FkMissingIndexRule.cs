using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Rules.Hygiene;

internal sealed class FkMissingIndexRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG508",
        Name = "fk-missing-index",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "The columns of a foreign key are the beginning of no index, and a partial index does not count. Of a new table only where it has such a partial index.",
        Why = "Every delete from the table that it points at reads this one from end to end.",
        Instead = "Make an index on them, CONCURRENTLY.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE payment (order_id bigint, paid int);
            """,
        Unsafe = "ALTER TABLE payment «ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID»;",
        Safe = "ALTER TABLE payment ADD CONSTRAINT paid_positive CHECK (paid > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (table, keys) = change switch
        {
            AddConstraint add => (add.Table, [add.Constraint]),
            AddColumn add => (add.Table, add.Constraints),
            CreateTable create => (create.Table, create.Constraints),
            _ => ((ObjectName?)null, default(EquatableList<ConstraintDefinition>)),
        };

        foreach (var key in keys.Where(static item => item.Kind == ConstraintKind.ForeignKey))
        {
            if (table is null || context.HasIndexOn(table, key.Columns) || IsKeyed(keys, key.Columns))
            {
                continue;
            }

            var partial = PartialIndexOn(table, key.Columns, context);

            if (partial is not null)
            {
                yield return Report(context, $"Index `{partial}` leaves rows out, so deletes from `{key.References?.Table}` read all of `{table}`.");
            }
            else if (change is AddConstraint)
            {
                yield return Report(context, $"No index begins with {Wording.Names(key.Columns)}, so deletes from `{key.References?.Table}` read all of `{table}`.");
            }
        }
    }

    private static bool IsKeyed(EquatableList<ConstraintDefinition> constraints, EquatableList<string> columns) =>
        constraints.Any(item => item.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique && item.Columns.Take(columns.Count).SequenceEqual(columns));

    private static string? PartialIndexOn(ObjectName table, EquatableList<string> columns, RuleContext context) => context.ChangesOfScript().OfType<CreateIndex>()
        .FirstOrDefault(create => create.Index.Where is not null && context.Resolve(create.Index.Table) == context.Resolve(table) && create.Index.Elements.Take(columns.Count).Select(static element => element.Column).SequenceEqual(columns))?.Index.Name;
}
