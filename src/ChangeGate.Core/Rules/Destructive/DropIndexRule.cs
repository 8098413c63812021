using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropIndexRule : Rule<DropIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG130",
        Name = "drop-index",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "An index is dropped.",
        Why = "Queries that used it read the whole table from now on.",
        Instead = "Make sure that nothing has used it for a while, and keep its definition to make it again.",
        Setup = """
            CREATE TABLE orders (id int, status text);
            CREATE INDEX orders_status ON orders (status);
            """,
        Unsafe = "«DROP INDEX CONCURRENTLY orders_status»;",
        Safe = """
            CREATE TABLE scratch (id int);
            CREATE INDEX scratch_id ON scratch (id);
            DROP INDEX scratch_id;
            """,
    };

    protected override IEnumerable<Finding> Check(DropIndex change, RuleContext context)
    {
        if (context.LocksOnlyWhatIsNew || (change.IfExists && context.BaselineIsKnown && context.Index(change.Index) is null))
        {
            return [];
        }

        return [Report(context, $"Dropping index `{change.Index}` slows the queries that use it.")];
    }
}
