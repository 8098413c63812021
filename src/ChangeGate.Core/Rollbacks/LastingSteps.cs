using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks;

/// <summary>What of a script remains: its steps without those that a ROLLBACK of the script itself takes back.</summary>
internal static class LastingSteps
{
    public static IReadOnlyList<Step> Of(IReadOnlyList<Step> all)
    {
        var steps = new List<Step>();
        var marks = new List<Mark>();

        foreach (var step in all)
        {
            if (step.Change is ControlTransaction control)
            {
                Follow(control, steps, marks);
            }
            else
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private static void Follow(ControlTransaction control, List<Step> steps, List<Mark> marks)
    {
        switch (control.Action)
        {
            case TransactionAction.Begin:
                marks.Add(new Mark(null, steps.Count));
                break;
            case TransactionAction.Savepoint:
                marks.Add(new Mark(control.Savepoint, steps.Count));
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

    private static int IndexOf(ControlTransaction control, List<Mark> marks) =>
        marks.FindLastIndex(mark => string.Equals(mark.Savepoint, control.Savepoint, StringComparison.OrdinalIgnoreCase));

    private sealed record Mark(string? Savepoint, int Count);
}
