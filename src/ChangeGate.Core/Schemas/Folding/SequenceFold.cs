using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class SequenceFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateSequence create:
                Create(schema, create);
                return true;
            case AlterSequence alter when Find(schema, alter.Sequence) is { } sequence:
                schema.Put(sequence with
                {
                    Options = SequenceOptions.Merge(sequence.Options, alter.Options),
                    OwnedBy = alter.Options.Contains("OWNED BY NONE") ? null : alter.OwnedBy is { } owner ? schema.Resolve(owner) : sequence.OwnedBy,
                });
                return true;
            case DropSequence drop when Find(schema, drop.Sequence) is { } sequence:
                Removal.Drop(schema, sequence.Id);
                return true;
            case RenameSequence rename:
                TableFold.Rename(schema, rename.Sequence, rename.NewName);
                return true;
            case AlterSequence or DropSequence:
                return true;
            default:
                return false;
        }
    }

    private static Sequence? Find(SchemaEdit schema, ObjectName name) =>
        schema.Find<Sequence>(new ObjectId(ObjectKind.Sequence, schema.Resolve(ObjectKind.Sequence, name)));

    private static void Create(SchemaEdit schema, CreateSequence create)
    {
        var name = schema.Target(create.Sequence, create.Temporary);

        if (create.IfNotExists && schema.RelationAt(name) is not null)
        {
            return;
        }

        schema.Put(new Sequence
        {
            Id = new ObjectId(ObjectKind.Sequence, name),
            Options = SequenceOptions.Merge([], create.Options),
            OwnedBy = create.OwnedBy is { } owner ? schema.Resolve(owner) : null,
        });
    }
}
