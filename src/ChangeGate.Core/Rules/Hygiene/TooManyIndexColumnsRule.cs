using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class TooManyIndexColumnsRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG511",
        Name = "too-many-index-columns",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "An index that is not unique has more than three keys, any index more than five, or one key twice, or a table more than ten indexes. The policy's limits say otherwise with `indexColumns`, `uniqueIndexColumns` and `indexesPerTable`.",
        Why = "Later keys seldom narrow a search down, and every write pays for them.",
        Instead = "Keep the keys that narrow a search down most.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE INDEX orders_all ON orders (customer_id, status, total, id)»;",
        Safe = "CREATE INDEX CONCURRENTLY orders_some ON orders (customer_id, status);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var (name, keys, unique) in KeysOf(change))
        {
            if (keys.Count > (unique ? context.Limits.UniqueIndexColumns : context.Limits.IndexColumns))
            {
                yield return Report(context, $"`{name}` has {keys.Count} keys.");
            }

            if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
            {
                yield return Report(context, $"`{name}` has the same key twice.");
            }
        }

        if (change is CreateIndex create && context.Resolve(create.Index.Table) is var table
            && context.Before.Snapshot.Referrers(ObjectId.Table(table)).OfType<Schemas.Index>().Count(index => index.Definition.Table == table) is var count && count >= context.Limits.IndexesPerTable)
        {
            yield return Report(context, $"`{create.Index.Table}` has {count} indexes already.");
        }
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Keys, bool Unique)> KeysOf(Change change)
    {
        if (change is CreateIndex create)
        {
            return [(create.Index.Name ?? create.Index.Table.Name, [.. create.Index.Elements.Select(static element => element.Column ?? element.Expression ?? "")], create.Index.Unique)];
        }

        IReadOnlyList<ConstraintDefinition> constraints = change switch
        {
            CreateTable table => table.Constraints,
            AddConstraint add => [add.Constraint],
            _ => [],
        };

        return constraints.Where(static item => item.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.ForeignKey)
            .Select(item => (item.Name ?? change.Subject!.Name.Name, (IReadOnlyList<string>)item.Columns, true)); // every change that makes a constraint has a table
    }
}
