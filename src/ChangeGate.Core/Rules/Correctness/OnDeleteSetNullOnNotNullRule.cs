using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Rules.Correctness;

internal sealed class OnDeleteSetNullOnNotNullRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG416",
        Name = "on-delete-set-null-on-not-null",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A foreign key sets a column to NULL, or to a default that it does not have, and the column is NOT NULL.",
        Why = "Every delete of a row that is pointed at fails.",
        Instead = "Use RESTRICT or CASCADE, or let the column be NULL.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY);
            CREATE TABLE payment (order_id bigint NOT NULL);
            """,
        Unsafe = "ALTER TABLE payment «ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE SET NULL NOT VALID»;",
        Safe = "ALTER TABLE payment ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (table, columns, keys) = Added(change);

        foreach (var key in keys.Where(static key => key.References is not null))
        {
            var refusing = key.Columns.FirstOrDefault(name => (columns.FirstOrDefault(column => column.Name == name) ?? context.Column(table!, name)) is { } column && Refuses(key.References!, column) // filtered above; who adds a key has a table
                && !context.LaterChanges().OfType<DropNotNull>().Any(drop => drop.Table == table && drop.Column == name));

            if (refusing is not null)
            {
                yield return Report(context, $"Deleting from `{key.References!.Table}` fails for rows that `{table}.{refusing}` points at, since that is NOT NULL."); // filtered above
            }
        }
    }

    private static (ObjectName? Table, EquatableList<ColumnDefinition> Columns, EquatableList<ConstraintDefinition> Keys) Added(Change change) => change switch
    {
        AddConstraint add => (add.Table, [], [add.Constraint]),
        AddColumn add => (add.Table, [add.Column], add.Constraints),
        CreateTable create => (create.Table, create.Columns, create.Constraints),
        _ => (null, [], []),
    };

    private static bool Refuses(ForeignKeyReference key, ColumnDefinition column) =>
        column.NotNull && (key.OnDelete == ReferentialAction.SetNull || key.OnUpdate == ReferentialAction.SetNull
            || (column is { Default: null, Identity: IdentityKind.None, Serial: false } && (key.OnDelete == ReferentialAction.SetDefault || key.OnUpdate == ReferentialAction.SetDefault)));
}
