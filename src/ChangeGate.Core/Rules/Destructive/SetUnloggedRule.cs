using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class SetUnloggedRule : Rule<SetTablePersistence>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG128",
        Name = "set-unlogged",
        Risk = Risk.Danger,
        Hazards = [Hazard.Integrity, Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table is made UNLOGGED.",
        Why = "The whole table is copied. An unlogged table is empty after a crash, and was never on a replica.",
        Instead = "Keep the table logged.",
        Setup = "CREATE TABLE cart (id int);",
        Unsafe = "ALTER TABLE cart «SET UNLOGGED»;",
        Safe = "CREATE UNLOGGED TABLE cart_cache (id int);",
    };

    protected override IEnumerable<Finding> Check(SetTablePersistence change, RuleContext context)
    {
        if (change.Persistence == Persistence.Unlogged && !context.LocksOnlyWhatIsNew)
        {
            return [Report(context, $"Making `{change.Table}` unlogged {Wording.Blocks(context)} while it is copied. After a crash it is empty.")];
        }

        return [];
    }
}
