using ChangeGate.Changes;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions called and relations read, noted while expressions and queries are read.</summary>
internal sealed class Uses
{
    private readonly List<string> _commonTables = [];
    private readonly Dictionary<string, int> _commonTableCounts = new(StringComparer.Ordinal);

    public DistinctList<ObjectName> Calls { get; } = new();

    /// <summary>For each of <see cref="Calls"/>.</summary>
    public List<int> Arguments { get; } = [];

    public DistinctList<ObjectName> Reads { get; } = new();

    public DistinctList<string> Operators { get; } = new();

    public DistinctList<ObjectName> Casts { get; } = new();

    /// <summary>What functions of the engine do that are called with these arguments.</summary>
    public List<Change> Writes { get; } = [];

    /// <summary>What the DELETE that was read last returns of its rows; null where they are computed.</summary>
    public RowCopy? Returned { get; set; }

    /// <summary>Rows that a DELETE in WITH hands over, by the name of its common table.</summary>
    public Dictionary<string, RowCopy> Moved { get; } = [];

    public int CommonTableCount => _commonTables.Count;

    /// <summary>Of calls that move one; null where the text does not say which.</summary>
    public List<ObjectName?> SetSequences { get; } = [];

    public void DeclareCommonTable(string name)
    {
        _commonTables.Add(name);
        _commonTableCounts[name] = _commonTableCounts.GetValueOrDefault(name) + 1;
    }

    public void ForgetCommonTables(int count)
    {
        for (var index = count; index < _commonTables.Count; index++)
        {
            _commonTableCounts[_commonTables[index]]--;
        }

        _commonTables.RemoveRange(count, _commonTables.Count - count);
    }

    public bool IsCommonTable(ObjectName name) => name.Schema is null && _commonTables.Count > 0 && _commonTableCounts.GetValueOrDefault(name.Name) > 0;

    public void Read(ObjectName relation)
    {
        if (!IsCommonTable(relation))
        {
            Reads.Add(relation);
        }
    }

    /// <param name="arguments">How many the call has; -1 where a list takes their place.</param>
    public void Call(ObjectName function, int arguments = -1)
    {
        var known = Calls.IndexOf(function);

        if (known < 0)
        {
            Calls.Add(function);
            Arguments.Add(arguments);
        }
        else if (Arguments[known] != arguments)
        {
            Arguments[known] = -1;
        }
    }

    public void ForgetLastCall()
    {
        if (Calls.Count > 0)
        {
            Calls.RemoveLast();
            Arguments.RemoveAt(Arguments.Count - 1);
        }
    }

    public void Operate(string name)
    {
        var sign = name[(name.LastIndexOf('.') + 1)..].TrimEnd(')');

        if (!EngineVocabulary.HasOperator(sign))
        {
            Operators.Add(sign);
        }
    }

    public void Cast(DataType type)
    {
        var name = new ObjectName(type.Schema == "pg_catalog" ? null : type.Schema, type.Name);

        if (name.Schema is not null || !EngineVocabulary.HasType(type.Name))
        {
            Casts.Add(name);
        }
    }

    /// <summary>What reading and calling does; null where there is nothing to say.</summary>
    public ReadRows? ToChange(bool isQuery) => isQuery || Calls.Count > 0 || Operators.Count > 0 || Casts.Count > 0
        ? new ReadRows { Calls = [.. Calls], Arguments = [.. Arguments], Reads = [.. Reads], Operators = [.. Operators], Casts = [.. Casts] }
        : null;

    public void Clear()
    {
        _commonTables.Clear();
        Moved.Clear();
        _commonTableCounts.Clear();
        Calls.Clear();
        Arguments.Clear();
        Operators.Clear();
        Casts.Clear();
        Writes.Clear();
        Reads.Clear();
        SetSequences.Clear();
    }
}
