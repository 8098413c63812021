using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Changes.Queries;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The columns of what stands behind FROM.</summary>
internal sealed class SourceTyping(SchemaEdit schema, SchemaTypes types, QueryTyping queries)
{
    /// <param name="before">What stands before it in the same FROM.</param>
    public JoinedColumns ColumnsOf(QuerySource source, CommonTables? common, QueryScope before, QueryScope? outer) => source switch
    {
        RelationSource relation => Called(relation, relation.Relation.Name, ColumnsOf(relation.Relation, common)),
        SubquerySource subquery => Called(subquery, null, queries.ColumnsOf(subquery.Query, common, subquery.Lateral ? before : outer)),
        CallSource call => Called(call, call.Call.Function.Name, ColumnsOf(call, common, before)),
        JoinSource join => Joined(join, common, before, outer),
        OpaqueSource opaque => JoinedColumns.Of(opaque.Alias, null),
        _ => throw new UnreachableException($"{source.GetType().Name} is no source."),
    };

    /// <summary>With other names for the first of them.</summary>
    public static IReadOnlyList<InferredColumn> Renamed(IReadOnlyList<InferredColumn> columns, IReadOnlyList<string> names) =>
        names.Count == 0 ? columns : [.. columns.Select((column, place) => place < names.Count ? column with { Name = names[place] } : column)];

    private static JoinedColumns Called(QuerySource source, string? name, IReadOnlyList<InferredColumn>? columns) =>
        JoinedColumns.Of(source.Alias ?? name, columns is null ? null : Renamed(columns, source.Columns));

    private IReadOnlyList<InferredColumn>? ColumnsOf(ObjectName relation, CommonTables? common)
    {
        if (relation.Schema is null && common is not null && common.TryFind(relation.Name, out var columns))
        {
            return columns;
        }

        return schema.FindRelation(relation) switch
        {
            Table { ColumnsKnown: true } table => [.. table.Columns.Select(static column => new InferredColumn(column.Name, new Inferred(column.Type, column.Collation)))],
            View { Outputs.Count: > 0 } view => [.. view.Outputs.Select(static output => new InferredColumn(output.Name, output.Type is null ? Inferred.Unknown : new Inferred(output.Type, output.Collation)))],
            _ => null,
        };
    }

    private JoinedColumns Joined(JoinSource join, CommonTables? common, QueryScope before, QueryScope? outer)
    {
        var left = ColumnsOf(join.Left, common, before, outer);
        var right = ColumnsOf(join.Right, common, before.With(left), outer);
        var isMerged = join.Natural || join.Using.Count > 0;

        // Which columns NATURAL joins is only certain where all are known.
        if (join.Natural && !(left.IsComplete && right.IsComplete && left.Visible.Concat(right.Visible).All(static column => column.Name is not null)))
        {
            left = left with { Visible = [], IsComplete = false };
            right = right with { Visible = [], IsComplete = false };
        }

        IReadOnlyList<string> names = join.Natural ? [.. left.Visible.Select(static column => column.Name!).Where(name => right.Visible.Any(column => column.Name == name))] : join.Using;
        var joined = isMerged ? left.Merged(types, right, names) : left.Beside(right);

        // An alias hides what it is made of.
        return join.Alias is { } alias ? JoinedColumns.Of(alias, joined.IsComplete ? Renamed(joined.Visible, join.Columns) : null) : joined;
    }

    // A function in FROM sees what stands before it. Its column is called as its result, which only some have, or as the function.
    private List<InferredColumn>? ColumnsOf(CallSource source, CommonTables? common, QueryScope before)
    {
        var function = source.Call.Function;
        var called = source.Alias ?? function.Name;
        var isEngines = function.Schema is null or "pg_catalog";
        var text = DataType.Simple("text");
        List<InferredColumn>? columns = function.Name switch
        {
            "json_array_elements" or "jsonb_array_elements" when isEngines => [Column("value", DataType.Simple(function.Name[..^"_array_elements".Length]))],
            "json_array_elements_text" or "jsonb_array_elements_text" when isEngines => [Column("value", text)],
            "json_each" or "jsonb_each" when isEngines => [Column("key", text), Column("value", DataType.Simple(function.Name[..^"_each".Length]))],
            "json_each_text" or "jsonb_each_text" when isEngines => [Column("key", text), Column("value", text)],
            "json_object_keys" or "jsonb_object_keys" or "regexp_split_to_table" or "string_to_table" when isEngines => [Column(called, text)],
            // A function of the team's may have a name for its result.
            _ => queries.TypeOf(source.Call, common, before) is { Type.Schema: null, IsUnknown: false } one ? [new InferredColumn(isEngines && FunctionTypes.Has(function.Name) ? called : null, one)] : null,
        };

        if (columns is not null && source.Numbered)
        {
            columns.Add(Column("ordinality", DataType.Simple("bigint")));
        }

        return columns;
    }

    private static InferredColumn Column(string name, DataType type) => new(name, new Inferred(type));
}
