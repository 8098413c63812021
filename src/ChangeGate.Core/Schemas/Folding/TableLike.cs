using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>What CREATE TABLE takes over from the tables that LIKE names (PostgreSQL manual, CREATE TABLE). The copies live on without them.</summary>
internal static class TableLike
{
    public static IEnumerable<ColumnDefinition> Columns(SchemaEdit schema, ColumnsOf like)
    {
        if (schema.FindTable(like.Source) is { } table)
        {
            return table.Columns.Select(column => Copy(column, like));
        }

        var type = schema.Find<UserType>(new ObjectId(ObjectKind.Type, schema.Resolve(ObjectKind.Type, like.Source)));

        return type?.Fields ?? [];
    }

    /// <summary>Checks keep their names.</summary>
    public static void PutConstraints(SchemaEdit schema, CreateTable create, ObjectName name) => ConstraintFold.Add(schema, name, Models(schema, create)
        .Where(model => model.Like.Has("constraints"))
        .SelectMany(model => model.Table.Constraints.Where(constraint => constraint.Kind == ConstraintKind.Check).Select(constraint => Noted(constraint, model.Like))));

    /// <summary>Indexes, and the constraints that stand on one, are named anew.</summary>
    public static void PutIndexes(SchemaEdit schema, CreateTable create, ObjectName name)
    {
        foreach (var (table, like) in Models(schema, create).Where(model => model.Like.Has("indexes")))
        {
            ConstraintFold.Add(schema, name, table.Constraints
                .Where(constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion)
                .Select(constraint => Noted(constraint, like) with { Name = null }));

            foreach (var index in schema.Snapshot.Referrers(table.Id).OfType<Index>().Where(index => index.Constraint is null).OrderBy(index => index.Id, ObjectIdOrder.Instance))
            {
                var definition = index.Definition with { Table = name, Name = null };
                var chosen = EngineNames.ForIndex(schema, name, definition);
                schema.Put(new Index
                {
                    Id = new ObjectId(ObjectKind.Index, name with { Name = chosen }),
                    Definition = definition with { Name = chosen },
                    Comment = like.Has("comments") ? index.Comment : null,
                });
            }
        }
    }

    private static List<(Table Table, ColumnsOf Like)> Models(SchemaEdit schema, CreateTable create) =>
        [.. create.Like.Select(like => (Table: schema.FindTable(like.Source), Like: like)).Where(model => model.Table is not null).Select(model => (model.Table!, model.Like))];

    private static ConstraintDefinition Noted(ConstraintDefinition constraint, ColumnsOf like) => like.Has("comments") ? constraint : constraint with { Comment = null };

    private static ColumnDefinition Copy(ColumnDefinition column, ColumnsOf like)
    {
        var isGenerated = column.Generated != GeneratedKind.None && like.Has("generated");

        return new ColumnDefinition
        {
            Name = column.Name,
            Type = column.Type,
            NotNull = column.NotNull,
            Collation = column.Collation,
            Default = like.Has("defaults") ? column.Default : null,
            Identity = like.Has("identity") ? column.Identity : IdentityKind.None,
            Generated = isGenerated ? column.Generated : GeneratedKind.None,
            GenerationExpression = isGenerated ? column.GenerationExpression : null,
            Comment = like.Has("comments") ? column.Comment : null,
            Options = [.. column.Options.Where(option => ColumnOptions.NameOf(option) switch
            {
                "storage" => like.Has("storage"),
                "statistics" => like.Has("statistics"),
                "compression" => like.Has("compression"),
                _ => false,
            })],
        };
    }
}
