using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed partial class ViewBypassesRlsRule : Rule<CreateView>
{
    private const int FirstWithInvokers = 15;

    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG618",
        Name = "view-bypasses-rls",
        Risk = Risk.Caution,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        Engine = 15,
        When = "A view reads a table with row security and does not say security_invoker.",
        Why = "It reads with the rights of its owner, whom the policies do not bind: whoever may read the view sees every row.",
        Instead = "Write WITH (security_invoker = true) (PostgreSQL 15); a materialized view has no such option, so do not make one of this table.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            """,
        Unsafe = "«CREATE VIEW total AS SELECT sum(total) FROM orders»;",
        Safe = "CREATE VIEW total WITH (security_invoker = true) AS SELECT sum(total) FROM orders;",
    };

    protected override IEnumerable<Finding> Check(CreateView change, RuleContext context)
    {
        if (InvokedSecurity().IsMatch(change.Definition))
        {
            return [];
        }

        var guarded = change.Reads.Where(read => context.Table(read) is { RowSecurity: true }).ToList();

        if (guarded.Count > 0)
        {
            return [Report(context, $"Who reads `{change.View}` sees all rows of {Wording.Names(guarded)}, whatever the policies say.") with
            {
                SafeSql = IsPlain(change) && context.NewestEngine >= FirstWithInvokers
                    ? $"CREATE {(change.OrReplace ? "OR REPLACE " : "")}VIEW {context.Quote(change.View)} WITH (security_invoker = true) AS {change.Query};"
                    : null,
            }];
        }

        return [];
    }

    /// <summary>Without options that would have to be kept.</summary>
    private static bool IsPlain(CreateView view) =>
        view is { Materialized: false, Temporary: false, Columns.Count: 0 } && view.Definition.EndsWith(view.Query, StringComparison.Ordinal)
            && !view.Definition[..^view.Query.Length].Contains('(', StringComparison.Ordinal);

    [GeneratedRegex("""security_invoker\s*(=\s*'?(true|on|yes|1)\b|[,)])""", RegexOptions.IgnoreCase)]
    private static partial Regex InvokedSecurity();
}
