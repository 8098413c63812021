using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;
using ChangeGate.Text;

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
        if (!change.OrReplace || change.Materialized || context.Subject is not { } subject || context.Before.Snapshot.Find<View>(subject) is not { } view || ColumnsOf(change, context) is not { } now
            || context.Scene.Sql.Read(new SourceText("", view.Definition)).Statements is not [{ Changes: [CreateView made, ..] }, ..] || ColumnsOf(made, context) is not { } old)
        {
            return [];
        }

        // What * stood for when the view was made is the beginning of what it stands for now.
        var lasts = !made.QueryColumns[0].Any(static column => column.Name is null);
        var changed = old.Where((column, index) => index >= now.Count ? lasts : now[index].Name != column.Name || (now[index].Type is { } type && column.Type is { } was && type != was)).FirstOrDefault();

        if (changed is not null)
        {
            return [Report(context, $"Column `{changed.Name}` of `{change.View}` does not stay where it is as it is, so the view cannot be replaced.")];
        }

        return [];
    }

    /// <summary>null where the query names too little.</summary>
    private static List<QueryColumn>? ColumnsOf(CreateView view, RuleContext context)
    {
        if (view.QueryColumns is not [var first, ..])
        {
            return null;
        }

        var columns = new List<QueryColumn>();

        foreach (var column in first)
        {
            if (column.Name is not null)
            {
                columns.Add(column);
                continue;
            }

            foreach (var relation in column.Relations)
            {
                if (context.Table(relation) is not { ColumnsKnown: true } table)
                {
                    return null;
                }

                columns.AddRange(table.Columns.Select(static one => new QueryColumn(one.Name, null, one.Name, [])));
            }
        }

        return [.. columns.Select((column, index) => index < view.Columns.Count ? column with { Name = view.Columns[index] } : column)];
    }
}
