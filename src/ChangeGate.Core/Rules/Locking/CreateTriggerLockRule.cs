using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class CreateTriggerLockRule : Rule<CreateTrigger>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG228",
        Name = "create-trigger-lock",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A trigger is made on an existing table.",
        Why = "Writes wait until the migration commits, and every write after it runs the function.",
        Instead = "Make it in a short migration of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            """,
        Unsafe = "«CREATE TRIGGER note BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note()»;",
        Safe = "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    };

    protected override IEnumerable<Finding> Check(CreateTrigger change, RuleContext context)
    {
        return [Report(context, $"Creating trigger `{change.Name}` blocks writes to `{change.Table}` until the migration commits.")];
    }
}
