using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class AlterSystemOrDatabaseRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG613",
        Name = "alter-system-or-database",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability, Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A migration changes the server, not the schema.",
        Why = "It reaches every database and every session, and is not rolled back with the migration.",
        Instead = "Configure servers outside of migrations.",
        Unsafe = "«ALTER SYSTEM SET fsync = off»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is ConfigureServer server)
        {
            yield return Report(context, $"`{server.What}` changes the server for everybody.");
            yield break;
        }

        var call = context.Called.FirstOrDefault(static name => name.Name.ToLowerInvariant() is "pg_reload_conf" or "pg_terminate_backend" or "pg_cancel_backend" or "set_config");

        if (call is not null and not { Name: "set_config" })
        {
            yield return Report(context, $"`{call.Name}` reaches the sessions of others.");
        }
    }
}
