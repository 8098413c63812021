using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>The index behind a primary key, UNIQUE or EXCLUDE constraint: it has the constraint's name and comes and goes with it.</summary>
internal static class ConstraintIndexes
{
    /// <summary>ADD … USING INDEX: the columns are the index's, and the index takes the constraint's name.</summary>
    public static ConstraintDefinition Adopt(SchemaEdit schema, ObjectName table, ConstraintDefinition constraint)
    {
        if (constraint.UsingIndex is not { } adopted)
        {
            return constraint;
        }

        var name = constraint.Name ?? adopted;

        if (schema.Find<Index>(IdOf(table, adopted)) is not { } index)
        {
            return constraint with { Name = name };
        }

        schema.Remove(index.Id);

        return constraint with
        {
            Name = name,
            Columns = [.. index.Definition.Elements.Select(element => element.Column).OfType<string>()],
            Include = index.Definition.Include,
            NullsNotDistinct = index.Definition.NullsNotDistinct,
        };
    }

    public static void Put(SchemaEdit schema, ObjectName table, ConstraintDefinition constraint) => schema.Put(new Index
    {
        Id = IdOf(table, constraint.Name!),
        Constraint = constraint.Name,
        Definition = new IndexDefinition
        {
            Name = constraint.Name,
            Table = table,
            Elements = constraint.Kind == ConstraintKind.Exclusion
                ? [.. ExclusionElements.Of(constraint.Expression ?? "").Select(element => new IndexElement { Expression = element })]
                : [.. constraint.Columns.Select(column => new IndexElement { Column = column })],
            Unique = constraint.Kind != ConstraintKind.Exclusion,
            Method = constraint.Kind == ConstraintKind.Exclusion ? "gist" : "btree",
            Include = constraint.Include,
            NullsNotDistinct = constraint.NullsNotDistinct,
        },
    });

    public static void Rename(SchemaEdit schema, ObjectName table, string name, string newName)
    {
        if (schema.Find<Index>(IdOf(table, name)) is { Constraint: not null } index)
        {
            Renaming.Move(schema, index with { Constraint = newName }, table with { Name = newName });
        }
    }

    private static ObjectId IdOf(ObjectName table, string name) => new(ObjectKind.Index, table with { Name = name });
}
