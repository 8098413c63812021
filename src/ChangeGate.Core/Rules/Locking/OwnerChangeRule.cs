using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class OwnerChangeRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG247",
        Name = "owner-change",
        Risk = Risk.Caution,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "Something that exists gets another owner.",
        Why = "The old owner may no longer alter or drop it, the new one may do anything with it, and functions that run with the rights of their owner run with those of another. A table is locked against its readers meanwhile.",
        Instead = "Have whoever answers for the roles approve it, and set a lock_timeout.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE ROLE billing;
            """,
        Unsafe = "ALTER TABLE orders «OWNER TO billing»;",
        Safe = "GRANT SELECT ON orders TO billing;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is ChangeOwner owner)
        {
            yield return Report(context, $"`{owner.Owner}` may then do anything with `{Wording.Short(owner.Object)}`, and its old owner may not.");
        }
        else if (change is ChangeOwned { Drops: false } owned)
        {
            yield return Report(context, $"Everything that {Wording.Names(owned.Roles)} {(owned.Roles.Count == 1 ? "owns" : "own")} in this database gets another owner.");
        }
    }
}
