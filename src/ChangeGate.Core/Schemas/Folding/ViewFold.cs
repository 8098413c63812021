using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

internal static class ViewFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateView create:
                Create(schema, create);
                return true;
            case DropView drop:
                Drop(schema, drop.View);
                return true;
            case RenameView rename:
                TableFold.Rename(schema, rename.View, rename.NewName);
                return true;
            case RefreshView:
                return true;
            default:
                return false;
        }
    }

    private static void Create(SchemaEdit schema, CreateView create)
    {
        var name = schema.Target(create.View, create.Temporary);
        var old = schema.RelationAt(name);

        if (create.IfNotExists && old is not null)
        {
            return;
        }

        var view = new View
        {
            Id = new ObjectId(create.Materialized ? ObjectKind.MaterializedView : ObjectKind.View, name),
            Definition = create.Definition,
            Query = create.Query,
            Columns = create.Columns,
            Outputs = QueryFold.Outputs(schema, create.Outline, create.Columns),
            DependsOn = DependsOn(schema, create.Reads),
            Comment = create.OrReplace ? old?.Comment : null,
        };

        if (old is not null && !create.OrReplace)
        {
            Removal.Drop(schema, old.Id);
        }

        schema.Put(view);
    }

    private static void Drop(SchemaEdit schema, ObjectName name)
    {
        if (schema.FindRelation(name) is View view)
        {
            Removal.Drop(schema, view.Id);
        }
    }

    private static EquatableList<ObjectId> DependsOn(SchemaEdit schema, EquatableList<ObjectName> reads) =>
        [.. reads.Select(read => Relation(schema, read)).OfType<ObjectId>().Distinct().Order(ObjectIdOrder.Instance)];

    // What is not there is a catalog of the engine, or something that the history does not know; SQLite asks for it only when the view is read.
    private static ObjectId? Relation(SchemaEdit schema, ObjectName read)
    {
        var name = schema.Resolve(ObjectKind.Table, read);

        return schema.RelationAt(name)?.Id ?? (schema.IsPostgreSql && (read.Schema is null or "pg_catalog" or "information_schema") ? null : ObjectId.Table(name));
    }
}
