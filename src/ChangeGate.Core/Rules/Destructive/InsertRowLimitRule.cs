using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class InsertRowLimitRule : Rule<InsertRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG135",
        Name = "insert-row-limit",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "One INSERT writes more than a thousand rows (`insertedRows` of the policy's limits), or as many as a large table holds, into a table that this proposal did not make.",
        Why = "The rows are one long transaction, and a script of data is hard to review.",
        Instead = "Load the rows with COPY or a tool of its own, a part at a time.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE ledger (id bigint);
            """,
        SetupRows = 2_000_000,
        Unsafe = "«INSERT INTO ledger (id) SELECT id FROM orders»;",
        Safe = "INSERT INTO ledger (id) VALUES (1), (2);",
    };

    protected override IEnumerable<Finding> Check(InsertRows change, RuleContext context)
    {
        if (context.IsNewSubject)
        {
            return [];
        }

        var rows = change.Rows ?? change.Reads.Select(context.Rows).Max() ?? 0;

        if (rows > (change.Rows is null ? Math.Max(ManyRead, context.Limits.InsertedRows) : context.Limits.InsertedRows))
        {
            return [Report(context, $"{(change.Rows is null ? "Up to " : "")}{Wording.Amount(rows)} rows are inserted into `{change.Table}` by one statement.")];
        }

        return [];
    }

    // Statistics say how many rows there are, not how many the query gives.
    private const int ManyRead = 100_000;
}
