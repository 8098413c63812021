using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed partial class SessionSettingLeakRule : Rule<SetSetting>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG528",
        Name = "session-setting-leak",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness, Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A setting that changes what statements mean is left behind in the session.",
        Why = "The next migration, or whoever gets the connection from a pool, runs with another role, path or time zone without knowing.",
        Instead = "Use SET LOCAL, or RESET it at the end.",
        Setup = """
            CREATE ROLE app_owner;
            GRANT CREATE ON SCHEMA public TO app_owner;
            """,
        Unsafe = """
            «SET role app_owner»;
            CREATE TABLE note (id int);
            """,
        Safe = """
            SET LOCAL role app_owner;
            CREATE TABLE note (id int);
            """,
    };

    protected override IEnumerable<Finding> Check(SetSetting change, RuleContext context)
    {
        if (change is not { Local: false, Value: not null } || !Leaks.Contains(change.Name))
        {
            return [];
        }

        var last = context.LaterChanges().Last(later => later is Maintain { Verb: "DISCARD ALL" } or SetSetting { Name: "all" } || (later is SetSetting { Local: false } set && set.Name == change.Name));

        if (ReferenceEquals(last, change))
        {
            return [Report(context, $"`{change.Name}` stays set after the script, for whatever runs next on the connection.") with
            {
                SafeSql = context.Statement.Kind == "VariableSetStmt" && context.Transactions.InTransaction(context.Scene.Index) ? $"{Setting().Replace(context.Migration.Text.Slice(context.Statement.Span), "SET LOCAL ")};" : null,
            }];
        }

        return [];
    }

    private static readonly HashSet<string> Leaks = new(StringComparer.Ordinal)
    {
        "search_path", "role", "session_authorization", "session authorization", "session_replication_role", "timezone", "time zone", "standard_conforming_strings", "row_security",
        "default_tablespace", "default_transaction_read_only", "check_function_bodies",
    };

    [GeneratedRegex(@"^set\s+(session\s+(?!authorization))?", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();
}
