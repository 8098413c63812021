using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class ConstraintLeftNotValidRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG239",
        Name = "constraint-left-not-valid",
        Risk = Risk.Notice,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        When = "A constraint is added NOT VALID, and nothing in the proposal validates it.",
        Why = "Rows that were there before are not checked: the constraint does not hold for them, and the planner does not rely on it.",
        Instead = "Propose the migration that validates it as well, to run after this one.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID»;",
        Safe = """
            BEGIN;
            ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
            COMMIT;
            ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
            """,
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { NotValid: true, NotEnforced: false } constraint || IsValidated(change, context))
        {
            yield break;
        }

        yield return Report(context, $"Nothing in this proposal validates `{constraint.Name ?? change.Table.Name}`, so it says nothing about the rows that `{change.Table}` has.") with
        {
            SafeSql = constraint.Name is { } name && context.Statement.Changes.Count == 1 ? $"{context.Migration.Text.Slice(context.Statement.Span)};\n-- in a later migration:\nALTER TABLE {context.Quote(change.Table)} VALIDATE CONSTRAINT {context.Quote(name)};" : null,
        };
    }

    private static bool IsValidated(AddConstraint change, RuleContext context) =>
        context.LaterChanges().Concat(context.ChangesOfLaterMigrations("VALIDATE")).OfType<ValidateConstraint>()
            .Any(validate => validate.Name == change.Constraint.Name && context.Resolve(validate.Table) == context.Resolve(change.Table));
}
