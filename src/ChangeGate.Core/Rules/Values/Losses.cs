using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>What a change destroys of the values that the baseline holds. Where that cannot be told, it is the most that it could be.</summary>
internal static class Losses
{
    public static Loss Of(RuleContext context) => IsPrevented(context) ? Loss.None : context.Change switch
    {
        DropTable drop => OfDroppedTable(drop, context),
        DropColumn drop => OfDroppedColumn(drop, context),
        TruncateTable truncate => OfTruncate(truncate, context),
        DeleteRows delete => OfDelete(delete, context),
        UpdateRows update => OfUpdate(update, context),
        InsertRows insert => OfInsert(insert, context),
        MergeRows { Deletes: true } merge => OfRows(merge.Table, context),
        MergeRows { Updates: true } merge => merge.Overwrites.Count == 0 ? OfRows(merge.Table, context) : OfOverwritten(merge.Overwrites, context),
        ChangeColumnType change => OfConversion(change, context),
        AlterType { DroppedField: { } field } alter => Loss.Of([ObjectId.Column(context.Before.Resolve(ObjectKind.Type, alter.Type), field)]),
        DropType { Cascade: true } drop => OfPlaces(ColumnsOfType(context, context.Before.Resolve(ObjectKind.Type, drop.Type)), context),
        DropSchema { Cascade: true } drop => OfDroppedSchema(drop, context),
        DropExtension drop => OfDroppedExtension(drop, context),
        ChangeOwned { Drops: true } drop => WasHandedOver(drop, context) ? Loss.None : Loss.Unknown(),
        DropDatabase drop => Loss.Unknown(new ObjectId(ObjectKind.Database, new ObjectName(null, drop.Database))),
        ChangeOther { Verb: "drop" } drop => OfDroppedOther(drop, context),
        _ => Loss.None,
    };

    // A rule, or a trigger that answers NULL, keeps every row as it is.
    private static bool IsPrevented(RuleContext context)
    {
        if (!context.Before.Snapshot.HasCode || context.Dialect != Dialect.PostgreSql)
        {
            return false;
        }

        return Rewriting.Replaces(context.Change, context.Before) || context.Proposal.Session.FiresTriggers && context.Change switch
        {
            DeleteRows delete => Prevents("DELETE", context.Resolve(delete.Table), context),
            UpdateRows update => Prevents("UPDATE", context.Resolve(update.Table), context),
            _ => false,
        };
    }

    // REASSIGN OWNED just before leaves the role nothing but privileges; whatever may make it an owner again ends that.
    private static bool WasHandedOver(ChangeOwned drop, RuleContext context)
    {
        var before = context.ChangesBefore().ToList();
        var at = before.FindLastIndex(change => change is ChangeOwned { Drops: false, Certain: true, To: { } to } given && drop.Roles.All(role => given.Roles.Contains(role) && role != to));

        return at >= 0 && before.Skip(at + 1).All(static change => change is ChangeOwned { Drops: true } or ReadRows { Calls.Count: 0 } or RevokePrivilege or RevokeRole or SetComment);
    }

    // Row triggers are those of the table that stores the row.
    private static bool Prevents(string happening, ObjectName table, RuleContext context) =>
        Firing.Prevents(happening, table, context.Before, context.Scene.Bodies) && !context.Before.Snapshot.DescendantsOf(table).Any();

    private static Loss OfDroppedTable(DropTable drop, RuleContext context)
    {
        var name = context.Resolve(drop.Table);
        var table = context.Table(drop.Table);

        if (table is null && !context.IsNew(drop.Table))
        {
            return drop.IfExists && context.BaselineIsKnown ? Loss.None : Loss.Unknown(ObjectId.Table(name));
        }

        var places = context.PlacesOf(name);

        // An implicit DELETE precedes DROP TABLE where foreign keys are enforced (SQLite, "Foreign Key Support", section 5).
        if (context.Dialect == Dialect.Sqlite && context.Proposal.Session.EnforcesForeignKeys)
        {
            places.AddRange(context.Before.Snapshot.DeletedWith(name));
        }

        return OfPlaces(places, context);
    }

    private static Loss OfDroppedColumn(DropColumn drop, RuleContext context)
    {
        var table = context.Table(drop.Table);
        var column = table?.Column(drop.Column);

        if (column is { Generated: not GeneratedKind.None } || (column is null && drop.IfExists && table is { ColumnsKnown: true } && context.BaselineIsKnown))
        {
            return Loss.None;
        }

        return OfPlaces(context.PlacesOf(context.Resolve(drop.Table), drop.Column), context);
    }

