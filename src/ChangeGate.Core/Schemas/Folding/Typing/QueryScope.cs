namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The columns that an expression of a query can name.</summary>
/// <param name="outer">The query around it, whose columns it sees too; null where there is none.</param>
internal sealed class QueryScope(QueryScope? outer)
{
    private JoinedColumns _columns = JoinedColumns.None;

    public void Add(JoinedColumns columns) => _columns = _columns.Beside(columns);

    /// <summary>The same with what stands to the left in a FROM that is still being read.</summary>
    public QueryScope With(JoinedColumns columns)
    {
        var scope = new QueryScope(outer);
        scope.Add(_columns.Beside(columns));
        return scope;
    }

    /// <summary>null where one of the relations is not known.</summary>
    public IReadOnlyList<InferredColumn>? Every(string? relation)
    {
        if (relation is null)
        {
            return _columns is { IsComplete: true, Visible.Count: > 0 } ? _columns.Visible : null;
        }

        var called = _columns.Called(relation);
        return called.Count > 1 ? null : called is [var only] ? only.Columns : outer?.Every(relation);
    }

    public Inferred Find(string? relation, string column)
    {
        if (relation is not null)
        {
            return Every(relation) is { } every ? Only(every, column) ?? Inferred.Unknown : Inferred.Unknown;
        }

        if (Only(_columns.Visible, column) is { } found)
        {
            return found;
        }

        // A relation or a name that is not known may be the one that is meant.
        return _columns.IsComplete && _columns.Visible.All(one => one.Name is not null && one.Name != column) && outer is not null ? outer.Find(null, column) : Inferred.Unknown;
    }

    private static Inferred? Only(IReadOnlyList<InferredColumn> columns, string name) => columns.Where(column => column.Name == name).ToList() is [var only] ? only.Value : null;
}
