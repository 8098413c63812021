using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class TruncateRestartIdentityRule : Rule<TruncateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG109",
        Name = "truncate-restart-identity",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "TRUNCATE has RESTART IDENTITY.",
        Why = "New rows get the numbers of old ones, and whatever kept those numbers outside of the database now points at other rows.",
        Instead = "Use CONTINUE IDENTITY, the default.",
        Setup = "CREATE TABLE invoice (id serial);",
        Unsafe = "«TRUNCATE invoice RESTART IDENTITY»;",
        Safe = """
            CREATE TABLE scratch (id serial);
            TRUNCATE scratch RESTART IDENTITY;
            """,
    };

    protected override IEnumerable<Finding> Check(TruncateTable change, RuleContext context)
    {
        return change.RestartIdentity && !context.IsNewSubject ? [Report(context, $"RESTART IDENTITY gives new rows of `{change.Table}` the numbers of old ones.")] : [];
    }
}
