using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class StaleSuppressionRule : SuppressionRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG711",
        Name = "stale-suppression",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A `changegate:ignore` comment names a rule that does not exist, stands at no statement, or excepts nothing that was found.",
        Why = "It looks as if something was looked at and found harmless, and hides the next finding of that name.",
        Instead = "Remove it, or put it directly above the statement that it is about.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, status text);",
        Unsafe = """
            «-- changegate:ignore drop-colum nobody reads it since July»
            CREATE INDEX CONCURRENTLY orders_status ON orders (status);
            """,
        Safe = "CREATE INDEX CONCURRENTLY orders_status ON orders (status);",
    };
}
