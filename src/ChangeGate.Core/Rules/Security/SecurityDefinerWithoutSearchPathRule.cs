using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class SecurityDefinerWithoutSearchPathRule : Rule<CreateFunction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG607",
        Name = "security-definer-without-search-path",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A SECURITY DEFINER function does not fix its search path.",
        Why = "Whoever can make a table or function in a schema of the path makes it run their code as its owner.",
        Instead = "Add SET search_path = pg_catalog, pg_temp, and revoke EXECUTE from PUBLIC.",
        Unsafe = "«CREATE FUNCTION close_all() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'»;",
        Safe = "CREATE FUNCTION close_all() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';",
    };

    protected override IEnumerable<Finding> Check(CreateFunction change, RuleContext context)
    {
        if (change.SecurityDefiner && (change.SearchPath is null || change.SearchPath.Contains("$user", StringComparison.Ordinal)))
        {
            return [Report(context, $"`{change.Function}` runs as its owner and finds names by the caller's search path.")];
        }

        return [];
    }
}
