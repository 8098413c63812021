using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Locks;

/// <summary>
/// What PostgreSQL 12 to 18 hold while they do a change, as measured on each of them: the one place where that is written down.
/// A change that is not here stops nobody.
/// </summary>
internal static class LockFacts
{
    public static LockEffect? Of(RuleContext context) => context.Change switch
    {
        AddColumn add => Scanning(context, add.Table, AddedColumn.Of(add, context)),
        ChangeColumnType change => Scanning(context, change.Table, TypeConversion.Of(change, context) is { } cast && cast.Rewrites ? Work.Rewrite : cast.RebuildsIndexes && context.IndexesOn(change.Table, change.Column).Any() ? Work.Scan : Work.None),
        SetColumnExpression { Expression: not null } change => Scanning(context, change.Table, Work.Rewrite),
        SetNotNull set => Scanning(context, set.Table, NullProof.Of(set, context) ? Work.None : Work.Scan),
        AddConstraint add => OfConstraint(add, context),
        DropConstraint drop => OfDroppedConstraint(drop, context),
        DropColumn drop => Effect(context, LockMode.AccessExclusive, [.. WithHeirs(drop.Table, context), .. ReferencedBy(context.Table(drop.Table), key => key.Columns.Contains(drop.Column))]),
        DropTable drop => Effect(context, LockMode.AccessExclusive, [drop.Table, .. ReferencedBy(context.Table(drop.Table), static _ => true), .. drop.Cascade ? context.Before.Snapshot.ReferencesTo(context.Resolve(drop.Table)).Select(static one => one.From.Id.Name) : [], .. ParentOf(context.Table(drop.Table), context)]),
        TruncateTable truncate => Effect(context, LockMode.AccessExclusive, [truncate.Table, .. truncate.Cascade ? context.Before.Snapshot.TruncatedWith(context.Resolve(truncate.Table)).Select(static table => table.Id.Name) : []]),
        ValidateConstraint validate => Effect(context, LockMode.ShareUpdateExclusive, [validate.Table]) with { Scans = true },
        CreateIndex { Concurrent: true } create => Effect(context, LockMode.ShareUpdateExclusive, [create.Index.Table]) with { Scans = true },
        CreateIndex create => Effect(context, LockMode.Share, create.Only ? [create.Index.Table] : WithPartitions(create.Index.Table, context)) with { Scans = !(create.Only && context.Table(create.Index.Table) is { PartitionBy: not null }) },
        DropIndex drop => TableOf(drop.Index, context) is { } table ? Effect(context, drop.Concurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive, [table]) : null,
        Reindex { Target: { } target } reindex => Effect(context, reindex.Concurrent ? LockMode.ShareUpdateExclusive : LockMode.Share, [TableOf(target.Name, context) ?? target.Name]) with { Scans = true },
        Maintain { Verb: "VACUUM FULL" or "CLUSTER", Table: { } table } => Effect(context, LockMode.AccessExclusive, [table]) with { Rewrites = true, Scans = true },
        RefreshView refresh => Effect(context, refresh.Concurrent ? LockMode.Exclusive : LockMode.AccessExclusive, [refresh.View]) with { Rewrites = !refresh.Concurrent, Scans = true },
        CreateTable create => OfTable(create, context),
        AlterType alter when alter.IsDomain && (alter.AddedConstraint is { NotValid: false } || alter.NotNull == true || alter.What.Contains("VALIDATE", StringComparison.OrdinalIgnoreCase)) && TablesWith(context) is { Count: > 0 } tables => Effect(context, LockMode.Share, tables) with { Scans = true },
        DropType { Cascade: true } when TablesWith(context) is { Count: > 0 } tables => Effect(context, LockMode.AccessExclusive, tables),
        CreateView { OrReplace: true, Materialized: false } create when context.Exists => Effect(context, LockMode.AccessExclusive, [create.View]),
        AttachPartition attach => OfAttached(attach, context),
        DetachPartition { Finalizes: true } detach => Effect(context, LockMode.AccessExclusive, [detach.Partition]) with { Besides = Effect(context, LockMode.ShareUpdateExclusive, [detach.Table]) },
        DetachPartition { Concurrent: true } detach => Effect(context, LockMode.ShareUpdateExclusive, [detach.Table, detach.Partition]),
        DetachPartition detach => OfDetached(detach, context),
        SetTablePersistence set => Effect(context, LockMode.AccessExclusive, [set.Table]) with { Rewrites = true, Scans = true },
        // A partitioned table has no rows of its own: only partitions that are made later follow.
        SetTableOption { Rewrites: true } set when context.Table(set.Table) is { PartitionBy: not null } => Effect(context, LockMode.AccessExclusive, [set.Table]),
        SetTableOption { Rewrites: true } set => Effect(context, LockMode.AccessExclusive, [set.Table]) with { Rewrites = true },
        SetTableOption { What: "NOT OF" } set => Effect(context, LockMode.AccessExclusive, [set.Table]),
        SetTableOption set when set.What.StartsWith("OF ", StringComparison.Ordinal) => Effect(context, LockMode.AccessExclusive, [set.Table]),
        SetTableOption set => Effect(context, LockMode.ShareUpdateExclusive, [set.Table]),
        SetIndexOption set when set.What.StartsWith("SET TABLESPACE", StringComparison.Ordinal) => Effect(context, LockMode.AccessExclusive, [set.Index]) with { Rewrites = true },
        SetColumnOption { What: var what } set => Effect(context, what.Contains("STATISTICS", StringComparison.OrdinalIgnoreCase) || what.Contains('(') ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive, [set.Table]),
        CreateTrigger create => Effect(context, LockMode.ShareRowExclusive, [create.Table]),
        SetTriggerEnabled set => Effect(context, LockMode.ShareRowExclusive, [set.Table]),
        DropTrigger { Table: { } table } => Effect(context, LockMode.AccessExclusive, [table]),
        LockTable take => OfExplicit(take, context),
        RenameColumn or SetColumnDefault or DropColumnDefault or DropNotNull => Effect(context, LockMode.AccessExclusive, WithHeirs(context.Change.Subject!.Name, context)), // all of these have a table
        RenameTable or RenameConstraint or RenameTrigger or SetColumnIdentity or SetColumnExpression
            or AlterConstraint or SetRowSecurity or CreatePolicy or AlterPolicy or DropPolicy or SetReplicaIdentity => Effect(context, LockMode.AccessExclusive, [context.Change.Subject!.Name]), // all of these have a table
        ChangeInheritance change => Effect(context, LockMode.AccessExclusive, [change.Table]) with { Besides = change.Inherits ? Effect(context, LockMode.ShareUpdateExclusive, [change.Parent]) : null },
        MoveToSchema { Object.Kind: ObjectKind.Table } or ChangeOwner { Object.Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView } => Effect(context, LockMode.AccessExclusive, [context.Change.Subject!.Name]), // their object
        ChangeOther { Object.Part: "publication", Tables.Count: > 0 } publish => Effect(context, LockMode.ShareUpdateExclusive, publish.Tables),
        ChangeOther { Object.Part: "rule", On: { } table } => Effect(context, LockMode.AccessExclusive, [table]),
        SetComment { Object: { Kind: ObjectKind.Table or ObjectKind.Column } commented } => Effect(context, LockMode.ShareUpdateExclusive, [commented.Name]),
        Maintain { Verb: "VACUUM" or "ANALYZE", Table: { } table } => Effect(context, LockMode.ShareUpdateExclusive, [table]),
        DropView drop => Effect(context, LockMode.AccessExclusive, [drop.View]),
        _ => null,
    };

