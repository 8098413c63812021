using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed partial class ConcurrentIndexInvalidLeftoverRule : Rule<CreateIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG232",
        Name = "concurrent-index-invalid-leftover",
        Risk = Risk.Notice,
        Hazards = [Hazard.Integrity, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An index is made CONCURRENTLY with IF NOT EXISTS, and nothing removes what an earlier attempt left.",
        Why = "A build that fails leaves an invalid index behind. IF NOT EXISTS finds its name the next time and does nothing, so the invalid one stays: writes pay for it and no query uses it.",
        Instead = "Drop the index CONCURRENTLY IF EXISTS first, and leave IF NOT EXISTS out.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status)»;",
        Safe = """
            DROP INDEX CONCURRENTLY IF EXISTS orders_status;
            CREATE INDEX CONCURRENTLY orders_status ON orders (status);
            """,
    };

    protected override IEnumerable<Finding> Check(CreateIndex change, RuleContext context)
    {
        if (change is not { Concurrent: true, IfNotExists: true, Index.Name: { } name } || context.ChangesBefore().OfType<DropIndex>().Any(drop => drop.Index.Name == name))
        {
            yield break;
        }

        yield return Report(context, $"If building `{name}` fails once, the next attempt finds the invalid index, takes it for the one that it was to make and leaves it.") with
        {
            SafeSql = SafeSql(change.Index.Table with { Name = name }, context),
        };
    }

    [GeneratedRegex(@"IF\s+NOT\s+EXISTS\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    private static string SafeSql(ObjectName index, RuleContext context) =>
        $"DROP INDEX CONCURRENTLY IF EXISTS {context.Quote(index)};\n{Condition().Replace(context.Migration.Text.Slice(context.Statement.Span), "", 1)};";
}
