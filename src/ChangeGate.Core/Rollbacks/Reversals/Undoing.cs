using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>The taking back of one step, while it is put together.</summary>
internal sealed class Undoing(Step step, Lineage lineage, ArchivePlan archives, DdlWriter writer)
{
    private readonly List<string> _statements = [];
    private readonly List<Reason> _because = [];

    public Step Step { get; } = step;

    public Change Change => Step.Change;

    public SchemaSnapshot Before => Step.Before.Snapshot;

    public SchemaSnapshot After => Step.After.Snapshot;

    /// <summary>At the point before the step, which is where its reverse leads.</summary>
    public Lineage Lineage { get; } = lineage;

    public ArchivePlan Archives { get; } = archives;

    /// <summary>No step before this one wrote rows.</summary>
    public bool IsFirstWrite { get; init; }

    /// <summary>No step after this one writes rows of its table, so that they stand at the end as this one left them.</summary>
    public bool IsLastWrite { get; init; }

    /// <summary>Whether a later step adds rows to a table, given as it stood before the migration.</summary>
    public Predicate<Table> IsFilledLater { get; init; } = static _ => false;

    /// <summary>SQLite: the script switches foreign keys off, so its tables may hold what they would refuse.</summary>
    public bool RanWithoutForeignKeys { get; init; }

    public required ViewPlan Views { get; init; }

    /// <inheritdoc cref="RestoreSql.RenamedLabels"/>
    public IReadOnlyList<RenameEnumValue> RenamedLabels { get; init; } = [];

    public RestoreSql Restore => field ??= new(Write, Archives.Sql, Archives.Start, Before) { RenamedLabels = RenamedLabels, Left = Archives.Left };

    public DdlWriter Write { get; } = writer;

    public bool IsSqlite => Write.Dialect == Dialect.Sqlite;

    public IReadOnlyList<string> Statements => _statements;

    public IReadOnlyList<Reason> Because => _because;

    public Reversibility Reversibility { get; private set; } = Reversibility.WithData;

    public bool NeedsAutocommit { get; private set; }

    /// <summary>SQLite: rows of other tables would follow a table that is replaced, unless foreign keys are off.</summary>
    public bool NeedsForeignKeysOff { get; set; }

    public ObjectName Resolve(ObjectName name) => Step.Before.Resolve(ObjectKind.Table, name);

    /// <summary>A table as it stood before the step; null when the history did not make it.</summary>
    public Table? TableBefore(ObjectName name) => Before.Find<Table>(ObjectId.Table(Resolve(name)));

    public void Run(string sql)
    {
        // What is done to rows is found out by comparing them: it does not matter whether it was done.
        if (!Step.Change.Certain && Step.Change is not (InsertRows or UpdateRows or DeleteRows or MergeRows))
        {
            Refuse($"A `{Change.Kind}` stands under a condition: whether it was run is not known from the text.");
            return;
        }

        _statements.Add(sql);
    }

    public void Run(IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            Run(sql);
        }
    }

    /// <summary>Where the step stands under a condition, what it made is dropped if it is there.</summary>
    public bool IfExists => !Change.Certain;

    /// <summary>DROP of something that the step made, with <see cref="IfExists"/> in it.</summary>
    public void Drop(string sql) => _statements.Add(sql);

    public void RunAlone(string sql)
    {
        NeedsAutocommit = true;
        Run(sql);
    }

    /// <summary>Something to know, which changes nothing about what comes back.</summary>
    public void Note(string sentence) => Say(sentence, Reversibility.WithData);

    /// <summary>The schema comes back, and not all of the rows.</summary>
    public void Lose(string sentence) => Say(sentence, Reversibility.SchemaOnly);

    public void Refuse(string sentence) => Say(sentence, Reversibility.No);

    private void Say(string sentence, Reversibility most)
    {
        Reversibility = (Reversibility)Math.Min((int)Reversibility, (int)most);

        _because.Add(new Reason(most, sentence));
    }

    /// <summary>A sentence, and how much can be taken back in spite of it.</summary>
    internal sealed record Reason(Reversibility Most, string Sentence);
}
