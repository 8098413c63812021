using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class SetLoggedRule : Rule<SetTablePersistence>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG241",
        Name = "set-logged",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An unlogged table is made LOGGED.",
        Why = "The whole table is copied and written to the log, and nobody reads or writes it until then.",
        Instead = "Make a logged table beside it, copy the rows in batches, and swap the names.",
        Setup = "CREATE UNLOGGED TABLE cart (id int);",
        Unsafe = "ALTER TABLE cart «SET LOGGED»;",
        Safe = "CREATE TABLE cart_copy (LIKE cart INCLUDING ALL);",
    };

    protected override IEnumerable<Finding> Check(SetTablePersistence change, RuleContext context)
    {
        if (change.Persistence == Persistence.Permanent && context.Table(change.Table) is null or { Persistence: not Persistence.Permanent })
        {
            return [Report(context, $"Making `{change.Table}` logged {Wording.Blocks(context)} while it is copied.")];
        }

        return [];
    }
}
