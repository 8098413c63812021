using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class CreateIndexNotConcurrentRule : Rule<CreateIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG201",
        Name = "create-index-not-concurrent",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An index is made on an existing table without CONCURRENTLY.",
        Why = "Writes to the table wait until the index is built.",
        Instead = "Use CREATE INDEX CONCURRENTLY, in a migration of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE INDEX orders_status ON orders (status)»;",
        Safe = "CREATE INDEX CONCURRENTLY orders_status ON orders (status);",
    };

    protected override IEnumerable<Finding> Check(CreateIndex change, RuleContext context)
    {
        if (change.Concurrent || change.Only || context.View(change.Index.Table) is not null)
        {
            return [];
        }

        return [Report(context, $"Creating index `{change.Index.Name ?? change.Index.Table.Name}` {Wording.Blocks(context)}.") with { SafeSql = SafeSql(context) }];
    }

    private static string? SafeSql(RuleContext context)
    {
        var text = context.Migration.Text.Slice(context.Statement.Span);
        var word = text.IndexOf("INDEX", StringComparison.OrdinalIgnoreCase);

        return word < 0 ? null : $"{text[..(word + 5)]} CONCURRENTLY{text[(word + 5)..]};";
    }
}
