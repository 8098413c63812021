using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class SessionText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        ControlTransaction control => new(Transaction(control.Action), control.Savepoint is { } savepoint ? Prose.Name(savepoint) : "") { IsMinor = true },
        SetSetting { Value: { } value } set => new("sets", Prose.Name(set.Name), $"to {Prose.Name(value)}") { IsMinor = true },
        SetSetting set => new("resets", Prose.Name(set.Name)) { IsMinor = true },
        SetPragma { Value: { } value } set => new("sets pragma", Prose.Name(set.Name), $"to {Prose.Name(value)}") { IsMinor = true },
        SetPragma set => new("asks for pragma", Prose.Name(set.Name)) { IsMinor = true },
        AttachDatabase { Attaches: true } attach => new("attaches database", Prose.Name(attach.Name)),
        AttachDatabase attach => new("detaches database", Prose.Name(attach.Name)),
        Maintain { Table: { } table } maintain => new("runs", Prose.Name(maintain.Verb), $"on {Prose.Name(table)}"),
        Maintain maintain => new("runs", Prose.Name(maintain.Verb), "on the whole database"),
        DropDatabase drop => new("drops database", Prose.Name(drop.Database)),
        ConfigureServer configure => new("configures the server", Tail: $"({Prose.Name(configure.What)})"),
        ChangeOther { Verb: "create" } other => new($"adds {Prose.Name(other.Object.Part ?? "object")}", Prose.Name(other.Object.Name)),
        ChangeOther { Verb: "drop" } other => new($"drops {Prose.Name(other.Object.Part ?? "object")}", Prose.Name(other.Object.Name)),
        ChangeOther other => new($"changes {Prose.Name(other.Object.Part ?? "object")}", Prose.Name(other.Object.Name)),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static string Transaction(TransactionAction action) => action switch
    {
        TransactionAction.Begin => "begins a transaction",
        TransactionAction.Commit => "commits the transaction",
        TransactionAction.Rollback => "rolls the transaction back",
        TransactionAction.Savepoint => "sets savepoint",
        TransactionAction.Release => "releases savepoint",
        TransactionAction.RollbackToSavepoint => "rolls back to savepoint",
        _ => "prepares the transaction",
    };
}
