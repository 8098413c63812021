using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Changes of rows leave the schema alone, but a function that they call may not.</summary>
internal static partial class RowFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or LockTable:
                return true;
            case ReadRows read:
                schema.IsComplete &= !read.Calls.Any(call => Changes(schema, call));
                return true;
            case CallProcedure call:
                schema.IsComplete &= IsKnown(schema, call.Procedure) && !Changes(schema, call.Procedure);
                return true;
            default:
                return false;
        }
    }

    private static IEnumerable<Function> Overloads(SchemaEdit schema, ObjectName name) =>
        schema.Snapshot.Overloads(schema.Resolve(ObjectKind.Function, name));

    private static bool IsKnown(SchemaEdit schema, ObjectName name) => Overloads(schema, name).Any();

    private static bool Changes(SchemaEdit schema, ObjectName name) =>
        Overloads(schema, name).Any(function => Definition().IsMatch(function.Body ?? function.Definition));

    [GeneratedRegex("""\b(execute|create|alter|drop|rename|perform|call|grant|revoke)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Definition();
}
