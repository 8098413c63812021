using ChangeGate.Changes;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions called and relations read, noted while expressions and queries are read.</summary>
internal sealed class Uses
{
    private readonly List<string> _commonTables = [];

    public List<ObjectName> Calls { get; } = [];

    public List<ObjectName> Reads { get; } = [];

    public int CommonTableCount => _commonTables.Count;

    /// <summary>Of calls that move one; null where the text does not say which.</summary>
    public List<ObjectName?> SetSequences { get; } = [];

    public void DeclareCommonTable(string name) => _commonTables.Add(name);

    public void ForgetCommonTables(int count) => _commonTables.RemoveRange(count, _commonTables.Count - count);

    public bool IsCommonTable(ObjectName name) => name.Schema is null && _commonTables.Contains(name.Name);

    public void Read(ObjectName relation)
    {
        if (!IsCommonTable(relation) && !Reads.Contains(relation))
        {
            Reads.Add(relation);
        }
    }

    public void Call(ObjectName function)
    {
        if (!Calls.Contains(function))
        {
            Calls.Add(function);
        }
    }

    public void Clear()
    {
        _commonTables.Clear();
        Calls.Clear();
        Reads.Clear();
        SetSequences.Clear();
    }
}
