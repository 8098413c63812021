using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>What a change sets off beside what it says: the bodies of the functions that it calls and of the triggers that it fires.</summary>
internal sealed class Effects(ISqlDialect sql)
{
    // A body may call what calls it; nobody reads deeper than this anyway.
    private const int Depth = 4;

    private readonly Dictionary<string, EquatableList<Change>> _bodies = new(StringComparer.Ordinal);

    /// <summary>In the order in which they happen, at the place of the change that sets them off.</summary>
    public IEnumerable<Change> Of(Change change, SchemaState state, Session session)
    {
        var found = new List<Change>();
        Collect(change, state, session, (found, []));

        return found.Select(effect => effect with { Span = change.Span, Certain = change.Certain && effect.Certain });
    }

    private void Collect(Change change, SchemaState state, Session session, (List<Change> Found, HashSet<string> Open) into)
    {
        if (into.Open.Count >= Depth)
        {
            return;
        }

        foreach (var body in CalledBy(change, state).Concat(session.FiresTriggers ? FiredBy(change, state) : []))
        {
            if (!into.Open.Add(body.Key))
            {
                continue;
            }

            foreach (var effect in body.Changes)
            {
                // What a session does to itself is over with the call.
                if (effect is ReadRows or ControlTransaction or SetSetting)
                {
                    Collect(effect, state, session, into);
                    continue;
                }

                into.Found.Add(effect);
                Collect(effect, state, session, into);
            }

            into.Open.Remove(body.Key);
        }
    }

    private IEnumerable<(string Key, EquatableList<Change> Changes)> CalledBy(Change change, SchemaState state)
    {
        foreach (var name in Calls.In(change).Distinct())
        {
            var resolved = state.Resolve(ObjectKind.Function, name);

            foreach (var function in state.Snapshot.Referrers(new ObjectId(ObjectKind.Function, resolved)).OfType<Function>().Where(item => item.Id.Name == resolved))
            {
                if (function.Returns != "trigger")
                {
                    yield return (function.Definition, BodyOf(function));
                }
            }
        }
    }

    private IEnumerable<(string Key, EquatableList<Change> Changes)> FiredBy(Change change, SchemaState state)
    {
        var (table, happening, columns) = Triggering(change);

        if (table is not { } name)
        {
            yield break;
        }

        foreach (var trigger in state.Snapshot.Referrers(ObjectId.Table(state.Resolve(ObjectKind.Table, name))).OfType<Trigger>())
        {
            if (!trigger.Enabled || ReadTrigger(trigger) is not { } create || !TriggerEvents.Fires(create, trigger.Definition, happening, columns) || NeverFires(create, change, state))
            {
                continue;
            }

            if (create.Body.Count > 0)
            {
                yield return (trigger.Definition, [.. create.Body.Select(static effect => effect with { Certain = false })]);
                continue;
            }

            if (create.Function is { } called)
            {
                var resolved = state.Resolve(ObjectKind.Function, called);

                foreach (var function in state.Snapshot.Referrers(new ObjectId(ObjectKind.Function, resolved)).OfType<Function>())
                {
                    yield return (function.Definition, [.. BodyOf(function).Select(static effect => effect with { Certain = false })]);
                }
            }
        }
    }

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

    private static (ObjectName? Table, string Event, EquatableList<string> Columns) Triggering(Change change) => change switch
    {
        UpdateRows { Filter: not RowFilter.AlwaysFalse } update => (update.Table, "UPDATE", update.Columns),
        DeleteRows { Filter: not RowFilter.AlwaysFalse } delete => (delete.Table, "DELETE", []),
        InsertRows insert => (insert.Table, "INSERT", []),
        CopyRows { IntoTable: true, Table: { } table } => (table, "INSERT", []),
        TruncateTable truncate => (truncate.Table, "TRUNCATE", []),
        _ => (null, "", []),
    };

    private CreateTrigger? ReadTrigger(Trigger trigger) => Read(trigger.Definition).OfType<CreateTrigger>().FirstOrDefault();

    private EquatableList<Change> BodyOf(Function function) => function.Language switch
    {
        "sql" when function.Body is { } body => Read(body),
        "sql" => [],
        "plpgsql" when function.Body is { } body => Read($"DO $changegate_body$ {body} $changegate_body$"),
        var language => [new RunBlock(language, Opaque: true)],
    };

    private EquatableList<Change> Read(string text)
    {
        if (!_bodies.TryGetValue(text, out var changes))
        {
            changes = [.. sql.Read(new SourceText("", text)).Statements.SelectMany(static statement => statement.Changes)];
            _bodies.Add(text, changes);
        }

        return changes;
    }
}
