using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Destructive;

internal sealed class DeleteUsingNoJoinPredicateRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG137",
        Name = "delete-using-no-join-predicate",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "DELETE … USING or UPDATE … FROM has no condition that ties the other table to the one that is written.",
        Why = "Every row is paired with every row: one row on the other side is enough to delete or overwrite the whole table.",
        Instead = "Say in WHERE how the two tables belong together.",
        Setup = """
            CREATE TABLE customer (id int, name text);
            CREATE TABLE orders (id int, customer_id int);
            """,
        Unsafe = "«DELETE FROM orders USING customer WHERE customer.name = 'Kim'»;",
        Safe = "UPDATE orders SET customer_id = customer.id FROM customer WHERE orders.customer_id IS NULL AND orders.id = customer.id;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (table, where, alias) = change switch
        {
            DeleteRows { Joins: true, Filter: not RowFilter.AlwaysFalse } delete => (delete.Table, delete.Where, delete.Alias),
            UpdateRows { Joins: true, Filter: not RowFilter.AlwaysFalse } update => (update.Table, update.Where, update.Alias),
            _ => ((ObjectName?)null, null, null),
        };

        if (table is null || context.Loss.IsNone || (where is not null && MayName(where, alias ?? table.Name, context.Table(table))))
        {
            return [];
        }

        return [Report(context, $"No condition ties the other tables to `{table}`, so any row there is enough to reach every row of it.")];
    }

    // A name without a table may be a column of either; only a table whose columns are known can rule that out.
    private static bool MayName(string where, string name, Table? table)
    {
        var tokens = ExpressionTokens.Of(where);

        return table is not { ColumnsKnown: true }
            || tokens.Qualifiers().Contains(name, StringComparer.OrdinalIgnoreCase)
            || tokens.Names().Any(word => !tokens.IsQualified(word) && (word == name || table.Column(word) is not null));
    }
}