    private static Loss OfTruncate(TruncateTable truncate, RuleContext context)
    {
        var name = context.Resolve(truncate.Table);
        var places = RowMoves.IsPutBack(name, context) ? [] : context.PlacesOf(name);

        if (truncate.Cascade)
        {
            places.AddRange(context.Before.Snapshot.TruncatedWith(name).SelectMany(table => context.PlacesOf(table.Id.Name)));
        }

        return OfPlaces(places, context);
    }

    private static Loss OfDelete(DeleteRows delete, RuleContext context)
    {
        if (delete.Filter == RowFilter.AlwaysFalse || OwnRows.CannotBe(delete, context) || OwnRows.AreAllThatIsDeleted(delete, context))
        {
            return Loss.None;
        }

        if (context.View(delete.Table) is { } view)
        {
            return Firing.Replaces("DELETE", view.Id.Name, context.Before, context.Scene.Bodies) ? Loss.None : OfViewWrite(view, context);
        }

        var name = context.Resolve(delete.Table);
        var places = RowMoves.IsPutBack(name, context) ? [] : RowMoves.LeftBehind(delete, context.PlacesOf(name), context);

        if (Cascades(context))
        {
            places.AddRange(context.Before.Snapshot.DeletedWith(name));
        }

        return OfPlaces(places, context);
    }

    private static Loss OfUpdate(UpdateRows update, RuleContext context)
    {
        if (update.Filter == RowFilter.AlwaysFalse)
        {
            return Loss.None;
        }

        if (context.View(update.Table) is { } view)
        {
            return Firing.Replaces("UPDATE", view.Id.Name, context.Before, context.Scene.Bodies) ? Loss.None
                : Beneath(update, view, context) is { } reached ? OfPlaces(ValueFlow.OverwrittenBy(reached, context), context)
                : OfViewWrite(view, context);
        }

        if (update.Columns.Count == 0)
        {
            return OfRows(update.Table, context);
        }

        var (values, lineage) = (context.Proposal.Values, context.Proposal.Lineage);
        var overwritten = ValueFlow.OverwrittenBy(update, context);

        if (!ValueFlow.ReachesEveryRow(update, context))
        {
            return Loss.Of(values.OnlyAt(overwritten, lineage));
        }

        var after = ValueFlow.After(update, context);

        return Loss.Of(overwritten.SelectMany(place => values.HeldAt(place, lineage)).Where(column => !after.Has(column)).Distinct());
    }

    private static Loss OfInsert(InsertRows insert, RuleContext context)
    {
        var table = context.Table(insert.Table);
        var replaces = insert.Replaces || table?.Constraints.Any(static constraint => constraint.OnConflict == "REPLACE") == true;

        if (!replaces || WrittenValue.RequiresAnyNull(insert.ReplacesWhere))
        {
            return Loss.None;
        }

        if (insert.Overwrites is { Columns.Count: > 0 } overwrites && overwrites.Columns.Count == overwrites.Values.Count)
        {
            return OfOverwritten([overwrites], context);
        }

        var name = context.Resolve(insert.Table);
        var places = context.PlacesOf(name);

        // REPLACE is a DELETE and an INSERT to foreign keys (SQLite, "ON CONFLICT clause").
        if (context.Dialect == Dialect.Sqlite && Cascades(context))
        {
            places.AddRange(context.Before.Snapshot.DeletedWith(name));
        }

        return OfPlaces(places, context);
    }

    private static Loss OfOverwritten(IEnumerable<UpdateRows> updates, RuleContext context) => OfPlaces(
        updates.Where(static update => update.Filter != RowFilter.AlwaysFalse).SelectMany(update => ValueFlow.OverwrittenBy(update, context)), context);

    private static Loss OfRows(ObjectName table, RuleContext context) => OfPlaces(context.PlacesOf(context.Resolve(table)), context);

    // A write through a view reaches its table, or its INSTEAD OF trigger, whose statements are judged by themselves.
    private static Loss OfViewWrite(View view, RuleContext context)
    {
        if (context.Dialect == Dialect.Sqlite)
        {
            return Loss.None;
        }

        var tables = view.DependsOn.Where(static id => id.Kind == ObjectKind.Table).ToList();

        return tables.Count == 0 ? Loss.Unknown(view.Id) : OfPlaces(tables.SelectMany(table => context.PlacesOf(table.Name)), context);
    }

    // The same UPDATE of the table behind a view whose columns have the names that they have in the table.
    private static UpdateRows? Beneath(UpdateRows update, View view, RuleContext context) =>
        !update.Joins && update.Columns.Count == update.Values.Count && view is { Columns.Count: 0, DependsOn: [{ Kind: ObjectKind.Table } only] }
        && context.Scene.Bodies.CopyOf(view.Query) is { } copy && !view.Query.Contains(" as ", StringComparison.OrdinalIgnoreCase)
        && update.Columns.All(column => copy.Columns.Contains(column) || copy.Columns is ["*"])
            ? update with { Table = only.Name, Alias = update.Alias ?? update.Table.Name }
            : null;

