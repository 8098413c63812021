using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks;

/// <summary>A change that takes effect, between the schemas before and after it.</summary>
internal sealed record Step(Statement Statement, Change Change, SchemaState Before, SchemaState After)
{
    /// <summary>The changes of a script without those that a ROLLBACK of the script itself takes back.</summary>
    public static IReadOnlyList<Step> Of(Script script, SchemaState before)
    {
        var steps = new List<Step>();
        var marks = new List<(string? Savepoint, int Count)>();
        var state = before;

        foreach (var statement in script.Statements)
        {
            foreach (var change in statement.Changes)
            {
                var after = state.Apply(change);

                if (change is ControlTransaction control)
                {
                    Follow(control, steps, marks);
                }
                else
                {
                    steps.Add(new Step(statement, change, state, after));
                }

                state = after;
            }
        }

        return steps;
    }

    private static void Follow(ControlTransaction control, List<Step> steps, List<(string? Savepoint, int Count)> marks)
    {
        switch (control.Action)
        {
            case TransactionAction.Begin:
                marks.Add((null, steps.Count));
                break;
            case TransactionAction.Savepoint:
                marks.Add((control.Savepoint, steps.Count));
                break;
            case TransactionAction.Commit:
                marks.Clear();
                break;
            case TransactionAction.Rollback when marks.Count > 0:
                steps.RemoveRange(marks[0].Count, steps.Count - marks[0].Count);
                marks.Clear();
                break;
            case TransactionAction.RollbackToSavepoint when IndexOf(control, marks) is >= 0 and var index:
                steps.RemoveRange(marks[index].Count, steps.Count - marks[index].Count);
                marks.RemoveRange(index + 1, marks.Count - index - 1);
                break;
            case TransactionAction.Release when IndexOf(control, marks) is >= 0 and var index:
                marks.RemoveRange(index, marks.Count - index);
                break;
        }
    }

    private static int IndexOf(ControlTransaction control, List<(string? Savepoint, int Count)> marks) =>
        marks.FindLastIndex(mark => string.Equals(mark.Savepoint, control.Savepoint, StringComparison.OrdinalIgnoreCase));
}
