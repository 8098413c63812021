using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>Something that a change sets off, and the schema as it is where that happens: a function may have a search path of its own.</summary>
internal readonly record struct Effect(Change Change, SchemaState State);

/// <summary>What a change sets off beside what it says: the bodies of the functions that it calls, of the triggers that it fires and of the rules that rewrite it.</summary>
internal sealed class Effects(ISqlDialect sql)
{
    // A body may call what calls it; nobody reads deeper than this anyway.
    private const int Depth = 8;

    public Bodies Bodies { get; } = new(sql);

    /// <summary>In the order in which they happen, at the place of the change that sets them off.</summary>
    public IEnumerable<Effect> Of(Change change, SchemaState state, Session session)
    {
        if (!state.Snapshot.HasCode)
        {
            return [];
        }

        var found = new List<Effect>();
        Collect(change, state, new Walk(found, [], session));

        return found.Count == 0 ? [] : found.Select(effect => effect with { Change = effect.Change with { Span = change.Span, Certain = change.Certain && effect.Change.Certain } });
    }

    private void Collect(Change change, SchemaState state, Walk walk)
    {
        if (walk.Open.Count >= Depth)
        {
            return;
        }

        foreach (var body in Invocations.Of(change, state, Bodies).Concat(Rewriting.Of(change, state)).Concat(walk.Session.FiresTriggers ? Firing.Of(change, state, Bodies) : []))
        {
            if (!walk.Open.Add(body.Key))
            {
                continue;
            }

            foreach (var effect in body.Changes)
            {
                // What a session does to itself is over with the call.
                if (effect is not (ReadRows or ControlTransaction or SetSetting))
                {
                    walk.Found.Add(new Effect(effect, body.State));
                }

                Collect(effect, body.State, walk);
            }

            walk.Open.Remove(body.Key);
        }
    }

    private sealed record Walk(List<Effect> Found, HashSet<string> Open, Session Session);
}
