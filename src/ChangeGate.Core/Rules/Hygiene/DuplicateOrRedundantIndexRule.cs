using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class DuplicateOrRedundantIndexRule : Rule<CreateIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG510",
        Name = "duplicate-or-redundant-index",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        When = "The keys of a new index are those of another index of the table, or the first of them.",
        Why = "Every query that it serves is served by the other one, and every write pays for both.",
        Instead = "Leave it out.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE INDEX orders_customer_status ON orders (customer_id, status);
            """,
        Unsafe = "«CREATE INDEX orders_customer ON orders (customer_id)»;",
        Safe = "CREATE INDEX CONCURRENTLY orders_status ON orders (status);",
    };

    protected override IEnumerable<Finding> Check(CreateIndex change, RuleContext context)
    {
        var table = context.Resolve(change.Index.Table);
        var other = context.Before.Snapshot.Referrers(ObjectId.Table(table)).OfType<Schemas.Index>()
            .Where(index => index.Definition.Table == table && index.Valid && Serves(index.Definition, change.Index) && index.Definition.Name != change.Index.Name)
            .OrderBy(static index => index.Id.Name.Name, StringComparer.Ordinal).FirstOrDefault();

        if (other is null || context.ChangesOfScript().OfType<DropIndex>().Any(drop => drop.Index.Name == other.Id.Name.Name))
        {
            return [];
        }

        return [Report(context, $"Index `{other.Id.Name.Name}` of `{change.Index.Table}` already serves every query that `{change.Index.Name ?? "this one"}` would.")];
    }

    private static bool Serves(IndexDefinition other, IndexDefinition index)
    {
        var same = other.Elements.Count == index.Elements.Count;

        return other.Method == index.Method && other.Where == index.Where && (same || index.Method == "btree")
            && other.Elements.Count >= index.Elements.Count && other.Elements.AsSpan()[..index.Elements.Count].SequenceEqual(index.Elements.AsSpan())
            && (!index.Unique || (same && other.Unique && other.NullsNotDistinct == index.NullsNotDistinct))
            && index.Include.All(column => other.Include.Contains(column) || other.Elements.Any(element => element.Column == column));
    }
}
