using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Hygiene;

internal sealed class QueryStyleRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG521",
        Name = "query-style",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A query takes every column or every row, searches by the end of a text, sorts at random, or computes with a column that it compares.",
        Why = "What * gives changes with the table, and none of the others can use an index.",
        Instead = "Name the columns, say which rows, and compare columns as they are.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«SELECT * FROM orders WHERE status LIKE '%new'»;",
        Safe = "SELECT id FROM orders WHERE status LIKE 'new%';",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (TextOf(change, context) is not { } text)
        {
            return [];
        }

        return QueryHabits.In(text).ToList() is { Count: > 0 } habits ? [Report(context, string.Join(' ', habits))] : [];
    }

    private static string? TextOf(Change change, RuleContext context) => change switch
    {
        ReadRows or UpdateRows or DeleteRows or MergeRows or InsertRows => context.Migration.Text.Slice(change.Span),
        CreateView view => view.Query,
        _ => null,
    };
}
