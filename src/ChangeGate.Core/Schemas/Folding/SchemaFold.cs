using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>What each kind of change does to a schema, by family.</summary>
internal static class SchemaFold
{
    public static void Apply(SchemaEdit schema, Change change)
    {
        var isKnown = TableFold.Apply(schema, change)
            || ColumnFold.Apply(schema, change)
            || ConstraintFold.Apply(schema, change)
            || IndexFold.Apply(schema, change)
            || ViewFold.Apply(schema, change)
            || SequenceFold.Apply(schema, change)
            || TypeFold.Apply(schema, change)
            || CodeFold.Apply(schema, change)
            || NamespaceFold.Apply(schema, change)
            || AccessFold.Apply(schema, change)
            || SessionFold.Apply(schema, change)
            || RowFold.Apply(schema, change);

        if (!isKnown)
        {
            throw new UnreachableException($"No fold for {change.GetType().Name}.");
        }

        DefaultPrivilegeFold.Give(schema, change);
    }
}