    private static LockEffect Scanning(RuleContext context, ObjectName table, Work work)
    {
        var others = context.Change is AddColumn add ? add.Constraints.Where(static item => item.References is not null).SelectMany(item => WithPartitions(item.References!.Table, context)).Where(other => context.Resolve(other) != context.Resolve(table) && !context.IsNew(other)).ToList() : [];

        return Effect(context, LockMode.AccessExclusive, WithHeirs(table, context)) with
        {
            Rewrites = work == Work.Rewrite,
            Scans = work != Work.None,
            Besides = others.Count > 0 ? Effect(context, LockMode.ShareRowExclusive, others) : null,
        };
    }

    // The default partition is read for rows that now belong elsewhere.
    private static LockEffect OfAttached(AttachPartition attach, RuleContext context)
    {
        var parent = Effect(context, LockMode.ShareUpdateExclusive, [attach.Table]);
        var standing = context.IsNew(attach.Partition) ? [] : new[] { attach.Partition };
        var read = standing.Where(table => !HasValidCheck(table, context)).Concat(DefaultsOf(attach.Table, context)).ToList();
        var stopped = standing.Concat(DefaultsOf(attach.Table, context)).ToList();

        return stopped.Count == 0 ? parent : Effect(context, LockMode.AccessExclusive, stopped) with { Scans = read.Count > 0, Besides = parent };
    }

    // Up to PostgreSQL 13 the partition itself could be read meanwhile: here the newer version is the worse.
    private static LockEffect OfDetached(DetachPartition detach, RuleContext context) => context.NewestEngine <= 13
        ? Effect(context, LockMode.AccessExclusive, [detach.Table, .. DefaultsOf(detach.Table, context)]) with { Besides = Effect(context, LockMode.ShareUpdateExclusive, [detach.Partition]) }
        : Effect(context, LockMode.AccessExclusive, [detach.Table, detach.Partition, .. DefaultsOf(detach.Table, context)]);

    private static bool HasValidCheck(ObjectName table, RuleContext context) =>
        context.Table(table)?.Constraints.Any(static item => item is { Kind: ConstraintKind.Check, NotValid: false }) == true;

