using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingIdleInTxTimeoutRule : Rule<ControlTransaction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG522",
        Name = "missing-idle-in-tx-timeout",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A script begins a transaction and sets no idle_in_transaction_session_timeout.",
        Why = "When whoever runs it loses the connection or stops in the middle, the locks stay until somebody notices. The governed runner does not wait in a transaction.",
        Instead = "Set idle_in_transaction_session_timeout = '30s' first.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            «BEGIN»;
            ALTER TABLE orders ADD COLUMN note text;
            COMMIT;
            """,
        Safe = """
            SET idle_in_transaction_session_timeout = '30s';
            BEGIN;
            ALTER TABLE orders ADD COLUMN note text;
            COMMIT;
            """,
    };

    protected override IEnumerable<Finding> Check(ControlTransaction change, RuleContext context)
    {
        if (change.Action == TransactionAction.Begin && context.ChangesOfScript().OfType<SetSetting>().LastOrDefault(static set => set.Name == "idle_in_transaction_session_timeout") is not { Value: not (null or "0") })
        {
            return [Report(context, "No idle_in_transaction_session_timeout is set, so a client that hangs keeps the locks of this transaction.")];
        }

        return [];
    }
}
