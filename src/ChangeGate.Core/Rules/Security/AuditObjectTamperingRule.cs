using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed partial class AuditObjectTamperingRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG620",
        Name = "audit-object-tampering",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security, Hazard.Integrity],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "Rows or parts of an audit log are deleted, overwritten or dropped, its triggers are turned off, or the pgaudit extension is dropped.",
        Why = "What happened can no longer be shown.",
        Instead = "Leave the log alone; let whoever answers for it move old rows away by a process of its own.",
        Setup = "CREATE TABLE audit_log (id int, what text);",
        Unsafe = "«DELETE FROM audit_log WHERE id < 100»;",
        Safe = "INSERT INTO audit_log (id, what) VALUES (1, 'migrated');",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var name = change switch
        {
            DropExtension { Extension: "pgaudit" } => "pgaudit",
            DropSchema drop when Schemas.Contains(drop.Schema) => drop.Schema,
            DropTrigger { Table: { } table } drop when drop.Name.Contains("audit", StringComparison.OrdinalIgnoreCase) && !context.IsMadeAgain(context.Subject) => $"{table}.{drop.Name}",
            SetTriggerEnabled { Enabled: false, IsGroup: false } set when set.Name.Contains("audit", StringComparison.OrdinalIgnoreCase) => $"{set.Table}.{set.Name}",
            DropTable or TruncateTable or DeleteRows or UpdateRows or MergeRows or DropColumn or RenameTable or MoveToSchema { Object.Kind: ObjectKind.Table } or SetTriggerEnabled { Enabled: false }
                when context.Subject is { } subject && IsLog(subject.Name) => Wording.Short(subject.Name).ToString(),
            _ => null,
        };

        return name is not null && !context.IsNewSubject ? [Report(context, $"`{name}` records what happened, and this takes some of it away.")] : [];
    }

    private static readonly HashSet<string> Schemas = new(StringComparer.OrdinalIgnoreCase) { "audit", "pgaudit", "changegate" };

    private static bool IsLog(ObjectName name) => (name.Schema is { } schema && Schemas.Contains(schema)) || LogName().IsMatch(name.Name);

    [GeneratedRegex("""^(.+_)?audit(s|_logs?|_trail|_events?|_entry|_entries|_records?)?$|^logged_actions$""", RegexOptions.IgnoreCase)]
    private static partial Regex LogName();
}
