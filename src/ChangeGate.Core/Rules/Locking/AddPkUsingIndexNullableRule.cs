using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddPkUsingIndexNullableRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG219",
        Name = "add-pk-using-index-nullable",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A primary key takes over an index one of whose columns may be NULL.",
        Why = "The engine makes the column NOT NULL first, and reads the whole table while nobody reads or writes it.",
        Instead = "Make the columns NOT NULL by a validated check first.",
        Setup = """
            CREATE TABLE import (id int);
            CREATE UNIQUE INDEX import_id ON import (id);
            """,
        Unsafe = "ALTER TABLE import «ADD PRIMARY KEY USING INDEX import_id»;",
        Safe = "ALTER TABLE import ADD CONSTRAINT import_id_not_null CHECK (id IS NOT NULL) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.PrimaryKey, UsingIndex: { } name })
        {
            return [];
        }

        var index = context.Index(change.Table with { Name = name });
        var open = index?.Definition.Elements.Select(static element => element.Column).OfType<string>().Where(column => context.Column(change.Table, column) is not { NotNull: true }).ToList();

        if (index is null || open is { Count: > 0 })
        {
            return [Report(context, index is null
                ? $"Adding the primary key of `{change.Table}` reads every row unless the columns of `{name}` are NOT NULL already. The history does not say."
                : $"Adding the primary key of `{change.Table}` blocks reads and writes while {Wording.Names(open!)} is made NOT NULL.")];
        }

        return [];
    }
}
