using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class DisableTriggerRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG611",
        Name = "disable-trigger",
        Risk = Risk.Danger,
        Hazards = [Hazard.Integrity, Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "Triggers are switched off.",
        Why = "Audit trails and derived values are not kept meanwhile; ALL also switches off foreign keys.",
        Instead = "Switch them on again in the same migration, and let whoever relies on them approve it.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «DISABLE TRIGGER ALL»;",
        Safe = "ALTER TABLE orders ENABLE TRIGGER ALL;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            SetTriggerEnabled { Enabled: false, IsGroup: true } set => $"All triggers of `{set.Table}` are switched off{(set.Name == "ALL" ? ", and with them its foreign keys" : "")}.",
            SetTriggerEnabled { Enabled: false } set => $"Trigger `{set.Name}` of `{set.Table}` is switched off.",
            SetSetting { Name: "session_replication_role", Value: "replica" } => "Triggers and foreign keys of every table are switched off for this session.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }
}
