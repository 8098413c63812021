using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class SqliteAddColumnRestrictionsRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG403",
        Name = "sqlite-add-column-restrictions",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.Sqlite],
        When = "ADD COLUMN asks for what SQLite cannot do.",
        Why = "PRIMARY KEY and UNIQUE always fail. A default that is not constant and a stored generated column fail as soon as the table has a row, which an empty test database does not show.",
        Instead = "Add it with a constant default, or rebuild the table.",
        Setup = "CREATE TABLE orders (id INTEGER PRIMARY KEY);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN made_at TEXT DEFAULT CURRENT_TIMESTAMP»;",
        Safe = "ALTER TABLE orders ADD COLUMN made_at TEXT DEFAULT '';",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        var column = change.Column;
        var problem = change.Constraints.Any(static item => item.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique) ? "PRIMARY KEY and UNIQUE cannot be added"
            : column.Generated == GeneratedKind.Stored ? "a stored generated column cannot be added"
            : column.Default is { } value && (value.StartsWith('(') || value.StartsWith("CURRENT_", StringComparison.OrdinalIgnoreCase)) ? "a default that is not constant cannot be added to rows that are there"
            : null;

        return problem is not null ? [Report(context, $"Adding `{change.Table}.{column.Name}` fails: {problem}.")] : [];
    }
}
