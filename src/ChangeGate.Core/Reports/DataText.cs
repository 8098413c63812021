using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class DataText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        InsertRows insert => new(insert.Replaces ? "inserts or overwrites rows of" : "inserts rows into", Prose.Name(insert.Table)),
        UpdateRows { Filter: RowFilter.None or RowFilter.AlwaysTrue } update => new("changes every row of", Prose.Name(update.Table)),
        UpdateRows { Filter: RowFilter.AlwaysFalse } update => new("changes no row of", Prose.Name(update.Table)),
        UpdateRows update => new("changes rows of", Prose.Name(update.Table)),
        DeleteRows { Filter: RowFilter.None or RowFilter.AlwaysTrue } delete => new("deletes every row of", Prose.Name(delete.Table)),
        DeleteRows { Filter: RowFilter.AlwaysFalse } delete => new("deletes no row of", Prose.Name(delete.Table)),
        DeleteRows delete => new("deletes rows of", Prose.Name(delete.Table)),
        MergeRows { Deletes: true } merge => new("merges rows into", Prose.Name(merge.Table), "and deletes some"),
        MergeRows merge => new("merges rows into", Prose.Name(merge.Table)),
        CopyRows { Table: { } table, IntoTable: true } copy => new("loads rows into", Prose.Name(table), copy.Source == CopySource.Program ? "from a program on the server" : ""),
        CopyRows { Table: { } table } copy => new("writes rows of", Prose.Name(table), copy.Source == CopySource.Program ? "to a program on the server" : "to a file"),
        CopyRows copy => new("writes the rows of a query", Tail: copy.Source == CopySource.Program ? "to a program on the server" : "to a file"),
        ReadRows { Calls.Count: > 0 } read => new("calls", Prose.Names(read.Calls.Select(call => call.ToString())), "in a query"),
        ReadRows => new("reads rows") { IsMinor = true },
        LockTable take => new("locks table", Prose.Name(take.Table), $"in mode {Prose.Name(take.Mode)}"),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };
}
