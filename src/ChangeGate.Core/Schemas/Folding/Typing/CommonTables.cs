namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The tables of WITH that a query sees, from the nearest outwards.</summary>
internal sealed class CommonTables(CommonTables? outer)
{
    private readonly Dictionary<string, Entry> _tables = new(StringComparer.Ordinal);

    /// <param name="columns">null where they are not known.</param>
    public void Put(string name, IReadOnlyList<InferredColumn>? columns) => _tables[name] = new Entry(columns);

    /// <summary>False where there is no such table.</summary>
    public bool TryFind(string name, out IReadOnlyList<InferredColumn>? columns)
    {
        if (_tables.TryGetValue(name, out var entry))
        {
            entry.IsRead = true;
            columns = entry.Columns;
            return true;
        }

        columns = null;
        return outer is not null && outer.TryFind(name, out columns);
    }

    public bool IsRead(string name) => _tables[name].IsRead;

    private sealed class Entry(IReadOnlyList<InferredColumn>? columns)
    {
        public IReadOnlyList<InferredColumn>? Columns { get; } = columns;

        public bool IsRead { get; set; }
    }
}
