using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropTriggerRule : Rule<DropTrigger>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG129",
        Name = "drop-trigger",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A trigger that this proposal did not make is dropped.",
        Why = "What it kept up to date or refused, an audit trail for example, silently stops.",
        Instead = "Replace it with CREATE OR REPLACE TRIGGER (PostgreSQL 14), or make its successor first.",
        Setup = """
            CREATE TABLE orders (id int);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER audit BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
            """,
        Unsafe = "«DROP TRIGGER audit ON orders»;",
        Safe = """
            DROP TRIGGER audit ON orders;
            CREATE TRIGGER audit BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
            """,
    };

    protected override IEnumerable<Finding> Check(DropTrigger change, RuleContext context)
    {
        if (context.IsNewSubject || context.IsMadeAgain(context.Subject) || (change.IfExists && context.BaselineIsKnown && !context.ExistsTrigger(change)))
        {
            return [];
        }

        return [Report(context, $"Dropping trigger `{change.Name}` stops what it kept up to date or refused.")];
    }
}
