using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropUniqueIndexOrConstraintRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG124",
        Name = "drop-unique-index-or-constraint",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A unique index or constraint is dropped.",
        Why = "The same value can be written twice from now on, and ON CONFLICT that names its columns fails.",
        Instead = "Make the unique index that replaces it first.",
        Setup = "CREATE TABLE person (email text UNIQUE);",
        Unsafe = "ALTER TABLE person «DROP CONSTRAINT person_email_key»;",
        Safe = """
            CREATE TABLE scratch (email text UNIQUE);
            ALTER TABLE scratch DROP CONSTRAINT scratch_email_key;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (name, unique) = change switch
        {
            DropConstraint drop when !context.IsNew(drop.Table) => (drop.Name, context.Table(drop.Table)?.Constraints.Any(item => item.Name == drop.Name && item.Kind == ConstraintKind.Unique) == true),
            DropIndex drop when !context.LocksOnlyWhatIsNew => (drop.Index.Name, context.Index(drop.Index) is { Definition.Unique: true }),
            _ => ("", false),
        };

        return unique ? [Report(context, $"Dropping `{name}` lets the same value in twice, and fails ON CONFLICT that names its columns.")] : [];
    }
}
