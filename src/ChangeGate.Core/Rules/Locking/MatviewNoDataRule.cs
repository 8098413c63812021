using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class MatviewNoDataRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG244",
        Name = "matview-no-data",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A materialized view is left WITH NO DATA.",
        Why = "Every query on it fails until it is filled (55000).",
        Instead = "Fill it in the same migration, or refresh it CONCURRENTLY without emptying it.",
        Setup = """
            CREATE TABLE orders (id int);
            CREATE MATERIALIZED VIEW sales AS SELECT id FROM orders;
            CREATE UNIQUE INDEX sales_id ON sales (id);
            """,
        Unsafe = "«REFRESH MATERIALIZED VIEW sales WITH NO DATA»;",
        Safe = "REFRESH MATERIALIZED VIEW CONCURRENTLY sales;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is not (RefreshView { WithNoData: true } or CreateView { Materialized: true, WithNoData: true }) || context.Subject is not { } view || IsFilled(view, context))
        {
            return [];
        }

        return [change is RefreshView
            ? Report(context, $"Every query on `{Wording.Short(view.Name)}` fails until it is refreshed again.")
            : Report(context, $"Every query on `{Wording.Short(view.Name)}` fails until it is refreshed.") with { Risk = Risk.Notice }];
    }

    private static bool IsFilled(ObjectId view, RuleContext context) =>
        context.LaterChanges().Concat(context.ChangesOfLaterMigrations("REFRESH")).Any(later => later is RefreshView { WithNoData: false } refresh && context.Before.Resolve(refresh.Subject!).Name == view.Name); // a refresh has a view
}
