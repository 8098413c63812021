using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MultipleAlterSameTableRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG525",
        Name = "multiple-alter-same-table",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A script alters one table by several statements that could be one.",
        Why = "Each waits for its lock anew, and where rows must be read or written again that happens as often.",
        Instead = "Write one ALTER TABLE with several clauses.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            ALTER TABLE orders «ADD COLUMN weight int»;
            """,
        Safe = "ALTER TABLE orders ADD COLUMN note text, ADD COLUMN weight int;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Statement.Kind != "AlterTableStmt" || change is ValidateConstraint || context.Subject is not { } subject || context.IsNew(subject.Name) || !ReferenceEquals(change, context.Statement.Changes[0]))
        {
            return [];
        }

        var again = context.Script.Statements.Take(context.Scene.Index)
            .Any(earlier => earlier.Kind == "AlterTableStmt" && earlier.Changes is [{ Subject: { } other } and not ValidateConstraint, ..] && context.Resolve(other.Name) == subject.Name);

        return again ? [Report(context, $"`{Wording.Short(subject.Name)}` is altered again: one statement would wait for its lock once.")] : [];
    }
}
