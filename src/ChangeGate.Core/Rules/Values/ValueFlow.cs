using System.Collections.Immutable;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>How a change moves, copies or removes values.</summary>
internal static class ValueFlow
{
    /// <summary>Where the values are once the change is done.</summary>
    /// <param name="after">The schema just after it.</param>
    public static StoredValues After(RuleContext context, SchemaState after)
    {
        var values = context.Proposal.Values;

        // A branch that may not run keeps nothing safe, and what it may destroy was judged as destroyed.
        if (!context.Change.Certain)
        {
            return values;
        }

        return context.Change switch
        {
            CreateTable create => Made(create, context, after),
            AddColumn add when context.Column(add.Table, add.Column.Name) is null => values.Empty([ObjectId.Column(context.Resolve(add.Table), add.Column.Name)]),
            InsertRows { CopyOf: { MovedBy: not null } copy } insert => Moved(insert, copy, context),
            InsertRows { CopyOf: { } copy } insert => Inserted(insert, copy, context),
            UpdateRows update when ReachesEveryRow(update, context) => After(update, context),
            RenameTable rename => Moved(context.Resolve(rename.Table), name => name with { Name = rename.NewName }, context),
            MoveToSchema { Object.Kind: ObjectKind.Table } move => Moved(context.Resolve(move.Object.Name), name => name with { Schema = move.NewSchema }, context),
            RenameSchema rename => MovedSchema(rename, context),
            RenameColumn rename => values.Move(
                ObjectId.Column(context.Resolve(rename.Table), rename.Column), ObjectId.Column(context.Resolve(rename.Table), rename.NewName), context.Proposal.Lineage),
            DropTable drop => values.Without(context.PlacesOf(context.Resolve(drop.Table)), context.Proposal.Lineage),
            DropColumn drop => values.Without(context.PlacesOf(context.Resolve(drop.Table), drop.Column), context.Proposal.Lineage),
            TruncateTable truncate when RowMoves.IsPutBack(context.Resolve(truncate.Table), context) => values,
            DeleteRows delete when RowMoves.IsPutBack(context.Resolve(delete.Table), context) => values,
            TruncateTable truncate => values.Without(context.PlacesOf(context.Resolve(truncate.Table)), context.Proposal.Lineage),
            DeleteRows { Filter: RowFilter.None or RowFilter.AlwaysTrue } delete => values.Without(context.PlacesOf(context.Resolve(delete.Table)), context.Proposal.Lineage),
            ChangeColumnType change when TypeConversion.Of(change, context).Loses =>
                values.Without(context.PlacesOf(context.Resolve(change.Table), change.Column), context.Proposal.Lineage),
            _ => values,
        };
    }

    /// <summary>One UPDATE reads all old values before it writes any, so it can exchange columns.</summary>
    public static StoredValues After(UpdateRows update, RuleContext context)
    {
        var (values, lineage) = (context.Proposal.Values, context.Proposal.Lineage);
        var table = context.Table(update.Table);
        var name = context.Resolve(update.Table);
        var copies = new List<(ObjectId To, ImmutableHashSet<ObjectId> Columns)>();

        for (var index = 0; index < Math.Min(update.Columns.Count, update.Values.Count); index++)
        {
            var to = update.Columns[index];

            if (!update.Joins && WrittenValue.CopyIn(update, index, context) is { } source && table?.Column(to) is { } target
                && !WrittenValue.Keeps(update, index, context) && TypeConversion.Keeps(source.Type, target.Type, context))
            {
                copies.Add((ObjectId.Column(name, to), values.HeldAt(ObjectId.Column(name, source.Name), lineage)));
            }
        }

        var after = values.Without(OverwrittenBy(update, context), lineage);

        return copies.Aggregate(after, (state, copy) => state.Copy(copy.Columns, copy.To, lineage));
    }

