using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed partial class EnvironmentConditionalSqlRule : Rule<RunBlock>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG706",
        Name = "environment-conditional-sql",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A DO block asks which database or server it runs on and does something else there.",
        Why = "What a rehearsal saw and what was approved is then not what happens in production.",
        Instead = "Write a migration that does the same everywhere, and configure what differs outside it.",
        Setup = "CREATE TABLE note (id int);",
        Unsafe = "«DO $$ BEGIN IF current_database() = 'production' THEN DELETE FROM note; END IF; END $$»;",
        Safe = "DO $$ BEGIN IF EXISTS (SELECT 1 FROM note) THEN RAISE NOTICE 'rows'; END IF; END $$;",
    };

    protected override IEnumerable<Finding> Check(RunBlock change, RuleContext context)
    {
        if (context.Statement.Changes.Any(static inner => !inner.Certain) && Asks().Match(context.Migration.Text.Slice(context.Statement.Span)) is { Success: true } asked)
        {
            return [Report(context, $"What this block does depends on `{asked.Value.ToLowerInvariant()}`.")];
        }

        return [];
    }

    [GeneratedRegex("""\b(current_database|current_catalog|inet_server_addr|inet_server_port|pg_is_in_recovery|cluster_name|system_identifier)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
