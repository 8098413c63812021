using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class CodeText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        CreateFunction create => new($"{(create.OrReplace ? "adds or replaces" : "adds")} {Function(create.IsProcedure)}", Prose.Name(create.Function),
            create.SecurityDefiner ? "that runs with its owner's rights" : ""),
        AlterFunction alter => new("changes function", Prose.Name(alter.Function), $"({Prose.Name(alter.What)})"),
        DropFunction drop => new($"drops {Function(drop.IsProcedure)}", Prose.Name(drop.Function), drop.Cascade ? "and everything that depends on it" : ""),
        RenameFunction rename => new("renames function", Prose.Name(rename.Function), $"to {Prose.Name(rename.NewName)}"),
        CreateTrigger create => new(create.OrReplace ? "adds or replaces trigger" : "adds trigger", Prose.Name(create.Name), $"on {Prose.Name(create.Table)}"),
        DropTrigger { Table: { } table } drop => new("drops trigger", Prose.Name(drop.Name), $"on {Prose.Name(table)}"),
        DropTrigger drop => new("drops trigger", Prose.Name(drop.Name)),
        RenameTrigger rename => new("renames trigger", Prose.Name(rename.Name), $"on {Prose.Name(rename.Table)} to {Prose.Name(rename.NewName)}"),
        SetTriggerEnabled { IsGroup: true } set => new(set.Enabled ? "turns triggers on for" : "turns triggers off for", Prose.Name(set.Table)),
        SetTriggerEnabled set => new(set.Enabled ? "turns on trigger" : "turns off trigger", Prose.Name(set.Name), $"on {Prose.Name(set.Table)}"),
        CreatePolicy create => new("adds policy", Prose.Name(create.Name), $"on {Prose.Name(create.Table)}{(create.AdmitsAll ? " that lets every row through" : "")}"),
        AlterPolicy { NewName: { } name } alter => new("renames policy", Prose.Name(alter.Name), $"on {Prose.Name(alter.Table)} to {Prose.Name(name)}"),
        AlterPolicy alter => new("changes policy", Prose.Name(alter.Name), $"on {Prose.Name(alter.Table)}{(alter.AdmitsAll ? " so that it lets every row through" : "")}"),
        DropPolicy drop => new("drops policy", Prose.Name(drop.Name), $"on {Prose.Name(drop.Table)}"),
        RunBlock { Opaque: true } block => new("runs a block of", Prose.Name(block.Language), "that can only be known when it runs"),
        RunBlock block => new("runs a block of", Prose.Name(block.Language)) { IsMinor = true },
        RunDynamicSql dynamic => new("runs SQL that is made at run time", Tail: $"({Prose.Name(dynamic.Expression)})"),
        CallProcedure call => new("calls procedure", Prose.Name(call.Procedure)),
        MetaCommand meta => new("holds a shell command that no server runs", Tail: $"({Prose.Name(meta.Command)})"),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static string Function(bool isProcedure) => isProcedure ? "procedure" : "function";
}
