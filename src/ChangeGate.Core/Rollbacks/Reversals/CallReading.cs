using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>What the functions that a query calls may do beside giving a value.</summary>
internal static class CallReading
{
    public static void Judge(Undoing undo, ReadRows read)
    {
        var code = new ReadOnlyCode(undo.Step.Before, undo.Write.Sql);

        foreach (var call in read.Calls.Distinct())
        {
            if (MayDoAnything(undo, call, code))
            {
                undo.Refuse($"The query calls `{call}`, which may do anything.");
            }
        }
    }

    private static bool MayDoAnything(Undoing undo, ObjectName call, ReadOnlyCode code)
    {
        if (undo.IsSqlite)
        {
            return EngineReach.Reaches(call);
        }

        var known = undo.Before.Overloads(undo.Step.Before.Resolve(ObjectKind.Function, call)).Concat<SchemaObject>(Aggregates(undo, call)).ToList();

        return known.Count > 0
            ? !code.OnlyReads(known)
            : call.Schema is not (null or "pg_catalog") || EngineReach.Reaches(call);
    }

    private static IEnumerable<SchemaObject> Aggregates(Undoing undo, ObjectName call) =>
        undo.Before.Referrers(SchemaLinks.Behind("aggregate")).Where(aggregate => aggregate.Id.Name.Name == call.Name);
}
