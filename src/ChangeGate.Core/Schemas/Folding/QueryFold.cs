using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>The columns of a table that is made from a query: names and types, and nothing else of the columns that they come from.</summary>
internal static class QueryFold
{
    /// <summary>null where a column cannot be followed.</summary>
    public static IReadOnlyList<ColumnDefinition>? Columns(SchemaEdit schema, CreateTable create)
    {
        var queries = create.QueryColumns.Select(columns => Columns(schema, columns)).ToList();

        if (queries.Count == 0 || queries[0] is not { } first || create.Columns.Count > first.Count || !queries.All(other => other is not null && HaveSameTypes(first, other)))
        {
            return null;
        }

        return [.. first.Select((column, index) => index < create.Columns.Count ? column with { Name = create.Columns[index].Name } : column)];
    }

    private static bool HaveSameTypes(List<ColumnDefinition> one, List<ColumnDefinition> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Type == pair.Second.Type && pair.First.Collation == pair.Second.Collation);

    private static List<ColumnDefinition>? Columns(SchemaEdit schema, IEnumerable<QueryColumn> columns)
    {
        var made = new List<ColumnDefinition>();

        foreach (var column in columns)
        {
            if (Made(schema, column) is not { } some)
            {
                return null;
            }

            made.AddRange(some);
        }

        return made;
    }

    private static IEnumerable<ColumnDefinition>? Made(SchemaEdit schema, QueryColumn column)
    {
        if (column is { Name: { } computed, Type: { } type })
        {
            return [new ColumnDefinition { Name = computed, Type = schema.Resolve(type) }];
        }

        var tables = column.Relations.Select(schema.FindTable).ToList();

        if (tables.Count == 0 || tables.Exists(table => table is not { ColumnsKnown: true }))
        {
            return null;
        }

        var there = tables.SelectMany(table => table!.Columns);

        if (column is not { Name: { } name, Column: { } source })
        {
            return there.Select(one => Plain(one.Name, one));
        }

        // A name that two relations have is one that the engine refuses, or that USING joined.
        return there.Where(one => schema.Names.Equals(one.Name, source)).ToList() is [var only] ? [Plain(name, only)] : null;
    }

    private static ColumnDefinition Plain(string name, ColumnDefinition column) => new() { Name = name, Type = column.Type, Collation = column.Collation };
}