    /// <summary>The columns whose stored values an UPDATE writes over.</summary>
    public static List<ObjectId> OverwrittenBy(UpdateRows update, RuleContext context)
    {
        var table = context.Table(update.Table);
        var name = context.Resolve(update.Table);
        var places = new List<ObjectId>();

        for (var index = 0; index < update.Columns.Count; index++)
        {
            var column = update.Columns[index];
            var keeps = index < update.Values.Count && WrittenValue.Keeps(update, index, context);

            if (!keeps && !WrittenValue.RequiresNull(column, update) && table?.Column(column) is not { Generated: not GeneratedKind.None })
            {
                places.AddRange(context.PlacesOf(name, column));
            }
        }

        return places;
    }

    /// <summary>Without a condition, or with one that leaves out only rows in which there is nothing to copy.</summary>
    public static bool ReachesEveryRow(UpdateRows update, RuleContext context) =>
        update.Filter is RowFilter.None or RowFilter.AlwaysTrue
        || (update.Values.Count == 1 && !update.Joins && WrittenValue.CopyIn(update, 0, context) is { } source && WrittenValue.OnlySkipsNull(source.Name, update.Where));

    private static StoredValues Made(CreateTable create, RuleContext context, SchemaState after)
    {
        var name = create is { Persistence: Persistence.Temporary, Table.Schema: null } && context.Dialect == Dialect.PostgreSql ? create.Table with { Schema = "pg_temp" } : after.Resolve(ObjectKind.Table, create.Table);

        if (create.IfNotExists && context.Before.Snapshot.Contains(ObjectId.Table(name)))
        {
            return context.Proposal.Values;
        }

        var table = after.Snapshot.Find<Table>(ObjectId.Table(name));
        var values = context.Proposal.Values.Empty([ObjectId.Table(name), .. TableRelations.ColumnsOf(table, name)]);

        return create.CopyOf is not { } copy || create.Persistence == Persistence.Temporary
            ? values
            : copy.Others.Append(copy).Aggregate(values, (state, one) => Copied(one, table?.Columns.Select(static column => column.Name).ToList() ?? [], name, context, state));
    }

    /// <summary>Column by column, what an INSERT takes from its source and keeps in a permanent table.</summary>
    public static IEnumerable<(string From, string To)> Pairs(InsertRows insert, RuleContext context)
    {
        if (insert.CopyOf is not { } copy || context.Table(insert.Table) is not { Persistence: not Persistence.Temporary } target || context.Table(copy.Source) is not { } source)
        {
            yield break;
        }

        var columns = insert.Columns.Count > 0 ? insert.Columns : [.. target.Columns.Select(static column => column.Name)];
        var outputs = Expand(copy.Columns, source);

        for (var index = 0; index < Math.Min(outputs.Count, columns.Count); index++)
        {
            if (outputs[index] is { } from && source.Column(from) is { } given && target.Column(columns[index]) is { } into && TypeConversion.Keeps(given.Type, into.Type, context))
            {
                yield return (from, into.Name);
            }
        }
    }

    // Each column of the rows that were moved counts by itself: the rest of the column stays where it was.
    private static StoredValues Moved(InsertRows insert, RowCopy copy, RuleContext context)
    {
        var values = context.Proposal.Values;

        foreach (var (from, to) in Pairs(insert, context))
        {
            var moved = ObjectId.Column(context.Resolve(copy.Source), $"{from} (moved)");
            values = values.Copy([moved], ObjectId.Column(context.Resolve(insert.Table), to), context.Proposal.Lineage).Without([moved], context.Proposal.Lineage);
        }

        return values;
    }

    private static bool KeepsRows(RowCopy copy, Table? source, IReadOnlyCollection<string?> outputs) =>
        !copy.Distinct || (source?.PrimaryKey is { Columns.Count: > 0 } key && key.Columns.All(column => outputs.Contains(column)));

