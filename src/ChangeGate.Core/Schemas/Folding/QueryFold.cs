using ChangeGate.Changes;
using ChangeGate.Changes.Queries;
using ChangeGate.Schemas.Folding.Typing;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>The columns of what is made from a query: names, types and collations, and nothing else of the columns that they come from.</summary>
internal static class QueryFold
{
    /// <summary>null where one of them is not certain.</summary>
    public static IReadOnlyList<ColumnDefinition>? Columns(SchemaEdit schema, CreateTable create)
    {
        var outputs = Outputs(schema, create.Outline, [.. create.Columns.Select(static column => column.Name)]);
        var columns = outputs.Where(static output => output is { Name: not null, Type: not null })
            .Select(static output => new ColumnDefinition { Name = output.Name!, Type = output.Type!, Collation = output.Collation })
            .ToList();

        return columns.Count == 0 || columns.Count < outputs.Count ? null : columns;
    }

    /// <summary>Empty where not even their number is certain.</summary>
    /// <param name="names">Of the first of them, where the statement lists them.</param>
    public static EquatableList<QueryOutput> Outputs(SchemaEdit schema, QueryOutline? outline, IReadOnlyList<string> names) =>
        outline is null || new QueryTyping(schema).ColumnsOf(outline) is not { } columns
            ? []
            : [.. SourceTyping.Renamed(columns, names).Select(static column => new QueryOutput(column.Name, Kept(column.Value.Type), column.Value.Collation))];

    // The engine does not keep how many dimensions were declared.
    private static DataType? Kept(DataType? type) => type is { ArrayDimensions: > 1 } ? type with { ArrayDimensions = 1 } : type;
}
