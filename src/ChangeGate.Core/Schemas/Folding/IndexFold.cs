using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class IndexFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateIndex create:
                Create(schema, create);
                return true;
            case DropIndex drop:
                Drop(schema, drop.Index);
                return true;
            case RenameIndex rename when Find(schema, rename.Index) is { } index:
                Rename(schema, index, rename.NewName);
                return true;
            case SetIndexOption set when Find(schema, set.Index) is { } index:
                schema.Put(index with { Definition = index.Definition with { Options = StorageOptions.Apply(index.Definition.Options, set.What) } });
                return true;
            case RenameIndex or SetIndexOption or Reindex or AttachIndex:
                return true;
            default:
                return false;
        }
    }

    /// <summary>A constraint and its index share their name.</summary>
    public static void Rename(SchemaEdit schema, Index index, string newName)
    {
        if (index.Constraint is { } constraint && schema.Find<Table>(ObjectId.Table(index.Definition.Table)) is { } table)
        {
            schema.Put(table with
            {
                Constraints = ConstraintFold.Sort(table.Constraints.Select(one => one.Name == constraint ? one with { Name = newName } : one)),
            });
        }

        Renaming.Move(schema, index with { Constraint = index.Constraint is null ? null : newName }, index.Id.Name with { Name = newName });
    }

    private static Index? Find(SchemaEdit schema, ObjectName name) =>
        schema.Find<Index>(new ObjectId(ObjectKind.Index, schema.Resolve(ObjectKind.Index, name)));

    private static void Create(SchemaEdit schema, CreateIndex create)
    {
        var table = schema.Resolve(ObjectKind.Table, create.Index.Table);
        var definition = create.Index with { Table = table, Options = [.. create.Index.Options.Select(StorageOptions.Tidy).Order(StringComparer.Ordinal)] };
        var name = definition.Name ?? EngineNames.ForIndex(schema, table, definition);

        if (create.IfNotExists && schema.RelationAt(table with { Name = name }) is not null)
        {
            return;
        }

        var index = new Index { Id = new ObjectId(ObjectKind.Index, table with { Name = name }), Definition = definition with { Name = name } };
        schema.Put(index);

        if (!create.Only)
        {
            PartitionFold.PassOn(schema, index);
        }
    }

    private static void Drop(SchemaEdit schema, ObjectName name)
    {
        if (Find(schema, name) is { } index)
        {
            Removal.Drop(schema, index.Id);
        }
    }
}
