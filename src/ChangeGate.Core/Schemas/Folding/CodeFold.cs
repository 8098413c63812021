using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Functions, triggers and row policies.</summary>
internal static class CodeFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateFunction or AlterFunction or DropFunction or RenameFunction:
                FunctionFold.Apply(schema, change);
                return true;
            case CreateTrigger create:
                Create(schema, create);
                return true;
            case DropTrigger drop when Find(schema, drop.Table, drop.Name) is { } trigger:
                schema.Remove(trigger.Id);
                return true;
            case RenameTrigger rename when Find(schema, rename.Table, rename.Name) is { } trigger:
                schema.Remove(trigger.Id);
                schema.Put(trigger with { Id = trigger.Id with { Part = rename.NewName }, Definition = Renamed(schema, trigger.Definition, rename.Name, rename.NewName) });
                return true;
            case SetTriggerEnabled set:
                Enable(schema, set);
                return true;
            case CreatePolicy create:
                schema.Put(new RowPolicy { Id = PartOf(schema, ObjectKind.Policy, create.Table, create.Name), Definition = create.Definition });
                return true;
            case AlterPolicy alter:
                Alter(schema, alter);
                return true;
            case DropPolicy drop:
                schema.Remove(PartOf(schema, ObjectKind.Policy, drop.Table, drop.Name));
                return true;
            case DropTrigger or RenameTrigger:
                return true;
            default:
                return false;
        }
    }

    private static ObjectId PartOf(SchemaEdit schema, ObjectKind kind, ObjectName table, string name) => new(kind, schema.Resolve(ObjectKind.Table, table), name);

    private static Trigger? Find(SchemaEdit schema, ObjectName? table, string name) => table is { } on
        ? schema.Find<Trigger>(PartOf(schema, ObjectKind.Trigger, on, name))
        : schema.Snapshot.Referrers(SchemaLinks.ByName(ObjectKind.Trigger, null, name)).OfType<Trigger>().OrderBy(one => one.Id, ObjectIdOrder.Instance).FirstOrDefault();

    private static void Create(SchemaEdit schema, CreateTrigger create)
    {
        var id = PartOf(schema, ObjectKind.Trigger, create.Table, create.Name);

        if (create.IfNotExists && schema.Snapshot.Contains(id))
        {
            return;
        }

        schema.Put(new Trigger
        {
            Id = id,
            Definition = create.Definition,
            Enabled = !create.OrReplace || (schema.Find<Trigger>(id)?.Enabled ?? true),
            Comment = create.OrReplace ? schema.Find<Trigger>(id)?.Comment : null,
            DependsOn = [.. DependsOn(schema, create, id).Distinct().Order(ObjectIdOrder.Instance)],
        });
    }

    private static IEnumerable<ObjectId> DependsOn(SchemaEdit schema, CreateTrigger create, ObjectId id)
    {
        if (create.Function is { } function)
        {
            return [new ObjectId(ObjectKind.Function, schema.Resolve(ObjectKind.Function, function), "")];
        }

        var touched = create.Body.Select(change => change.Subject).OfType<ObjectId>().Select(subject => subject.Name);
        var read = create.Body.OfType<InsertRows>().SelectMany(insert => insert.Reads);

        return touched.Concat(read).Select(name => ObjectId.Table(schema.Resolve(ObjectKind.Table, name))).Where(table => table.Name != id.Name);
    }

    private static void Enable(SchemaEdit schema, SetTriggerEnabled set)
    {
        var table = schema.Resolve(ObjectKind.Table, set.Table);
        var meant = schema.Snapshot.Referrers(ObjectId.Table(table)).OfType<Trigger>().Where(trigger => set.IsGroup || schema.Names.Equals(trigger.Id.Part, set.Name));

        foreach (var trigger in meant.ToList())
        {
            schema.Put(trigger with { Enabled = set.Enabled });
        }
    }

    private static void Alter(SchemaEdit schema, AlterPolicy alter)
    {
        if (schema.Find<RowPolicy>(PartOf(schema, ObjectKind.Policy, alter.Table, alter.Name)) is not { } policy)
        {
            return;
        }

        schema.Remove(policy.Id);
        schema.Put(alter.NewName is { } name
            ? policy with { Id = policy.Id with { Part = name }, Definition = Renamed(schema, policy.Definition, alter.Name, name) }
            : policy with { Definition = PolicyText.Alter(policy.Definition, alter.What, schema.Dialect.Dialect) });
    }

    private static string Renamed(SchemaEdit schema, string definition, string name, string newName) =>
        IdentifierText.RenameFirst(definition, name, newName, schema.Dialect);
}
