using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropOwnedRule : Rule<ChangeOwned>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG119",
        Name = "drop-owned",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "DROP OWNED or REASSIGN OWNED.",
        Why = "What a role owns is not written in the migration: whatever that is on the day goes, or changes hands.",
        Instead = "Drop or hand over each object by its name.",
        Setup = "CREATE ROLE loader;",
        Unsafe = "«DROP OWNED BY loader»;",
    };

    protected override IEnumerable<Finding> Check(ChangeOwned change, RuleContext context)
    {
        return [change.Drops && context.Loss.IsNone
            ? Report(context, $"DROP OWNED takes the privileges of {Wording.Names(change.Roles)}. What they owned was handed over before.") with { Risk = Risk.Caution, Hazards = [Hazard.Security] }
            : change.Drops
            ? Report(context, $"DROP OWNED deletes everything that {Wording.Names(change.Roles)} owns in this database.")
            : Report(context, $"REASSIGN OWNED hands over everything that {Wording.Names(change.Roles)} owns in this database.") with { Risk = Risk.Caution, Hazards = [Hazard.Security] }];
    }
}
