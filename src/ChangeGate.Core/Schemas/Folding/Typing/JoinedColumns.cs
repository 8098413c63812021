namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>A relation of FROM under the name by which columns call it.</summary>
/// <param name="Columns">null where they are not known.</param>
internal sealed record CalledColumns(string Name, IReadOnlyList<InferredColumn>? Columns);

/// <summary>What stands behind FROM, or a part of it.</summary>
/// <param name="Relations">Those that can be called by name.</param>
/// <param name="Visible">Those that <c>*</c> means, in their order, as far as they are known.</param>
/// <param name="IsComplete">Whether they are all.</param>
internal sealed record JoinedColumns(IReadOnlyList<CalledColumns> Relations, IReadOnlyList<InferredColumn> Visible, bool IsComplete)
{
    public static readonly JoinedColumns None = new([], [], true);

    /// <param name="columns">null where they are not known.</param>
    public static JoinedColumns Of(string? name, IReadOnlyList<InferredColumn>? columns) =>
        new(name is null ? [] : [new CalledColumns(name, columns)], columns ?? [], columns is not null);

    public JoinedColumns Beside(JoinedColumns other) => new([.. Relations, .. other.Relations], [.. Visible, .. other.Visible], IsComplete && other.IsComplete);

    public IReadOnlyList<CalledColumns> Called(string name) => [.. Relations.Where(relation => relation.Name == name)];

    /// <summary>Joined by USING or NATURAL: those columns come first, and once.</summary>
    public JoinedColumns Merged(SchemaTypes types, JoinedColumns right, IReadOnlyList<string> names)
    {
        var both = names.Select(name => new InferredColumn(name, CommonType.Of(types, [Value(Visible, name), Value(right.Visible, name)])));
        var rest = Visible.Concat(right.Visible).Where(column => column.Name is null || !names.Contains(column.Name));

        return new([.. Relations, .. right.Relations], [.. both, .. rest], IsComplete && right.IsComplete);
    }

    private static Inferred Value(IReadOnlyList<InferredColumn> columns, string name) => columns.Where(column => column.Name == name).ToList() is [var only] ? only.Value : Inferred.Unknown;
}
