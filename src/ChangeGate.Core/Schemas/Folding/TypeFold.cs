using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class TypeFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            // The engine refuses, and a block may reckon with that: the type that is there stays.
            case CreateType create when schema.Snapshot.Contains(new ObjectId(ObjectKind.Type, schema.Target(create.Type))):
                return true;
            case CreateType create:
                Create(schema, create);
                return true;
            case AddEnumValue add:
                Change(schema, add.Type, type => AddValue(type, add));
                return true;
            case RenameEnumValue rename:
                RenameValue(schema, rename);
                return true;
            case AlterType alter:
                Change(schema, alter.Type, type => Alter(schema, type, alter));
                return true;
            case DropType drop:
                Removal.Drop(schema, IdOf(schema, drop.Type));
                return true;
            case RenameType rename:
                Rename(schema, rename);
                return true;
            default:
                return false;
        }
    }

    private static ObjectId IdOf(SchemaEdit schema, ObjectName name) => new(ObjectKind.Type, schema.Resolve(ObjectKind.Type, name));

    private static void Change(SchemaEdit schema, ObjectName name, Func<UserType, UserType> how)
    {
        if (schema.Find<UserType>(IdOf(schema, name)) is { } type)
        {
            schema.Put(how(type));
        }
    }

    private static void Create(SchemaEdit schema, CreateType create)
    {
        var type = new UserType
        {
            Id = new ObjectId(ObjectKind.Type, schema.Target(create.Type)),
            TypeKind = create.TypeKind,
            Definition = create.Definition,
            Labels = create.Labels,
            Fields = [.. create.Fields.Select(schema.Resolve)],
            BaseType = create.BaseType is { } made ? schema.Resolve(made) : null,
            NotNull = create.NotNull,
            Default = create.Default,
        };

        schema.Put(create.Constraints.Aggregate(type, (one, constraint) => DomainConstraints.Add(schema, one, constraint)));
    }

    private static UserType AddValue(UserType type, AddEnumValue add)
    {
        if (type.Labels.Contains(add.Value))
        {
            return type;
        }

        var labels = type.Labels.ToList();
        var beside = add.Before ?? add.After;
        var at = beside is null ? -1 : labels.IndexOf(beside);
        labels.Insert(at < 0 ? labels.Count : at + (add.After is null ? 0 : 1), add.Value);

        return type with { Labels = [.. labels], Definition = null };
    }

    // A default holds the value itself, so its text follows.
    private static void RenameValue(SchemaEdit schema, RenameEnumValue rename)
    {
        var id = IdOf(schema, rename.Type);
        Change(schema, rename.Type, type => type with
        {
            Definition = null,
            Labels = [.. type.Labels.Select(label => label == rename.Value ? rename.NewValue : label)],
        });
        var (old, now) = (Literal(rename.Value), Literal(rename.NewValue));

        foreach (var table in schema.Snapshot.Referrers(id).OfType<Table>().ToList())
        {
            schema.Put(table with
            {
                Columns = [.. table.Columns.Select(column => SchemaLinks.OfType(column.Type) == id && column.Default is { } text
                    ? column with { Default = text.Replace(old, now, StringComparison.Ordinal) }
                    : column)],
            });
        }
    }

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static UserType Alter(SchemaEdit schema, UserType type, AlterType alter)
    {
        var changed = type with { Definition = null };

        if (alter.AddedConstraint is { } constraint)
        {
            return DomainConstraints.Add(schema, changed, constraint);
        }

        if (alter.NotNull is { } notNull)
        {
            return changed with { NotNull = notNull };
        }

        if (alter.Field is { } field)
        {
            var made = schema.Resolve(field);
            var isThere = type.Fields.Any(one => one.Name == made.Name);
            return changed with { Fields = isThere ? [.. type.Fields.Select(one => one.Name == made.Name ? made : one)] : [.. type.Fields, made] };
        }

        return alter.DroppedField is { } dropped
            ? changed with { Fields = [.. type.Fields.Where(one => one.Name != dropped)] }
            : TypeClause.Apply(schema, changed, alter.What);
    }

    private static void Rename(SchemaEdit schema, RenameType rename)
    {
        if (schema.Find<UserType>(IdOf(schema, rename.Type)) is { } type)
        {
            Renaming.Move(schema, type with { Definition = null }, type.Id.Name with { Name = rename.NewName });
        }
    }
}
