using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>What is made, altered and dropped.</summary>
internal static class StructureReversal
{
    public static bool Apply(Undoing undo, Change change)
    {
        switch (change)
        {
            case CreateTable create:
                Create(undo, create);
                return true;
            case CreateIndex { Concurrent: true } create:
                DropConcurrently(undo, create);
                return true;
            case AttachIndex attach:
                Detach(undo, attach);
                return true;
            case AttachPartition attach:
                undo.Run(undo.Write.DetachPartition(undo.Resolve(attach.Table), undo.Resolve(attach.Partition)));
                UndoWithParts(undo, ObjectId.Table(undo.Resolve(attach.Partition)));
                return true;
            case DetachPartition detach:
                Attach(undo, detach);
                return true;
            case ValidateConstraint validate:
                Unvalidate(undo, validate);
                return true;
            case AddEnumValue or AlterType or CreateType or DropType:
                Known(undo, change, isDrop: change is DropType { IfExists: false });
                return true;
            case SetTableOption or SetIndexOption or SetColumnOption:
                Known(undo, change, isDrop: false);
                Physical(undo, change);
                return true;
            case SetReplicaIdentity set:
                undo.Run($"ALTER TABLE {undo.Write.Name(undo.Resolve(set.Table))} REPLICA IDENTITY DEFAULT");
                undo.Note($"The replica identity of `{undo.Resolve(set.Table)}` goes back to the engine's default.");
                return true;
            case AlterSequence alter:
                ObjectReversal.Undo(undo, [undo.Step.Before.Resolve(new ObjectId(ObjectKind.Sequence, alter.Sequence))]);

                if (alter.Restarts)
                {
                    SequenceReversal.Restart(undo, alter);
                }

                return true;
            case AddColumn { Column.Name: var column } add when undo.TableBefore(add.Table) is null:
                undo.Drop(undo.Write.DropColumn(undo.Resolve(add.Table), column, undo.IfExists));
                return true;
            case DropTable { IfExists: false } or DropColumn { IfExists: false } or DropConstraint { IfExists: false } or DropIndex { IfExists: false } or DropView { IfExists: false }
                or DropSequence { IfExists: false } or DropTrigger { IfExists: false } or DropPolicy { IfExists: false } or DropFunction { IfExists: false }:
                Known(undo, change, isDrop: true);
                return true;
            case DropTable or DropColumn or DropConstraint or DropIndex or DropView or DropSequence or DropTrigger or DropPolicy or DropFunction
                or AddColumn or ChangeColumnType or SetColumnDefault or DropColumnDefault or SetNotNull or DropNotNull or SetColumnIdentity or SetColumnExpression
                or AddConstraint or AlterConstraint or ChangeInheritance or SetTablePersistence or SetRowSecurity or CreateIndex or CreateView or CreateSequence or CreateFunction
                or CreateTrigger or CreatePolicy or AlterPolicy or SetTriggerEnabled:
                Known(undo, change, isDrop: false);
                return true;
            default:
                return false;
        }
    }

    private static void Create(Undoing undo, CreateTable create)
    {
        var table = undo.Step.After.Resolve(ObjectKind.Table, create.Table);

        if (create.Persistence == Persistence.Temporary || undo.Before.Contains(ObjectId.Table(table)))
        {
            return;
        }

        undo.Drop(undo.Write.DropTable(table, undo.IfExists));
        undo.Note($"`{table}` goes, with the rows that were written to it since.");
    }

    /// <summary>Everything the step may have touched, by comparison. A thing that is dropped and was never there is a gap in the history.</summary>
    private static void Known(Undoing undo, Change change, bool isDrop)
    {
        if (change.Subject is not { } subject)
        {
            return;
        }

        foreach (var id in Resolved(undo, change, subject))
        {
            if (isDrop && !Exists(undo, id))
            {
                undo.Refuse($"`{id}` is not known from the history, so it cannot be made again.");
                return;
            }

            if (IsHidden(undo, change, id))
            {
                undo.Refuse($"`{id.Name}` was made from a query, and its columns are not known, so what `{id.Part}` was before cannot be told.");
                return;
            }

            UndoWithParts(undo, id);
        }
    }

    private static bool IsHidden(Undoing undo, Change change, ObjectId id) =>
        change is ChangeColumnType or SetColumnDefault or DropColumnDefault or SetNotNull or DropNotNull or SetColumnIdentity or SetColumnExpression
        && undo.Before.Find<Table>(ObjectId.Table(id.Name)) is { ColumnsKnown: false } table
        && table.Column(id.Part!) is null;

