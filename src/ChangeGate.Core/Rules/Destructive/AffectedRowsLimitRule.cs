using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Destructive;

internal sealed class AffectedRowsLimitRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG144",
        Name = "affected-rows-limit",
        Risk = Risk.Caution,
        Hazards = [Hazard.DataLoss, Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        DefaultOn = false,
        When = "One statement may change more rows than the policy's limits let it (`affectedRows`, ten thousand), by the sizes that statistics give. A condition that names values of the primary key changes as many rows as it names.",
        Why = "So much at once is seldom meant, cannot be looked through, and stays locked until the migration commits.",
        Instead = "Change the rows in parts, each by a range of the key, or raise the limit in the policy.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text);",
        SetupRows = 50_000,
        Unsafe = "«UPDATE orders SET status = 'new' WHERE status IS NULL»;",
        Safe = "UPDATE orders SET status = 'new' WHERE id = 5 AND status IS NULL;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (table, where, filter) = change switch
        {
            UpdateRows update => (update.Table, update.Where, update.Filter),
            DeleteRows delete => (delete.Table, delete.Where, delete.Filter),
            _ => (null, null, RowFilter.AlwaysFalse),
        };

        if (table is null || filter == RowFilter.AlwaysFalse || context.IsNewSubject || context.SubjectRows is not { } rows)
        {
            yield break;
        }

        var affected = filter == RowFilter.Some && where is not null ? Math.Min(rows, KeysNamed(where, context) ?? rows) : rows;

        if (affected > context.Limits.AffectedRows)
        {
            yield return Report(context, $"Up to {Wording.Amount(affected)} rows of `{table}` are changed by one statement; the limit is {Wording.Amount(context.Limits.AffectedRows)}.") with
            {
                Hazards = change is DeleteRows ? Doc.Hazards : [Hazard.Availability, Hazard.Convention],
            };
        }
    }

    // id = 5 is one row; id IN (…) and a comparison with a range are not counted here.
    private static long? KeysNamed(string where, RuleContext context) =>
        context.Table(context.Subject!.Name)?.PrimaryKey is { Columns: [var key] } // whoever asks has a table
        && ExpressionTokens.Of(where).Conjuncts().Any(part => part.Count >= 3 && part[0].TrimStart('"') == key && part[1] == "=" && !part.Names().Skip(1).Any()) ? 1 : null;
}
