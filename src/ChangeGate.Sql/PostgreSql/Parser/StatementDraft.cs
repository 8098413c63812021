using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What has been learnt of the statement so far.</summary>
internal sealed class StatementDraft
{
    private List<string>? _subkinds;

    public string Kind { get; set; } = "";

    public string? Relation { get; set; }

    public EquatableList<string> Columns { get; set; }

    public bool Concurrent { get; set; }

    public bool Unique { get; set; }

    public bool NeedsAutocommit { get; set; }

    public string? CutName { get; set; }

    public List<Change> Changes { get; } = [];

    /// <summary>The table that SELECT … INTO makes.</summary>
    public CreateTable? Into { get; set; }

    public EquatableList<string> Subkinds => _subkinds is null ? [] : [.. _subkinds];

    public void Add(Change change) => Changes.Add(change);

    public void AddSubkind(string subkind) => (_subkinds ??= []).Add(subkind);

    public void SetRelation(ObjectName relation) => Relation ??= relation.ToString();
}
