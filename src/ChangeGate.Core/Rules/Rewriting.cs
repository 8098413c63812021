using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>Rewrite rules: what a statement on their table does beside what it says, or instead of it (PostgreSQL, "The Rule System").</summary>
internal static class Rewriting
{
    public static IEnumerable<Body> Of(Change change, SchemaState state) =>
        RulesFor(change, state).Where(static rule => rule.Rule!.Actions.Count > 0) // RulesFor gives those that have one
            .Select(rule => new Body($"rule {rule.Id}", [.. rule.Rule!.Actions.Select(static action => action with { Certain = false })], state));

    /// <summary>An unconditional INSTEAD: the statement itself does nothing.</summary>
    public static bool Replaces(Change change, SchemaState state) =>
        RulesFor(change, state).Any(static rule => rule.Rule is { Instead: true, Conditional: false });

    private static IEnumerable<OtherObject> RulesFor(Change change, SchemaState state)
    {
        if (state.Snapshot.Dialect != Dialect.PostgreSql || !state.Snapshot.HasCode)
        {
            return [];
        }

        // COPY and TRUNCATE do not ask rules, and MERGE refuses a table that has any.
        var (table, happening) = change switch
        {
            InsertRows insert => (insert.Table, "INSERT"),
            UpdateRows update => (update.Table, "UPDATE"),
            DeleteRows delete => (delete.Table, "DELETE"),
            _ => (null, ""),
        };

        return table is null ? [] : state.Snapshot.Referrers(ObjectId.Table(state.Resolve(ObjectKind.Table, table))).OfType<OtherObject>()
            .Where(rule => rule is { Enabled: true, Rule: { } rewrite } && rewrite.Event == happening);
    }
}
