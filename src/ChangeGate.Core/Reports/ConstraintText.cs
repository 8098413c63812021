using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class ConstraintText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        AddConstraint add => Added(add),
        DropConstraint { Cascade: true } drop => new("drops constraint", Part(drop.Table, drop.Name), "and everything that depends on it"),
        DropConstraint drop => new("drops constraint", Part(drop.Table, drop.Name)),
        ValidateConstraint validate => new("checks existing rows against constraint", Part(validate.Table, validate.Name)),
        RenameConstraint rename => new("renames constraint", Part(rename.Table, rename.Name), $"to {Prose.Name(rename.NewName)}"),
        AlterConstraint alter => new("changes when constraint", Part(alter.Table, alter.Name), $"is checked ({Prose.Name(alter.What)})"),
        CreateIndex { Index.Unique: true } create => Created(create, "adds unique index"),
        CreateIndex create => Created(create, "adds index"),
        DropIndex { Cascade: true } drop => new("drops index", Prose.Name(drop.Index), "and everything that depends on it"),
        DropIndex drop => new("drops index", Prose.Name(drop.Index)),
        RenameIndex rename => new("renames index", Prose.Name(rename.Index), $"to {Prose.Name(rename.NewName)}"),
        Reindex { Target: { } target } => new("rebuilds the indexes of", Prose.Name(target)),
        Reindex => new("rebuilds all indexes of the database"),
        AttachIndex attach => new("attaches index", Prose.Name(attach.Partition), $"to {Prose.Name(attach.Index)}"),
        SetIndexOption set => new("changes how index", Prose.Name(set.Index), $"is stored ({Prose.Name(set.What)})"),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static ChangePhrase Added(AddConstraint add)
    {
        var noun = add.Constraint.Kind switch
        {
            ConstraintKind.PrimaryKey => "primary key",
            ConstraintKind.Unique => "unique constraint",
            ConstraintKind.ForeignKey => "foreign key",
            ConstraintKind.Check => "check",
            ConstraintKind.Exclusion => "exclusion constraint",
            _ => "not-null constraint",
        };
        var tail = string.Join(' ', new[]
        {
            add.Constraint.References is { } reference ? $"to {Prose.Name(reference.Table)}" : "",
            add.Constraint.NotValid ? "without checking existing rows" : "",
        }.Where(text => text.Length > 0));

        return add.Constraint.Name is { } name
            ? new($"adds {noun}", Part(add.Table, name), tail)
            : new($"adds a {noun} to", Prose.Name(add.Table), add.Constraint.References is null ? tail : tail.Replace("to ", "that refers to ", StringComparison.Ordinal));
    }

    private static ChangePhrase Created(CreateIndex create, string action) => create.Index.Name is { } name
        ? new(action, Prose.Name(name), $"on {Prose.Name(create.Index.Table)}")
        : new(action.Replace("adds", "adds an", StringComparison.Ordinal).Replace("an unique", "a unique", StringComparison.Ordinal) + " to", Prose.Name(create.Index.Table));

    private static string Part(ObjectName table, string name) => Prose.Name(new ObjectId(ObjectKind.Constraint, table, name));
}
