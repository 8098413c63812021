using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Correctness;

internal sealed class ReplaceViewColumnChangeRule : Rule<CreateView>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG417",
        Name = "replace-view-column-change",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "CREATE OR REPLACE VIEW drops, renames or retypes a column that the view has.",
        Why = "The statement fails: PostgreSQL only lets columns be added at the end.",
        Instead = "Keep the columns in their order and add new ones behind them, or drop the view and create it again with its grants.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE VIEW recent AS SELECT id, status FROM orders;
            """,
        Unsafe = "«CREATE OR REPLACE VIEW recent AS SELECT id, total FROM orders»;",
        Refused = new Refusal("42P16"),
        Safe = "CREATE OR REPLACE VIEW recent AS SELECT id, status, total FROM orders;",
    };

    protected override IEnumerable<Finding> Check(CreateView change, RuleContext context)
    {
        if (!change.OrReplace || change.Materialized || context.Subject is not { } subject || context.Before.Snapshot.Find<View>(subject) is not { Outputs.Count: > 0 } view
            || context.Before.OutputsOf(change) is not { Count: > 0 } now)
        {
            return [];
        }

        var changed = view.Outputs.Where((column, place) => place >= now.Count || !MayBe(now[place].Name, column.Name) || !MayBe(now[place].Type, column.Type)).FirstOrDefault();

        if (changed is not null)
        {
            return [Report(context, $"Column `{changed.Name ?? "?column?"}` of `{change.View}` does not stay where it is as it is, so the view cannot be replaced.")];
        }

        return [];
    }

    // What is not certain may be the same.
    private static bool MayBe<T>(T? one, T? other) => one is null || other is null || one.Equals(other);
}
