using ChangeGate.Changes;

namespace ChangeGate.Rules.Values;

/// <summary>Rows that leave a table and arrive in another one by the same statement, or come back from a temporary copy by a later one.</summary>
internal static class RowMoves
{
    /// <summary>Of the places that a DELETE empties, those whose values do not arrive where the statement inserts what it returns.</summary>
    public static List<ObjectId> LeftBehind(DeleteRows delete, List<ObjectId> places, RuleContext context)
    {
        if (delete.ReturnedAs is not { } name || context.Table(delete.Table) is not { PartitionBy: null } source)
        {
            return places;
        }

        var arrived = context.Statement.Changes.OfType<InsertRows>()
            .Where(insert => insert is { Replaces: false, CopyOf: { MovedBy: { } by } copy } && by == name && copy.Source == delete.Table)
            .SelectMany(insert => ValueFlow.Pairs(insert, context)).Select(pair => ObjectId.Column(source.Id.Name, pair.From)).ToHashSet();

        return [.. places.Where(place => !arrived.Contains(place))];
    }

    /// <summary>
    /// All rows were copied into a temporary table by this script, nothing touched that table since, and a later statement inserts all of it again. Where
    /// the temporary table does not outlive the transaction, both stand in one.
    /// </summary>
    public static bool IsPutBack(ObjectName table, RuleContext context)
    {
        if (context.Dialect != Dialect.PostgreSql || !context.Change.Certain || context.ChangesBefore().OfType<CreateTable>().LastOrDefault(create => IsCopyOf(create, table, context)) is not { } hold)
        {
            return false;
        }

        // Without BEGIN the statement that makes it is a transaction of its own.
        if (hold.OnCommit is not null && !context.ChangesOfScript().TakeWhile(change => !ReferenceEquals(change, hold)).Any(static change => change is ControlTransaction { Action: TransactionAction.Begin }))
        {
            return false;
        }

        var later = context.ChangesOfScript().SkipWhile(change => !ReferenceEquals(change, hold)).Skip(1).ToList();
        var between = later.TakeWhile(change => !(change is InsertRows { Certain: true, Columns.Count: 0, CopyOf: { Distinct: false, NotNull: null } copy } insert
                && copy.Source.Name == hold.Table.Name && copy.Columns is ["*"] && insert.Table.Name == table.Name)).ToList();

        return later.Count > between.Count && between.Exists(change => ReferenceEquals(change, context.Change) || change.Span == context.Change.Span)
            && !between.Exists(change => Spoils(change, hold, table, context));
    }

    private static bool IsCopyOf(CreateTable create, ObjectName table, RuleContext context) =>
        create is { Persistence: Persistence.Temporary, Certain: true, IfNotExists: false, CopyOf: { Distinct: false, NotNull: null, MovedBy: null, Others.Count: 0 } copy }
        && copy.Columns is ["*"] && context.Resolve(copy.Source) == table;

    // Anything that is not plainly about something else.
    private static bool Spoils(Change change, CreateTable hold, ObjectName table, RuleContext context) => change switch
    {
        _ when ReferenceEquals(change, context.Change) => false,
        ControlTransaction { Action: TransactionAction.Commit } => hold.OnCommit is not null,
        ControlTransaction { Action: TransactionAction.Rollback or TransactionAction.RollbackToSavepoint } or RunBlock or RunDynamicSql or CallProcedure or Unclassified or MetaCommand { IsFollowed: false } => true,
        ReadRows => false,
        _ => change.Subject is { } subject && (subject.Name.Name == hold.Table.Name || (subject.Name.Name == table.Name && change is not (DeleteRows or TruncateTable))),
    };
}
