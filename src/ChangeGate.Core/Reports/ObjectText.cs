using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class ObjectText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        CreateView { OrReplace: true } create => new($"adds or replaces {View(create.Materialized)}", Prose.Name(create.View)),
        CreateView create => new($"adds {View(create.Materialized)}", Prose.Name(create.View)),
        DropView drop => new($"drops {View(drop.Materialized)}", Prose.Name(drop.View), Cascade(drop.Cascade)),
        RenameView rename => new($"renames {View(rename.Materialized)}", Prose.Name(rename.View), $"to {Prose.Name(rename.NewName)}"),
        RefreshView refresh => new("refreshes materialized view", Prose.Name(refresh.View)),
        CreateSequence create => new("adds sequence", Prose.Name(create.Sequence)),
        AlterSequence { Restarts: true } alter => new("restarts sequence", Prose.Name(alter.Sequence)),
        AlterSequence alter => new("changes sequence", Prose.Name(alter.Sequence)),
        DropSequence drop => new("drops sequence", Prose.Name(drop.Sequence), Cascade(drop.Cascade)),
        RenameSequence rename => new("renames sequence", Prose.Name(rename.Sequence), $"to {Prose.Name(rename.NewName)}"),
        CreateType { TypeKind: UserTypeKind.Domain } create => new("adds domain", Prose.Name(create.Type)),
        CreateType { TypeKind: UserTypeKind.Enum } create => new("adds enum", Prose.Name(create.Type)),
        CreateType create => new("adds type", Prose.Name(create.Type)),
        AddEnumValue add => new("adds value", Prose.Name(add.Value), $"to enum {Prose.Name(add.Type)}"),
        RenameEnumValue rename => new("renames value", Prose.Name(rename.Value), $"of enum {Prose.Name(rename.Type)} to {Prose.Name(rename.NewValue)}"),
        AlterType { DroppedField: { } field } alter => new("drops attribute", Prose.Name(field), $"of type {Prose.Name(alter.Type)}"),
        AlterType alter => new(alter.IsDomain ? "changes domain" : "changes type", Prose.Name(alter.Type), $"({Prose.Name(alter.What)})"),
        DropType drop => new(drop.IsDomain ? "drops domain" : "drops type", Prose.Name(drop.Type), Cascade(drop.Cascade)),
        RenameType rename => new("renames type", Prose.Name(rename.Type), $"to {Prose.Name(rename.NewName)}"),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static string View(bool materialized) => materialized ? "materialized view" : "view";

    private static string Cascade(bool cascade) => cascade ? "and everything that depends on it" : "";
}