    private static List<ObjectName> DefaultsOf(ObjectName parent, RuleContext context) =>
        [.. context.DefaultPartitionsOf(parent).Select(static partition => partition.Id.Name)];

    private static LockEffect OfConstraint(AddConstraint add, RuleContext context)
    {
        var constraint = add.Constraint;
        var checks = !constraint.NotValid && !constraint.NotEnforced && (constraint.UsingIndex is null || (constraint.Kind == ConstraintKind.PrimaryKey && KeyMayBeNull(add, context)));

        return constraint.References is { } reference
            ? Effect(context, LockMode.ShareRowExclusive, [.. WithPartitions(add.Table, context), .. WithPartitions(reference.Table, context)]) with { Scans = checks }
            : Effect(context, LockMode.AccessExclusive, [.. WithPartitions(add.Table, context)]) with { Scans = checks };
    }

    // The engine makes the columns of a primary key NOT NULL, whatever index it takes over.
    private static bool KeyMayBeNull(AddConstraint add, RuleContext context) =>
        context.Index(add.Table with { Name = add.Constraint.UsingIndex ?? "" })?.Definition.Elements.Any(element => element.Column is not { } column || !NullProof.Of(new SetNotNull(add.Table, column), context)) ?? true;

    private static LockEffect OfDroppedConstraint(DropConstraint drop, RuleContext context) =>
        Effect(context, LockMode.AccessExclusive, [drop.Table, .. ReferencedBy(context.Table(drop.Table), key => key.Name == drop.Name)]);

    private static LockEffect? OfTable(CreateTable create, RuleContext context)
    {
        if (create.PartitionOf is { } parent)
        {
            var others = DefaultsOf(parent, context);

            return Effect(context, LockMode.AccessExclusive, [parent, .. others]) with { Scans = others.Count > 0 };
        }

        var referenced = create.Constraints.Where(static item => item.References is not null).Select(static item => item.References!.Table)
            .Where(table => table != create.Table && !context.IsNew(table)).Distinct().ToList();

        return referenced.Count == 0 ? null : Effect(context, LockMode.ShareRowExclusive, referenced);
    }

    private static LockEffect? OfExplicit(LockTable take, RuleContext context) => take.Mode.ToUpperInvariant() switch
    {
        "ACCESS SHARE" or "ROW SHARE" or "ROW EXCLUSIVE" => null,
        "SHARE UPDATE EXCLUSIVE" => Effect(context, LockMode.ShareUpdateExclusive, [take.Table]),
        "SHARE" => Effect(context, LockMode.Share, [take.Table]),
        "SHARE ROW EXCLUSIVE" => Effect(context, LockMode.ShareRowExclusive, [take.Table]),
        "EXCLUSIVE" => Effect(context, LockMode.Exclusive, [take.Table]),
        _ => Effect(context, LockMode.AccessExclusive, [take.Table]),
    };

    // Dropping what carries a foreign key locks the table that it points at as well.
    private static IEnumerable<ObjectName> ReferencedBy(Table? table, Func<ConstraintDefinition, bool> goes) =>
        (table?.Constraints ?? []).Where(key => key.References is not null && goes(key)).Select(static key => key.References!.Table);

    // A foreign key to a partitioned table is kept by triggers on each partition.
    private static IEnumerable<ObjectName> WithPartitions(ObjectName table, RuleContext context) => context.Table(table) is { PartitionBy: not null } whole
        ? [table, .. context.Before.Snapshot.DescendantsOf(whole.Id.Name).Select(static partition => partition.Id.Name)]
        : [table];

    private static IEnumerable<ObjectName> ParentOf(Table? table, RuleContext context) => table?.PartitionOf is { } parent ? [parent, .. DefaultsOf(parent, context)] : [];

    // What is done to a table's columns is done to its partitions and to those that inherit from it.
    private static IEnumerable<ObjectName> WithHeirs(ObjectName table, RuleContext context) =>
        context.Before.Snapshot.DescendantsOf(context.Resolve(table)).Select(static heir => heir.Id.Name).Prepend(table);

    private static List<ObjectName> TablesWith(RuleContext context) =>
        context.Subject is { } type ? [.. context.Before.Snapshot.Referrers(type).OfType<Table>().Select(static table => table.Id.Name).Where(name => !context.IsNew(name))] : [];

    private static ObjectName? TableOf(ObjectName index, RuleContext context) =>
        context.Before.Snapshot.Find<Schemas.Index>(new ObjectId(ObjectKind.Index, context.Before.Resolve(ObjectKind.Index, index)))?.Definition.Table;

    private static LockEffect Effect(RuleContext context, LockMode mode, IEnumerable<ObjectName> relations) =>
        new(mode.ToWords(), [.. relations.Select(context.Resolve).Distinct()]) { Blocks = mode.Blocks() };
}

/// <summary>What the engine does with the rows while it holds a lock.</summary>
internal enum Work
{
    None,
    Scan,
    Rewrite,
}
