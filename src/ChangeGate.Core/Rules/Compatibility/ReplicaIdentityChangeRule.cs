using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class ReplicaIdentityChangeRule : Rule<SetReplicaIdentity>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG311",
        Name = "replica-identity-change",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "The replica identity of a table changes.",
        Why = "Whoever reads the change stream may no longer know which row was updated or deleted.",
        Instead = "Agree on it with the consumers of the stream.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «REPLICA IDENTITY NOTHING»;",
        Safe = "COMMENT ON TABLE orders IS 'Purchases';",
    };

    protected override IEnumerable<Finding> Check(SetReplicaIdentity change, RuleContext context)
    {
        return [Report(context, $"Changing the replica identity of `{change.Table}` changes what readers of its change stream get to see.")];
    }
}
