using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>A change of a script, between the schemas before and after it.</summary>
internal sealed record Step(Statement Statement, Change Change, SchemaState Before, SchemaState After)
{
    public static IReadOnlyList<Step> Of(Script script, SchemaState before)
    {
        var steps = new List<Step>();
        var state = before;

        foreach (var statement in script.Statements)
        {
            foreach (var change in statement.Changes)
            {
                steps.Add(new Step(statement, change, state, state.Apply(change)));
                state = steps[^1].After;
            }
        }

        return steps;
    }
}
