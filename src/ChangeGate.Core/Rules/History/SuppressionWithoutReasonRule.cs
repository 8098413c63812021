using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class SuppressionWithoutReasonRule : SuppressionRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG710",
        Name = "suppression-without-reason",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A `changegate:ignore` comment names no rule or gives no reason.",
        Why = "Whoever reads the report, now or in two years, has nothing to judge the exception by, so it is not obeyed.",
        Instead = "Write `-- changegate:ignore RULE reason`, the reason in words.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, status text);",
        Unsafe = """
            «-- changegate:ignore create-index-not-concurrent»
            CREATE INDEX orders_status ON orders (status);
            """,
        Safe = """
            -- changegate:ignore create-index-not-concurrent the shop is closed while this runs
            CREATE INDEX orders_status ON orders (status);
            """,
    };
}
