using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class SearchPathChangeRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG529",
        Name = "search-path-change",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness, Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "The search path is changed, for the names that follow or for a role.",
        Why = "A name without a schema then means another object, and whoever may make objects in a schema of the path decides which.",
        Instead = "Write the schema before each name.",
        Setup = "CREATE SCHEMA sales;",
        Unsafe = """
            «SET LOCAL search_path = sales»;
            CREATE TABLE note (id int);
            """,
        Safe = "CREATE TABLE sales.note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is AlterRole { Options: [var option, ..] } role && option.StartsWith("SET search_path", StringComparison.OrdinalIgnoreCase))
        {
            yield return Report(context, $"Names without a schema mean other objects for `{role.Role}` from the next session on.");
        }
        else if (change is SetSetting { Name: "search_path", Value: { Length: > 0 } value } && context.LaterChanges().Skip(1).Any(IsFoundByPath))
        {
            yield return Report(context, $"Names without a schema are looked for in `{value}` from here on.");
        }
    }

    private static bool IsFoundByPath(Change change) =>
        change.Subject is { Kind: not (ObjectKind.Schema or ObjectKind.Extension or ObjectKind.Role or ObjectKind.Database or ObjectKind.Privilege or ObjectKind.Other), Name.Schema: null };
}
