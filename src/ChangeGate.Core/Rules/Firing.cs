using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>Triggers that a change fires, on its own table and on those that foreign keys take along.</summary>
internal static partial class Firing
{
    public static IEnumerable<Body> Of(Change change, SchemaState state, Bodies bodies)
    {
        foreach (var happening in Happenings(change, state))
        {
            foreach (var trigger in state.Snapshot.Referrers(ObjectId.Table(happening.Table)).OfType<Trigger>())
            {
                if (Fires(trigger, happening, bodies) is not { } create || (happening.IsDirect && NeverFires(create, change, state)))
                {
                    continue;
                }

                if (create.Body.Count > 0)
                {
                    yield return new Body(trigger.Definition, Uncertain(create.Body), state);
                }

                foreach (var function in FunctionsOf(create, state))
                {
                    var body = bodies.Of(function, happening.Event, state);

                    yield return body with { Changes = [.. body.Changes.Select(effect => OnRow(effect, happening, trigger)).OfType<Change>().Select(static effect => effect with { Certain = false })] };
                }
            }
        }
    }

    /// <summary>A row trigger without a condition that always answers NULL or with an error before a row is written: the row stays as it is.</summary>
    public static bool Prevents(string happening, ObjectName table, SchemaState state, Bodies bodies) =>
        state.Snapshot.Referrers(ObjectId.Table(table)).OfType<Trigger>().Any(trigger =>
            Fires(trigger, new Happening(table, happening, [], true, true), bodies) is { When: null } create
            && !WatchesColumns().IsMatch(trigger.Definition)
            && IsBeforeRow().IsMatch(trigger.Definition)
            && FunctionsOf(create, state).ToList() is [{ Language: "plpgsql", Body: { } body }] && Refuses().IsMatch(body));

    /// <summary>An INSTEAD OF trigger takes the place of what a statement on a view would do.</summary>
    public static bool Replaces(string happening, ObjectName view, SchemaState state, Bodies bodies) =>
        state.Snapshot.Referrers(ObjectId.Table(view)).OfType<Trigger>().Any(trigger =>
            IsInstead().IsMatch(trigger.Definition) && Fires(trigger, new Happening(view, happening, [], true, true), bodies) is not null);

    // What is assigned to NEW before an UPDATE is what the row gets. The time of a change is bookkeeping that every such trigger keeps.
    private static Change? OnRow(Change effect, Happening happening, Trigger trigger) => effect is not UpdateRows { Table: { Schema: null, Name: "new" } } assigned ? effect
        : happening.Event == "UPDATE" && IsBeforeRow().IsMatch(trigger.Definition) && !IsTime().IsMatch(assigned.Values[0]) ? assigned with { Table = happening.Table }
        : null;

    private static EquatableList<Change> Uncertain(IEnumerable<Change> changes) => [.. changes.Select(static effect => effect with { Certain = false })];

    private static IEnumerable<Function> FunctionsOf(CreateTrigger create, SchemaState state) => create.Function is { } called
        ? state.Snapshot.Overloads(state.Resolve(ObjectKind.Function, called))
        : [];

    private static CreateTrigger? Fires(Trigger trigger, Happening happening, Bodies bodies) =>
        trigger.Enabled && trigger.Id.Name == happening.Table && (happening.ReachesRows || !IsForRow().IsMatch(trigger.Definition))
        && bodies.Statements(trigger.Definition).OfType<CreateTrigger>().FirstOrDefault() is { } create
        && TriggerEvents.Fires(create, trigger.Definition, happening.Event, happening.Columns)
            ? create
            : null;

    // In PostgreSQL another trigger may have changed NEW before the condition is asked.
    private static bool NeverFires(CreateTrigger trigger, Change change, SchemaState state)
    {
        if (trigger.When is not { } condition || change.Subject is not { } subject)
        {
            return false;
        }

        var table = state.Snapshot.Find<Table>(state.Resolve(subject));

        return table is not null && (state.Snapshot.Dialect == Dialect.Sqlite || state.Snapshot.Referrers(table.Id).OfType<Trigger>().Count() == 1) && TriggerCondition.IsFalse(condition, change, table);
    }

