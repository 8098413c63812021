using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class TableText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        CreateTable { PartitionOf: { } parent } create => new("adds partition", Prose.Name(create.Table), $"of {Prose.Name(parent)}"),
        CreateTable { Persistence: Persistence.Temporary } create => new("adds temporary table", Prose.Name(create.Table)) { IsMinor = true },
        CreateTable { Persistence: Persistence.Unlogged } create => new("adds unlogged table", Prose.Name(create.Table)),
        CreateTable { Query: not null } create => new("adds table", Prose.Name(create.Table), "filled by a query"),
        CreateTable create => new("adds table", Prose.Name(create.Table)),
        DropTable { Cascade: true } drop => new("drops table", Prose.Name(drop.Table), "and everything that depends on it"),
        DropTable drop => new("drops table", Prose.Name(drop.Table)),
        RenameTable rename => new("renames table", Prose.Name(rename.Table), $"to {Prose.Name(rename.NewName)}"),
        TruncateTable { Cascade: true } truncate => new("deletes all rows of", Prose.Name(truncate.Table), "and of every table that refers to it"),
        TruncateTable { RestartIdentity: true } truncate => new("deletes all rows of", Prose.Name(truncate.Table), "and restarts its sequences"),
        TruncateTable truncate => new("deletes all rows of", Prose.Name(truncate.Table)),
        SetTablePersistence { Persistence: Persistence.Unlogged } set => new("makes table", Prose.Name(set.Table), "unlogged"),
        SetTablePersistence set => new("makes table", Prose.Name(set.Table), "logged"),
        SetTableOption set => new("changes how table", Prose.Name(set.Table), $"is stored ({Prose.Name(set.What)})"),
        SetReplicaIdentity set => new("changes the replica identity of", Prose.Name(set.Table), $"to {Prose.Name(set.What)}"),
        ChangeInheritance { Inherits: true } inherit => new("makes table", Prose.Name(inherit.Table), $"inherit from {Prose.Name(inherit.Parent)}"),
        ChangeInheritance inherit => new("makes table", Prose.Name(inherit.Table), $"no longer inherit from {Prose.Name(inherit.Parent)}"),
        AttachPartition attach => new("attaches partition", Prose.Name(attach.Partition), $"to {Prose.Name(attach.Table)}"),
        DetachPartition detach => new("detaches partition", Prose.Name(detach.Partition), $"from {Prose.Name(detach.Table)}"),
        SetRowSecurity { Security: RowSecurity.Enable } set => new("turns row security on for", Prose.Name(set.Table)),
        SetRowSecurity { Security: RowSecurity.Disable } set => new("turns row security off for", Prose.Name(set.Table)),
        SetRowSecurity { Security: RowSecurity.Force } set => new("makes row security bind the owner of", Prose.Name(set.Table)),
        SetRowSecurity set => new("frees the owner from row security on", Prose.Name(set.Table)),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };
}
