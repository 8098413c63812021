using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddPrimaryKeyRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG218",
        Name = "add-primary-key",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A primary key is added to an existing table.",
        Why = "The index is built and the columns are made NOT NULL while nobody reads or writes the table.",
        Instead = "Build a unique index CONCURRENTLY, make the columns NOT NULL by a validated check, and add the key USING INDEX.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE import (id bigint);
            """,
        Unsafe = "ALTER TABLE import «ADD PRIMARY KEY (id)»;",
        Safe = "CREATE UNIQUE INDEX CONCURRENTLY import_pkey ON import (id);",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.PrimaryKey, UsingIndex: null })
        {
            yield break;
        }

        yield return Report(context, $"Adding a primary key to `{change.Table}` {Wording.Blocks(context)} while its index is built.") with
        {
            SafeSql = context.UniqueIndexFirst(change, "PRIMARY KEY"),
        };
    }
}
