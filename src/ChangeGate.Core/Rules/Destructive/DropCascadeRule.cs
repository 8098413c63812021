using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropCascadeRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG106",
        Name = "drop-cascade",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "Something is dropped with CASCADE.",
        Why = "Whatever depends on it goes too: views, foreign keys, defaults, and with a type the columns that have it. None of that is named in the migration.",
        Instead = "Leave CASCADE out and drop each dependent object by its name first.",
        Setup = """
            CREATE TABLE orders (id int);
            CREATE VIEW open_orders AS SELECT id FROM orders;
            """,
        Unsafe = "«DROP TABLE orders CASCADE»;",
        Safe = """
            CREATE TABLE scratch (id int);
            DROP TABLE scratch CASCADE;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var cascades = change is DropTable { Cascade: true } or DropColumn { Cascade: true } or DropView { Cascade: true } or DropSequence { Cascade: true }
            or DropFunction { Cascade: true } or DropConstraint { Cascade: true } or DropIndex { Cascade: true } or DropTrigger { Cascade: true } or DropExtension { Cascade: true };

        if (!cascades || context.IsNewSubject || context.Subject is not { } subject)
        {
            return [];
        }

        var dependents = context.Before.Snapshot.DependentsOf(subject).Select(id => Wording.Short(id)).ToList();

        if (dependents.Count == 0 && context.BaselineIsKnown)
        {
            return [];
        }

        return [Report(context, dependents.Count > 0
            ? $"CASCADE drops {Wording.Names(dependents)} together with `{Wording.Short(subject)}`."
            : $"CASCADE drops whatever depends on `{Wording.Short(subject)}`. The history does not say what that is.")];
    }
}
