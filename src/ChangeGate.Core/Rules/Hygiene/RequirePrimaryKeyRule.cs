using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class RequirePrimaryKeyRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG517",
        Name = "require-primary-key",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A table is made without a primary key, or loses it.",
        Why = "Rows cannot be told apart, and logical replication cannot send updates and deletes of them.",
        Instead = "Give the table a primary key.",
        Unsafe = "«CREATE TABLE invoice (number text)»;",
        Safe = "CREATE TABLE invoice (number text PRIMARY KEY);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        switch (change)
        {
            case CreateTable { Persistence: not Persistence.Temporary, PartitionOf: null } create when !(create.IfNotExists && context.Exists) && !HasKey(create) && !IsAddedLater(create.Table, context):
                yield return Report(context, $"`{create.Table}` has no primary key.");
                break;
            case DropConstraint drop when context.Table(drop.Table)?.PrimaryKey is { } key && key.Name == drop.Name && !IsAddedLater(drop.Table, context):
                yield return Report(context, $"`{drop.Table}` is left without a primary key.");
                break;
            case DropColumn drop when context.Table(drop.Table)?.PrimaryKey is { } key && key.Columns.Contains(drop.Column) && !IsAddedLater(drop.Table, context):
                yield return Report(context, $"`{drop.Table}` is left without a primary key.");
                break;
            default:
                break;
        }
    }

    // What a table that is inherited or copied brings along is not in the statement.
    private static bool HasKey(CreateTable create) => create.Constraints.Any(static item => item.Kind == ConstraintKind.PrimaryKey) || create.Like.Count > 0;

    private static bool IsAddedLater(ObjectName table, RuleContext context) =>
        context.LaterChanges().OfType<AddConstraint>().Any(add => add.Constraint.Kind == ConstraintKind.PrimaryKey && context.Resolve(add.Table) == context.Resolve(table));
}
