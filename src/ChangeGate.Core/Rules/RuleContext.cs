using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.Locks;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>The light in which a rule sees one change: its migration, the schema just before it, and what the proposal did until then.</summary>
public sealed class RuleContext
{
    // PostgreSQL 12 is the oldest version whose locks were measured.
    private const int OldestPostgreSql = 12;

    private const int NewestPostgreSql = 18;

    private LockEffect? _lock;
    private bool _lockKnown;
    private bool? _locksOnlyWhatIsNew;
    private bool? _isNewSubject;

    internal RuleContext(Change change, Scene scene, ProposalState proposal, SchemaState before)
    {
        Change = change;
        Scene = scene;
        Proposal = proposal;
        Before = before;
        Subject = change.Subject is { } subject ? before.Resolve(subject) : null;
    }

    public Change Change { get; }

    /// <summary>The schema just before this change.</summary>
    public SchemaState Before { get; }

    /// <summary>What is touched, resolved; null where there is no object.</summary>
    public ObjectId? Subject { get; }

    public Migration Migration => Scene.Migration;

    public Script Script => Scene.Script;

    public Statement Statement => Scene.Statement;

    public MigrationSet Set => Scene.Set;

    public Dialect Dialect => Scene.Set.Dialect;

    /// <summary>Major version of the engine; the oldest supported where it is unknown.</summary>
    public int Engine => Set.Engine == 0 ? OldestPostgreSql : Set.Engine;

    /// <summary>The highest major version in production, for what only newer versions can do; the newest where it is unknown.</summary>
    internal int NewestEngine => Set.EngineUpTo > 0 ? Set.EngineUpTo : Set.Engine == 0 ? NewestPostgreSql : Set.Engine;

    /// <summary>What the engine holds while it does this; null where that stops nobody.</summary>
    public LockEffect? Lock
    {
        get
        {
            if (!_lockKnown)
            {
                _lock = Dialect == Dialect.PostgreSql && !LocksOnlyWhatIsNew ? LockFacts.Of(this) : null;
                _lockKnown = true;
            }

            return _lock;
        }
    }

    /// <summary>Rows of the table that is touched; null where no statistics say.</summary>
    public long? SubjectRows => Subject is { } subject ? Rows(subject.Name) : null;

    internal Scene Scene { get; }

    internal ProposalState Proposal { get; }

    /// <summary>The values of the baseline that are nowhere else once this change is done.</summary>
    internal Loss Loss => field ??= Losses.Of(this);

    /// <summary>What of it the table that is touched holds itself, without what foreign keys take along.</summary>
    internal IReadOnlyList<ObjectId> LostHere => Subject is { } subject ? Proposal.Values.OnlyAt(this.PlacesOf(subject.Name), Proposal.Lineage) : [];

    /// <summary>Some columns of the table that is touched are kept elsewhere, and others are not.</summary>
    internal bool LosesOnlySomeColumns => Subject is { } subject && !Loss.IsNone && !Loss.Assumed && LostHere is { Count: > 0 } lost
        && this.PlacesOf(subject.Name).Any(place => !lost.Intersect(Proposal.Values.HeldAt(place, Proposal.Lineage)).Any() && !Proposal.Values.HeldAt(place, Proposal.Lineage).IsEmpty);

    /// <summary>A sentence about the tables whose rows go with those that are deleted; empty when there are none.</summary>
    internal string AlsoDeleted
    {
        get
        {
            var others = Loss.Columns.Except(LostHere).Select(static column => Wording.Short(column.Name)).Distinct().ToList();

            return others.Count == 0 ? "" : $" Foreign keys take rows or values of {Wording.Names(others)} with them.";
        }
    }

    /// <summary>The functions that it calls when it runs.</summary>
    internal IReadOnlyList<ObjectName> Called => field ??= [.. Calls.In(Change)];

    /// <summary>What is touched is in the schema.</summary>
    internal bool Exists => Subject is { } subject && Before.Snapshot.Contains(subject);

    internal RuleLimits Limits => Scene.Limits;

    internal TransactionModel Transactions => Scene.Transactions;

    /// <summary>The table whose lock the change takes was made by this proposal: nobody waits for it.</summary>
    internal bool LocksOnlyWhatIsNew => _locksOnlyWhatIsNew ??= Change switch
    {
        CreateIndex create => IsNew(create.Index.Table),
        DropIndex or Reindex or RenameIndex or SetIndexOption => IsNewSubject || (Subject is { } id && Before.Snapshot.Find<Schemas.Index>(id) is { } index && IsNew(index.Definition.Table)),
        _ => Subject is { Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Constraint or ObjectKind.Trigger or ObjectKind.Policy } subject ? IsNew(subject.Name) : IsNewSubject,
    };

    /// <summary>What is touched was made by this proposal.</summary>
    internal bool IsNewSubject => _isNewSubject ??= Subject is { } subject && Proposal.Lineage.IsNew(subject);

    /// <summary>There is a history and all of it was read: what it does not have does not exist.</summary>
    internal bool BaselineIsKnown => Scene.BaselineIsKnown;

    public ObjectName Resolve(ObjectName table) => Before.Resolve(ObjectKind.Table, table);

    /// <summary>null when the history made none of that name.</summary>
    public Table? Table(ObjectName table) => Before.Snapshot.Find<Table>(ObjectId.Table(Resolve(table)));

    public ColumnDefinition? Column(ObjectName table, string column) => Table(table)?.Column(column);

    /// <summary>The table was made by this proposal, under whatever name: nobody uses it yet, and it holds nothing of the baseline.</summary>
    public bool IsNew(ObjectName table) => Proposal.Lineage.IsNew(ObjectId.Table(Resolve(table)));

    public bool IsNew(ObjectId id) => Proposal.Lineage.IsNew(Before.Resolve(id));

    /// <summary>A function of the team's that says it gives the same value to every row of one statement.</summary>
    internal bool IsKnownSteady(string function)
    {
        var known = Before.Snapshot.Objects.OfType<Function>().Where(item => item.Id.Name.Name == function).ToList();

        return known.Count > 0 && known.TrueForAll(static item => ExpressionTokens.Of(item.Body is { Length: > 0 } body ? item.Definition.Replace(body, "", StringComparison.Ordinal) : item.Definition) is var words && (words.Holds("immutable") || words.Holds("stable")));
    }

    public long? Rows(ObjectName table) => Scene.Rows(Resolve(table));

    public string Quote(ObjectName name) => Scene.Sql.Quote(name);

    public string Quote(string identifier) => Scene.Sql.Quote(identifier);
}
