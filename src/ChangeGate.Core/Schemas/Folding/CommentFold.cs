using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class CommentFold
{
    public static void Set(SchemaEdit schema, SetComment comment)
    {
        var (kind, name, part) = comment.Object;

        switch (kind)
        {
            case ObjectKind.Column:
                ColumnComment(schema, comment);
                break;
            case ObjectKind.Constraint:
                TableFold.Change(schema, name, table => table with
                {
                    Constraints = [.. table.Constraints.Select(one => one.Name == part ? one with { Comment = comment.Comment } : one)],
                });
                break;
            default:
                if (Find(schema, comment.Object) is { } value)
                {
                    schema.Put(value with { Comment = comment.Comment });
                }

                break;
        }
    }

    private static void ColumnComment(SchemaEdit schema, SetComment comment) => TableFold.Change(schema, comment.Object.Name, table => table with
    {
        Columns = [.. table.Columns.Select(column => column.Name == comment.Object.Part ? column with { Comment = comment.Comment } : column)],
    });

    private static SchemaObject? Find(SchemaEdit schema, ObjectId id) => id.Kind switch
    {
        ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Sequence or ObjectKind.Index => schema.FindRelation(id.Name),
        ObjectKind.Function => FunctionFold.Find(schema, id.Name, id.Part),
        _ => schema.Find<SchemaObject>(schema.Resolve(id)),
    };
}
