using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Giving an object another name or schema, and following it in everything that refers to it.</summary>
internal static class Renaming
{
    /// <summary>Moves an object; whatever already has the new name is replaced, because the engine would have refused otherwise.</summary>
    public static void Move(SchemaEdit schema, SchemaObject value, ObjectName name, bool followsText = true)
    {
        var old = value.Id;
        var renamed = old with { Name = name };

        if (old == renamed)
        {
            return;
        }

        var referrers = schema.Snapshot.Referrers(old).ToList();
        schema.Remove(old);
        schema.Put(Redirect(schema, value, old, renamed, followsText) with { Id = renamed });

        foreach (var referrer in referrers)
        {
            schema.Remove(referrer.Id);
            schema.Put(Redirect(schema, referrer, old, renamed, followsText));
        }

        if (old.Kind == ObjectKind.Type)
        {
            RedirectOutputs(schema, old, renamed);
        }
    }

    // A view refers to what it reads, and to the types of its columns only through that.
    private static void RedirectOutputs(SchemaEdit schema, ObjectId old, ObjectId renamed)
    {
        foreach (var view in schema.Snapshot.Objects.OfType<View>().Where(view => view.Outputs.Any(output => SchemaLinks.OfType(output.Type) == old)).ToList())
        {
            schema.Put(view with { Outputs = [.. view.Outputs.Select(output => output with { Type = RedirectType(output.Type, old, renamed) })] });
        }
    }

    private static SchemaObject Redirect(SchemaEdit schema, SchemaObject value, ObjectId old, ObjectId renamed, bool followsText)
    {
        var dependsOn = value.DependsOn.Any(id => SchemaLinks.Target(id) == SchemaLinks.Target(old))
            ? [.. value.DependsOn.Select(id => SchemaLinks.Target(id) == SchemaLinks.Target(old) ? id with { Name = renamed.Name } : id)]
            : value.DependsOn;
        var moved = value with { DependsOn = dependsOn };
        string Follow(string text) => followsText ? FollowText(schema, text, old, renamed) : text;

        return moved switch
        {
            Table table => RedirectTable(schema, table, old, renamed),
            Index index when IsRelation(old.Kind) && index.Definition.Table == old.Name => index with { Definition = index.Definition with { Table = renamed.Name } },
            Index index when old.Kind == ObjectKind.Index => index with { Definition = index.Definition with { Name = renamed.Name.Name } },
            Trigger trigger when IsRelation(old.Kind) && trigger.Id.Name == old.Name => trigger with { Id = trigger.Id with { Name = renamed.Name }, Definition = Follow(trigger.Definition) },
            Trigger trigger => trigger with { Definition = Follow(trigger.Definition) },
            RowPolicy policy => policy with { Id = policy.Id with { Name = renamed.Name }, Definition = Follow(policy.Definition) },
            Privilege privilege => Privilege.Of(privilege.On with { Name = renamed.Name }, privilege.Grantee, privilege.Privileges),
            Sequence { OwnedBy: { } owner } sequence when IsRelation(old.Kind) && owner.Name == old.Name => sequence with { OwnedBy = owner with { Name = renamed.Name } },
            View view => view with { Query = Follow(view.Query), Definition = Follow(view.Definition) },
            OtherObject { On: { } on } other when IsRelation(old.Kind) && on == old.Name => other with { On = renamed.Name },
            OtherObject other when old.Kind == ObjectKind.Function => other with { Functions = [.. other.Functions.Select(function => function == old.Name ? renamed.Name : function)] },
            UserType type => type with { Fields = [.. type.Fields.Select(field => RedirectType(field, old, renamed))], BaseType = RedirectType(type.BaseType, old, renamed) },
            _ => moved,
        };
    }

    private static Table RedirectTable(SchemaEdit schema, Table table, ObjectId old, ObjectId renamed)
    {
        if (old.Kind == ObjectKind.Type)
        {
            return table with { Columns = [.. table.Columns.Select(column => RedirectType(column, old, renamed))] };
        }

        if (old.Kind == ObjectKind.Sequence)
        {
            return table with
            {
                Columns = [.. table.Columns.Select(column => SequenceDefault.In(column.Default) == old.Name
                    ? column with { Default = SequenceDefault.Of(renamed.Name, schema.Dialect) }
                    : column)],
            };
        }

        return table with
        {
            Constraints = [.. table.Constraints.Select(constraint => constraint.References is { } reference && Same(schema, reference.Table, old.Name)
                ? constraint with { References = reference with { Table = renamed.Name } }
                : constraint)],
            PartitionOf = table.PartitionOf == old.Name ? renamed.Name : table.PartitionOf,
            Inherits = [.. table.Inherits.Select(parent => parent == old.Name ? renamed.Name : parent)],
        };
    }

    private static string FollowText(SchemaEdit schema, string text, ObjectId old, ObjectId renamed) => old.Kind switch
    {
        ObjectKind.Function or ObjectKind.Type => IdentifierText.RenameCalled(text, old.Name.Name, renamed.Name.Name, schema.Dialect),
        _ => IdentifierText.RenameRelation(text, old.Name, renamed.Name.Name, schema.Dialect),
    };

    private static ColumnDefinition RedirectType(ColumnDefinition column, ObjectId old, ObjectId renamed) =>
        column with { Type = RedirectType(column.Type, old, renamed)! };

    private static DataType? RedirectType(DataType? type, ObjectId old, ObjectId renamed) =>
        SchemaLinks.OfType(type) == old ? type! with { Schema = renamed.Name.Schema, Name = renamed.Name.Name } : type;

    private static bool Same(SchemaEdit schema, ObjectName one, ObjectName other) =>
        one == other || (schema.Names.Equals(one.Name, other.Name) && one.Schema == other.Schema);

    private static bool IsRelation(ObjectKind kind) => kind is ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView;
}
