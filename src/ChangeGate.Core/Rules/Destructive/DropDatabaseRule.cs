using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropDatabaseRule : Rule<DropDatabase>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG105",
        Name = "drop-database",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A database is dropped.",
        Why = "Everything in it is gone at once and cannot be rolled back; only a backup brings it back.",
        Instead = "Retire databases outside of migrations, after a backup was restored once.",
        Setup = "CREATE DATABASE shop;",
        Unsafe = "«DROP DATABASE shop»;",
    };

    internal override bool JudgesWhatIsUndone => true;

    protected override IEnumerable<Finding> Check(DropDatabase change, RuleContext context)
    {
        return [Report(context, $"Dropping database `{change.Database}` deletes everything in it.")];
    }
}
