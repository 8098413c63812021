using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.History;

/// <summary>A rule about the team's own way back from a migration.</summary>
public abstract class ReverseRule : MigrationRule
{
    internal abstract IEnumerable<Finding> Check(ReverseReading reading);
}

/// <summary>A migration, the schemas around it, and its down script as it would run behind it.</summary>
internal sealed class ReverseReading(RuleInput input, Migration migration, (SchemaState Before, SchemaState After) schemas)
{
    private Script? _script;

    public Migration Migration => migration;

    public bool AllRules => input.AllRules;

    public MigrationLayout Layout => input.Set.Layout;

    /// <summary>The schema that the migration meets.</summary>
    public SchemaState Before => schemas.Before;

    public ISqlDialect Sql => input.Sql;

    /// <summary>null where the team wrote none.</summary>
    public Script? Script => _script ??= migration.Down is { } down ? input.Sql.Read(down.Text) : null;

    public bool IsEmpty => Script is null || Script.Statements.All(static statement => statement.Changes.All(static change => change is MetaCommand));

    /// <summary>The schema behind the down script; null where it could not be known.</summary>
    public SchemaState? Restored
    {
        get
        {
            if (Script is null || !schemas.After.IsComplete)
            {
                return null;
            }

            var restored = schemas.After.Apply(Script);

            return restored.IsComplete ? restored : null;
        }
    }

    /// <summary>What the rules say of the down script, were it proposed by itself.</summary>
    public IEnumerable<Finding> Findings()
    {
        if (Script is null || migration.Down is not { } down)
        {
            return [];
        }

        var walk = new MigrationWalk(input with { AllRules = false }, migration with { Path = down.Path, Text = down.Text, Down = null }, Script);
        walk.Run(schemas.After, ProposalState.Start);

        return walk.Judge().Findings;
    }
}
