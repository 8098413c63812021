using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropForeignTableOrServerRule : Rule<ChangeOther>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG140",
        Name = "drop-foreign-table-or-server",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A foreign table, a foreign server, a user mapping, a subscription or a publication is dropped.",
        Why = "What reads the other database through it fails, and what is replicated through it stops and must be copied anew.",
        Instead = "Release the code that no longer needs it first, and tell whoever runs the other side.",
        Setup = "CREATE PUBLICATION shop;",
        Unsafe = "«DROP PUBLICATION shop»;",
        Safe = "CREATE PUBLICATION other;",
    };

    protected override IEnumerable<Finding> Check(ChangeOther change, RuleContext context)
    {
        if (change is { Verb: "drop", Object: { Part: "foreign table" or "server" or "foreign server" or "user mapping" or "subscription" or "publication" or "foreign data wrapper" } gone }
            && !context.LaterChanges().OfType<ChangeOther>().Any(later => later.Verb == "create" && later.Object == gone))
        {
            return [Report(context, $"Dropping {gone.Part} `{gone.Name}` fails or stops what goes through it.")];
        }

        return [];
    }
}