    private static void UndoWithParts(Undoing undo, ObjectId id)
    {
        // Alterations of a column or of a table itself reach nothing else; the rest may.
        if (undo.Change is SetColumnDefault or DropColumnDefault or SetNotNull or DropNotNull or SetRowSecurity or SetTablePersistence or SetTableOption or SetColumnOption or ChangeColumnType)
        {
            ObjectReversal.Undo(undo, [ObjectId.Table(id.Name)]);
            return;
        }

        ObjectReversal.Undo(undo, id);
    }

    private static bool Exists(Undoing undo, ObjectId id) => id.Kind switch
    {
        ObjectKind.Column => undo.Before.Find<Table>(ObjectId.Table(id.Name))?.Column(id.Part!) is not null,
        ObjectKind.Constraint => undo.Before.Find<Table>(ObjectId.Table(id.Name))?.Constraints.Any(constraint => constraint.Name == id.Part) == true,
        _ => undo.Before.Contains(id),
    };

    private static IEnumerable<ObjectId> Resolved(Undoing undo, Change change, ObjectId subject)
    {
        switch (change)
        {
            case CreateIndex create:
                // The name may be the engine's own.
                var table = ObjectId.Table(undo.Resolve(create.Index.Table));
                return undo.After.Referrers(table).OfType<Index>().Where(index => !undo.Before.Contains(index.Id)).Select(index => index.Id);
            case AddConstraint { Constraint.UsingIndex: { } adopted } add:
                // Under the name of the constraint it is the constraint's own; its old name is gone.
                var taken = new ObjectId(ObjectKind.Index, undo.Resolve(add.Table) with { Name = adopted });
                return undo.After.Contains(taken) ? [undo.Step.Before.Resolve(subject)] : [undo.Step.Before.Resolve(subject), taken];
            case SetTriggerEnabled { IsGroup: true } group:
                return undo.Before.Referrers(ObjectId.Table(undo.Resolve(group.Table))).OfType<Trigger>().Select(trigger => trigger.Id);
            case DropTrigger { Table: null } drop:
                return undo.Before.Objects.OfType<Trigger>().Where(trigger => string.Equals(trigger.Id.Part, drop.Name, StringComparison.OrdinalIgnoreCase)).Select(trigger => trigger.Id).DefaultIfEmpty(subject);
            case CreateFunction or DropFunction:
                var name = undo.Step.After.Resolve(ObjectKind.Function, subject.Name);
                var old = undo.Step.Before.Resolve(ObjectKind.Function, subject.Name);
                var all = undo.Before.Overloads(old).Concat(undo.After.Overloads(name));
                return all.Select(function => function.Id).Distinct().DefaultIfEmpty(subject with { Name = old });
            case CreateView or CreateSequence or CreateType or CreateTrigger or CreatePolicy:
                return [undo.Step.After.Resolve(subject)];
            default:
                return [undo.Step.Before.Resolve(subject)];
        }
    }

    private static void DropConcurrently(Undoing undo, CreateIndex create)
    {
        var table = ObjectId.Table(undo.Resolve(create.Index.Table));

        foreach (var index in undo.After.Referrers(table).OfType<Index>().Where(index => !undo.Before.Contains(index.Id)))
        {
            undo.RunAlone(undo.Write.DropIndex(index.Id.Name, concurrently: true));
        }
    }

    private static void Detach(Undoing undo, AttachIndex attach)
    {
        var parent = undo.Step.Before.Resolve(ObjectKind.Index, attach.Index);

        if (undo.Archives.Start.Contains(new ObjectId(ObjectKind.Index, parent)))
        {
            undo.Refuse($"An index cannot be detached from `{parent}`.");
            return;
        }

        undo.Note($"The indexes of the partitions go with `{parent}`.");
    }

    private static void Attach(Undoing undo, DetachPartition detach)
    {
        var partition = undo.Resolve(detach.Partition);

        if (undo.Before.Find<Table>(ObjectId.Table(partition))?.PartitionBound is not { } bound)
        {
            undo.Refuse($"The bounds of the partition `{partition}` are not known from the history.");
            return;
        }

        undo.Run(undo.Write.AttachPartition(undo.Resolve(detach.Table), partition, bound));
    }

    // What is valid cannot be made doubtful again: the constraint is added anew, without a look at the rows.
    private static void Unvalidate(Undoing undo, ValidateConstraint validate)
    {
        var table = undo.Resolve(validate.Table);

        if (undo.Before.Find<Table>(ObjectId.Table(table))?.Constraints.FirstOrDefault(constraint => constraint.Name == validate.Name) is not { NotValid: true } constraint)
        {
            return;
        }

        undo.Run(undo.Write.DropConstraint(table, validate.Name));
        undo.Run(undo.Write.AddConstraint(table, constraint));
    }

    private static void Physical(Undoing undo, Change change)
    {
        if (undo.Statements.Count == 0)
        {
            undo.Note($"`{change.Subject}` keeps how it is stored: what it was before is not known, and no row depends on it.");
        }
    }
}