    private static IEnumerable<Happening> Happenings(Change change, SchemaState state)
    {
        ObjectName Resolve(ObjectName name) => state.Resolve(ObjectKind.Table, name);
        var isPostgreSql = state.Snapshot.Dialect == Dialect.PostgreSql;

        switch (change)
        {
            case UpdateRows update when update.Filter != RowFilter.AlwaysFalse || isPostgreSql:
                return [new Happening(Resolve(update.Table), "UPDATE", update.Columns, update.Filter != RowFilter.AlwaysFalse, true)];
            case DeleteRows delete when delete.Filter != RowFilter.AlwaysFalse || isPostgreSql:
                var table = Resolve(delete.Table);
                var reaches = delete.Filter != RowFilter.AlwaysFalse;

                return [new Happening(table, "DELETE", [], reaches, true), .. reaches ? TakenAlong(table, state, [table]) : []];
            case InsertRows insert:
                var into = Resolve(insert.Table);

                return insert.Replaces && isPostgreSql ? [new Happening(into, "INSERT", [], true, true), new Happening(into, "UPDATE", [], true, false)] : [new Happening(into, "INSERT", [], true, true)];
            case CopyRows { IntoTable: true, Table: { } copied }:
                return [new Happening(Resolve(copied), "INSERT", [], true, true)];
            case TruncateTable truncate:
                return [new Happening(Resolve(truncate.Table), "TRUNCATE", [], true, true)];
            case MergeRows merge:
                var merged = Resolve(merge.Table);

                return
                [
                    .. merge.Inserts ? [new Happening(merged, "INSERT", [], true, true)] : Array.Empty<Happening>(),
                    .. merge.Updates ? [new Happening(merged, "UPDATE", [], true, true)] : Array.Empty<Happening>(),
                    .. merge.Deletes ? [new Happening(merged, "DELETE", [], true, true), .. TakenAlong(merged, state, [merged])] : Array.Empty<Happening>(),
                ];
            default:
                return [];
        }
    }

    private static IEnumerable<Happening> TakenAlong(ObjectName table, SchemaState state, HashSet<ObjectName> seen)
    {
        foreach (var (from, key) in state.Snapshot.ReferencesTo(table))
        {
            switch (key.References?.OnDelete)
            {
                case ReferentialAction.Cascade when seen.Add(from.Id.Name):
                    yield return new Happening(from.Id.Name, "DELETE", [], true, false);

                    foreach (var further in TakenAlong(from.Id.Name, state, seen))
                    {
                        yield return further;
                    }

                    break;
                case ReferentialAction.SetNull or ReferentialAction.SetDefault:
                    yield return new Happening(from.Id.Name, "UPDATE", key.Columns, true, false);
                    break;
                default:
                    break;
            }
        }
    }

    [GeneratedRegex(@"\bFOR\s+(EACH\s+)?ROW\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsForRow();

    [GeneratedRegex(@"\bBEFORE\b.*\bFOR\s+(EACH\s+)?ROW\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex IsBeforeRow();

    [GeneratedRegex(@"^\s*(now\s*\(\s*\)|current_timestamp|localtimestamp|current_date|(clock|statement|transaction)_timestamp\s*\(\s*\))", RegexOptions.IgnoreCase)]
    private static partial Regex IsTime();

    [GeneratedRegex(@"\bINSTEAD\s+OF\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsInstead();

    [GeneratedRegex(@"\bUPDATE\s+OF\b", RegexOptions.IgnoreCase)]
    private static partial Regex WatchesColumns();

    [GeneratedRegex(@"^\s*BEGIN\s+((RAISE\s+(NOTICE|WARNING|LOG|INFO|DEBUG)\b[^;]*;\s*)*RETURN\s+NULL|RAISE\s+(EXCEPTION\s+)?'[^;]*)\s*;", RegexOptions.IgnoreCase)]
    private static partial Regex Refuses();

    /// <param name="IsDirect">The change says so itself; a foreign key is no part of its text.</param>
    private sealed record Happening(ObjectName Table, string Event, EquatableList<string> Columns, bool ReachesRows, bool IsDirect);
}
