using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Which step is the last that adds rows to a table. Rows that an earlier one took away may come again there, under their keys and with other values.</summary>
internal sealed class Refills
{
    private readonly Dictionary<ObjectId, int> _last = [];

    /// <param name="steps">Of the whole migration.</param>
    /// <param name="lineages">Before each of the steps.</param>
    public Refills(IReadOnlyList<Step> steps, IReadOnlyList<Lineage> lineages)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            if (FilledBy(steps[index].Change) is { } name && lineages[index].Of(steps[index].Before.Resolve(ObjectKind.Table, name))?.Origin is { } origin)
            {
                _last[origin.Id] = index;
            }
        }
    }

    /// <param name="origin">The table as it stood before the migration.</param>
    /// <param name="step">Counted from 0.</param>
    public bool Follow(Table origin, int step) => _last.TryGetValue(origin.Id, out var last) && last > step;

    private static ObjectName? FilledBy(Change change) => change switch
    {
        InsertRows insert => insert.Table,
        MergeRows merge => merge.Table,
        CopyRows { IntoTable: true } copy => copy.Table,
        _ => null,
    };
}