    private static StoredValues Inserted(InsertRows insert, RowCopy copy, RuleContext context)
    {
        var table = context.Table(insert.Table);
        IReadOnlyList<string> columns = insert.Columns.Count > 0 ? insert.Columns : table?.Columns.Select(static column => column.Name).ToList() ?? [];

        return table is { Persistence: Persistence.Temporary }
            ? context.Proposal.Values
            : copy.Others.Append(copy).Aggregate(context.Proposal.Values, (state, one) => Copied(one, columns, context.Resolve(insert.Table), context, state));
    }

    private static StoredValues Copied(RowCopy copy, IReadOnlyList<string> targets, ObjectName to, RuleContext context, StoredValues values)
    {
        copy = ThroughView(copy, context);
        var source = context.Table(copy.Source);
        var target = context.Table(to);
        var from = context.Resolve(copy.Source);
        var outputs = Expand(copy.Columns, source);

        if (!KeepsRows(copy, source, outputs))
        {
            return values;
        }

        for (var index = 0; index < outputs.Count; index++)
        {
            if (outputs[index] is not { } column || (copy.NotNull is { } given && given != column))
            {
                continue;
            }

            // The columns of CREATE TABLE … AS are those of the query, whether or not the fold could name them.
            var named = target is not null || targets.Count == outputs.Count;

            if (named && index >= targets.Count)
            {
                break;
            }

            var place = named ? ObjectId.Column(to, targets[index]) : ObjectId.Table(to);

            if (named && target?.Column(targets[index]) is { } into && source?.Column(column) is { } out_ && !TypeConversion.Keeps(out_.Type, into.Type, context))
            {
                continue;
            }

            foreach (var origin in context.PlacesOf(from, column))
            {
                values = values.Copy(context.Proposal.Values.HeldAt(origin, context.Proposal.Lineage), place, context.Proposal.Lineage);
            }
        }

        return values;
    }

    // A view that brings every row of one table across is that table.
    private static RowCopy ThroughView(RowCopy copy, RuleContext context)
    {
        for (var depth = 0; depth < 8 && context.Dialect == Dialect.PostgreSql && context.View(copy.Source) is { Columns.Count: 0 } view
            && context.Scene.Bodies.CopyOf(view.Query) is { } inner && inner is { MovedBy: null, Others.Count: 0 } && (inner.Columns is not ["*"] || context.IsNew(view.Id)); depth++)
        {
            if (inner.Columns is not ["*"] && copy.Columns.Contains("*"))
            {
                copy = copy with { Columns = inner.Columns };
            }

            copy = copy with { Source = inner.Source, Distinct = copy.Distinct || inner.Distinct, NotNull = inner.NotNull ?? copy.NotNull };
        }

        return copy;
    }

    private static List<string?> Expand(IReadOnlyList<string?> columns, Table? source)
    {
        var outputs = new List<string?>();

        foreach (var column in columns)
        {
            if (column == "*" && source is not null)
            {
                outputs.AddRange(source.Columns.Select(static item => item.Name));
                continue;
            }

            outputs.Add(column);
        }

        return outputs;
    }

    private static StoredValues Moved(ObjectName from, Func<ObjectName, ObjectName> rename, RuleContext context)
    {
        var values = context.Proposal.Values;
        var to = rename(from);

        foreach (var place in context.OwnPlacesOf(from).Append(ObjectId.Table(from)).Distinct())
        {
            values = values.Move(place, place with { Name = to }, context.Proposal.Lineage);
        }

        return values;
    }

    private static StoredValues MovedSchema(RenameSchema rename, RuleContext context)
    {
        var values = context.Proposal.Values;

        foreach (var table in context.Before.Snapshot.Tables)
        {
            if (table.Id.Name.Schema == rename.Schema)
            {
                foreach (var place in context.OwnPlacesOf(table.Id.Name))
                {
                    values = values.Move(place, place with { Name = place.Name with { Schema = rename.NewName } }, context.Proposal.Lineage);
                }
            }
        }

        return values;
    }
}
