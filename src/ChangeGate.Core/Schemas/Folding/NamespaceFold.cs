using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Schemas, extensions, and objects that move between schemas.</summary>
internal static class NamespaceFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateSchema { IfNotExists: true } create when schema.Snapshot.Contains(SchemaId(create.Schema)):
                return true;
            case CreateSchema create:
                schema.Put(new NamedSchema { Id = SchemaId(create.Schema) });
                return true;
            case DropSchema drop:
                Drop(schema, drop.Schema);
                return true;
            case RenameSchema rename:
                Rename(schema, rename);
                return true;
            case MoveToSchema move:
                Move(schema, move);
                return true;
            case CreateExtension create:
                CreateExtension(schema, create);
                return true;
            case DropExtension drop:
                Removal.Drop(schema, ExtensionId(drop.Extension));
                return true;
            case ChangeOther other:
                ChangeOther(schema, other);
                return true;
            case AlterExtension or ChangeOwner:
                return true;
            default:
                return false;
        }
    }

    private static ObjectId SchemaId(string name) => new(ObjectKind.Schema, new ObjectName(null, name));

    private static ObjectId ExtensionId(string name) => new(ObjectKind.Extension, new ObjectName(null, name));

    private static void Drop(SchemaEdit schema, string name)
    {
        foreach (var value in schema.Snapshot.Objects.Where(value => value.Id.Name.Schema == name).OrderBy(value => value.Id, ObjectIdOrder.Instance).ToList())
        {
            Removal.Drop(schema, value.Id);
        }

        Removal.Drop(schema, SchemaId(name));
    }

    private static void Rename(SchemaEdit schema, RenameSchema rename)
    {
        var moving = schema.Snapshot.Objects.Where(value => value.Id.Name.Schema == rename.Schema && !IsPart(value)).OrderBy(value => value.Id, ObjectIdOrder.Instance);

        foreach (var id in moving.Select(value => value.Id).ToList())
        {
            if (schema.Find<SchemaObject>(id) is { } value)
            {
                Renaming.Move(schema, value, value.Id.Name with { Schema = rename.NewName });
            }
        }

        if (schema.Find<NamedSchema>(SchemaId(rename.Schema)) is { } named)
        {
            Renaming.Move(schema, named, new ObjectName(null, rename.NewName));
        }
    }

    private static void Move(SchemaEdit schema, MoveToSchema move)
    {
        if (move.Object.Kind == ObjectKind.Extension)
        {
            if (schema.Find<Extension>(move.Object) is { } extension)
            {
                schema.Put(extension with { InSchema = move.NewSchema });
            }

            return;
        }

        if (Find(schema, move.Object) is not { } value)
        {
            return;
        }

        var name = value.Id.Name;
        var followers = value is Table or View ? schema.Snapshot.Referrers(value.Id).Where(referrer => Follows(referrer, name)).Select(referrer => referrer.Id).ToList() : [];
        Renaming.Move(schema, value, name with { Schema = move.NewSchema });

        foreach (var follower in followers.Select(schema.Find<SchemaObject>).OfType<SchemaObject>())
        {
            Renaming.Move(schema, follower, follower.Id.Name with { Schema = move.NewSchema });
        }
    }

    // A table takes its indexes and the sequences of its columns along; triggers and policies are part of its name already.
    private static bool Follows(SchemaObject referrer, ObjectName table) =>
        referrer is Index || referrer is Sequence { OwnedBy: { } owner } && owner.Name == table;

    private static SchemaObject? Find(SchemaEdit schema, ObjectId id) => id.Kind switch
    {
        ObjectKind.Function => FunctionFold.Find(schema, id.Name, id.Part),
        ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Sequence => schema.FindRelation(id.Name),
        _ => schema.Find<SchemaObject>(schema.Resolve(id)),
    };

    private static bool IsPart(SchemaObject value) => value is Trigger or RowPolicy or Privilege;

    private static void CreateExtension(SchemaEdit schema, CreateExtension create)
    {
        var id = ExtensionId(create.Extension);

        if (!create.IfNotExists || !schema.Snapshot.Contains(id))
        {
            schema.Put(new Extension { Id = id, InSchema = create.Schema ?? schema.Target(new ObjectName(null, "")).Schema });
        }
    }

    private static void ChangeOther(SchemaEdit schema, ChangeOther change)
    {
        var on = change.On is { } table ? schema.Resolve(ObjectKind.Table, table) : null;
        var id = on is null ? change.Object : FindRule(schema, change.Object, on) ?? new ObjectId(ObjectKind.Other, new ObjectName(on.Schema, $"{change.Object.Name.Name} on {on.Name}"), change.Object.Part);

        switch (change.Verb)
        {
            case "drop":
                Removal.Drop(schema, id);
                break;
            case "create":
                // Operators and aggregates of one name differ in their types, which nobody looks into.
                var functions = change.Functions.Select(function => schema.Resolve(ObjectKind.Function, function)).Concat(schema.Find<OtherObject>(id)?.Functions ?? []).Distinct();
                schema.Put(new OtherObject { Id = id, On = on, Rule = change.Rule, Functions = [.. functions] });
                break;
            case "alter" when change.Enables is { } enables && schema.Find<OtherObject>(id) is { } other:
                schema.Put(other with { Enabled = enables });
                break;
            default:
                break;
        }
    }

    private static ObjectId? FindRule(SchemaEdit schema, ObjectId rule, ObjectName on) =>
        schema.Snapshot.Referrers(ObjectId.Table(on)).OfType<OtherObject>().FirstOrDefault(one => one.On == on && one.Id.Name.Name.StartsWith(rule.Name.Name + " on ", StringComparison.Ordinal))?.Id;
}