    private static Loss OfConversion(ChangeColumnType change, RuleContext context) =>
        TypeConversion.Of(change, context).Loses
            ? OfPlaces(context.PlacesOf(context.Resolve(change.Table), change.Column), context)
            : Loss.None;

    private static Loss OfDroppedSchema(DropSchema drop, RuleContext context)
    {
        var schema = new ObjectId(ObjectKind.Schema, new ObjectName(null, drop.Schema));

        if (!context.BaselineIsKnown && !context.IsNew(schema))
        {
            return Loss.Unknown(schema);
        }

        var inside = context.Before.Snapshot.Objects.Where(item => item.Id.Name.Schema == drop.Schema).ToList();
        var places = inside.OfType<Table>().SelectMany(table => context.PlacesOf(table.Id.Name))
            .Concat(inside.OfType<UserType>().SelectMany(type => ColumnsOfType(context, type.Id.Name)));

        return OfPlaces(places, context);
    }

    private static Loss OfDroppedExtension(DropExtension drop, RuleContext context)
    {
        var id = new ObjectId(ObjectKind.Extension, new ObjectName(null, drop.Extension));

        if (drop.IfExists && context.BaselineIsKnown && !context.Before.Snapshot.Contains(id))
        {
            return Loss.None;
        }

        return Extensions.HoldsTables(drop.Extension) || context.Proposal.AlteredExtensions.Contains(drop.Extension) || (drop.Cascade && !context.BaselineIsKnown && !Extensions.HasNoTypes(drop.Extension))
            ? Loss.Unknown(id)
            : drop.Cascade ? OfPlaces(Extensions.TypesOf(drop.Extension).SelectMany(type => ColumnsOfType(context, new ObjectName(null, type))), context) : Loss.None;
    }

    private static Loss OfDroppedOther(ChangeOther drop, RuleContext context) => drop.Object.Part switch
    {
        "collation" => OfPlaces(
            context.Before.Snapshot.Tables.SelectMany(table => table.Columns
                .Where(column => column.Collation is { } collation && collation.Trim('"').EndsWith(drop.Object.Name.Name, StringComparison.Ordinal))
                .Select(column => ObjectId.Column(table.Id.Name, column.Name))),
            context),
        "server" or "foreign data wrapper" or "tablespace" or "language" => Loss.None,
        _ => Loss.None,
    };

    private static IEnumerable<ObjectId> ColumnsOfType(RuleContext context, ObjectName type)
    {
        var id = new ObjectId(ObjectKind.Type, type);

        if (context.Before.Snapshot.Find<UserType>(id) is { TypeKind: UserTypeKind.Range } range)
        {
            foreach (var column in ColumnsOfType(context, Multirange.NameOf(range)))
            {
                yield return column;
            }
        }

        var users = type.Schema is null ? context.Before.Snapshot.Objects : context.Before.Snapshot.Referrers(id);

        foreach (var item in users)
        {
            // A table of a composite type goes whole.
            if (item is Table typed && typed.DependsOn.Contains(id))
            {
                foreach (var place in context.PlacesOf(typed.Id.Name))
                {
                    yield return place;
                }
            }

            // A composite type loses the field, in every column that has it.
            if (item is UserType { Fields.Count: > 0 } composite && item.Id.Name != type && composite.Fields.Any(field => IsSame(field.Type, type)))
            {
                foreach (var column in ColumnsOfType(context, item.Id.Name))
                {
                    yield return column;
                }
            }

            foreach (var column in (item as Table)?.Columns ?? [])
            {
                if (column.Generated == GeneratedKind.None && IsSame(column.Type, type))
                {
                    yield return ObjectId.Column(item.Id.Name, column.Name);
                }
            }

            if (item is UserType { BaseType: { } made } && IsSame(made, type) && item.Id.Name != type)
            {
                foreach (var column in ColumnsOfType(context, item.Id.Name))
                {
                    yield return column;
                }
            }
        }
    }

    private static bool IsSame(DataType used, ObjectName type) =>
        used.Name == type.Name && (used.Schema is null || type.Schema is null || used.Schema == type.Schema);

    private static bool Cascades(RuleContext context) =>
        context.Dialect == Dialect.PostgreSql ? !context.Proposal.Session.ReplicaRole : context.Proposal.Session.EnforcesForeignKeys;

    private static Loss OfPlaces(IEnumerable<ObjectId> places, RuleContext context)
    {
        var lost = context.Proposal.Values.OnlyAt([.. places], context.Proposal.Lineage);

        return new Loss([.. lost], lost.Any(static place => place.Kind == ObjectKind.Table));
    }
}
