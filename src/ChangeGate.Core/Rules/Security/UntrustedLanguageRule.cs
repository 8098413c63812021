using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class UntrustedLanguageRule : Rule<CreateFunction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG614",
        Name = "untrusted-language",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A function in a language that reaches the operating system.",
        Why = "It runs with the rights of the database server itself.",
        Instead = "Write it in SQL or PL/pgSQL, or keep it out of the database.",
        Unsafe = "«CREATE FUNCTION run(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator'»;",
        Safe = "CREATE FUNCTION run() RETURNS text LANGUAGE sql AS 'SELECT ''one''';",
    };

    protected override IEnumerable<Finding> Check(CreateFunction change, RuleContext context)
    {
        if (change.Language.ToLowerInvariant() is "c" or "internal" || change.Language.EndsWith('u'))
        {
            return [Report(context, $"`{change.Function}` in `{change.Language}` can do whatever the server may.")];
        }

        return [];
    }
}
