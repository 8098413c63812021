using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>Queries and expressions that the engine computes for a change, whether the change or the schema holds their text.</summary>
internal static class Evaluations
{
    public static IEnumerable<string> Queries(Change change, SchemaState state)
    {
        var query = change switch
        {
            CreateTable create => create.Query,
            CreateView { Materialized: true, WithNoData: false } view => view.Query,
            RefreshView { WithNoData: false } refresh => state.Snapshot.Find<View>(new ObjectId(ObjectKind.MaterializedView, state.Resolve(ObjectKind.MaterializedView, refresh.View)))?.Query,
            _ => null,
        };

        return query is null ? [] : [query];
    }

    public static IEnumerable<string> Expressions(Change change, SchemaState state) => (change switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.Check, NotValid: false } constraint } => [constraint.Expression],
        ValidateConstraint validate => TableOf(validate.Table, state)?.Constraints.Where(item => item.Name == validate.Name).Select(static item => item.Expression) ?? [],
        AddColumn add => [add.Column.Default, add.Column.GenerationExpression, .. add.Constraints.Select(static item => item.Expression), .. ChecksOf(state, add.Column.Type)],
        ChangeColumnType alter => [alter.Using, .. ChecksOf(state, alter.Type)],
        SetColumnExpression set => [set.Expression],
        CreateIndex create => [create.Index.Where, .. create.Index.Elements.Select(static element => element.Expression)],
        InsertRows insert => OfRows(insert.Table, state).Concat(Defaults(insert.Table, insert.Columns, state)),
        CopyRows { IntoTable: true, Table: { } table } => OfRows(table, state).Concat(Defaults(table, [], state)),
        MergeRows merge => OfRows(merge.Table, state).Concat(merge.Inserts || merge.Updates ? Defaults(merge.Table, [], state) : []),
        UpdateRows { Filter: not RowFilter.AlwaysFalse } update => OfRows(update.Table, state).Concat(ResetDefaults(update, state)),
        _ => Enumerable.Empty<string?>(),
    }).OfType<string>();

    /// <summary>The conditions of a domain, and of those that it is made of.</summary>
    public static IEnumerable<string> ChecksOf(SchemaState state, DataType type)
    {
        for (var depth = 0; depth < 8 && state.Snapshot.Find<UserType>(new ObjectId(ObjectKind.Type, state.Resolve(ObjectKind.Type, new ObjectName(type.Schema, type.Name)))) is { BaseType: { } made } domain; depth++)
        {
            foreach (var constraint in domain.Constraints)
            {
                if (constraint.Expression is { } expression)
                {
                    yield return expression;
                }
            }

            type = made;
        }
    }

    private static Table? TableOf(ObjectName name, SchemaState state) => state.Snapshot.Find<Table>(ObjectId.Table(state.Resolve(ObjectKind.Table, name)));

    // What is computed for each row that is written.
    private static IEnumerable<string?> OfRows(ObjectName name, SchemaState state)
    {
        if (TableOf(name, state) is not { } table)
        {
            return [];
        }

        return table.Constraints.Where(static item => item.Kind == ConstraintKind.Check).Select(static item => item.Expression)
            .Concat(table.Columns.SelectMany(column => ChecksOf(state, column.Type).Append(column.GenerationExpression)))
            .Concat(state.Snapshot.Referrers(table.Id).OfType<Schemas.Index>().Where(index => index.Definition.Table == table.Id.Name)
                .SelectMany(static index => index.Definition.Elements.Select(static element => element.Expression).Append(index.Definition.Where)));
    }

    private static IEnumerable<string?> Defaults(ObjectName name, IReadOnlyCollection<string> given, SchemaState state) =>
        TableOf(name, state)?.Columns.Where(column => !given.Contains(column.Name)).Select(static column => column.Default) ?? [];

    private static IEnumerable<string?> ResetDefaults(UpdateRows update, SchemaState state)
    {
        for (var index = 0; index < Math.Min(update.Columns.Count, update.Values.Count); index++)
        {
            if (update.Values[index].Equals("default", StringComparison.OrdinalIgnoreCase))
            {
                yield return TableOf(update.Table, state)?.Column(update.Columns[index])?.Default;
            }
        }
    }
}
