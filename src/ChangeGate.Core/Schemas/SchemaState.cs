using ChangeGate.Changes;
using ChangeGate.Schemas.Folding;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>
/// A schema on its way through a history, without a server: what exists after the changes so far, and what a session remembers (search path,
/// open transaction). It assumes that every statement succeeds; where the engine would have refused, it holds what the statement asked for.
/// </summary>
public sealed class SchemaState
{
    private readonly ISqlDialect _dialect;
    private readonly Session _session;

    private SchemaState(ISqlDialect dialect, SchemaSnapshot snapshot, Session session, bool isComplete)
    {
        _dialect = dialect;
        _session = session;
        Snapshot = snapshot;
        IsComplete = isComplete;
    }

    public SchemaSnapshot Snapshot { get; }

    /// <summary>What the last change made, altered or removed, in that order and perhaps twice; not what a ROLLBACK of the history brought back.</summary>
    internal IReadOnlyList<ObjectId> Changed { get; private init; } = [];

    /// <summary>False once something went through whose effect on the schema could not be known: unread, opaque, made at run time, or uncertain.</summary>
    public bool IsComplete { get; }

    /// <summary>False once a function, view, policy or anything else that runs may be another than the one that is here. Rows and tables under a condition do not matter.</summary>
    internal bool KnowsCode { get; private init; } = true;

    /// <summary>A transaction that the history itself opened stands open.</summary>
    public bool InTransaction => _session.InTransaction;

    public static SchemaState Start(ISqlDialect dialect) => From(SchemaSnapshot.Empty(dialect.Dialect), dialect);

    public static SchemaState From(SchemaSnapshot snapshot, ISqlDialect dialect) => new(dialect, snapshot, Session.Start(dialect.Dialect), isComplete: true);

    public SchemaState Apply(Change change)
    {
        var edit = new SchemaEdit(_dialect, Snapshot, _session);
        SchemaFold.Apply(edit, change);

        return new SchemaState(_dialect, edit.Snapshot, edit.Session, IsComplete && change.Certain && edit.IsComplete)
        {
            Changed = edit.Changed,
            KnowsCode = KnowsCode && edit.IsComplete && (change.Certain || LeavesCode(change)),
        };
    }

    /// <summary>All of a script, and its end.</summary>
    public SchemaState Apply(Script script) =>
        script.Statements.SelectMany(statement => statement.Changes).Aggregate(this, (state, change) => state.Apply(change)).EndOfScript();

    /// <summary>What SET LOCAL said and temporary objects do not outlive the script that made them.</summary>
    public SchemaState EndOfScript() => new(_dialect, WithoutTemporary(Snapshot), _session.EndTransaction(), IsComplete) { KnowsCode = KnowsCode };

    /// <summary>Fills the schema as the engine would at this point: the first on the search path that has such an object, else the first.</summary>
    public ObjectName Resolve(ObjectKind kind, ObjectName name) => Names.Resolve(kind, name);

    /// <summary>Where a new object of that name would be made.</summary>
    public ObjectName Target(ObjectName name) => Names.Target(name);

    public ObjectId Resolve(ObjectId id) => Names.Resolve(id);

    /// <summary>The columns that a view would have if it were made at this point; empty where its query is not followed.</summary>
    internal EquatableList<QueryOutput> OutputsOf(CreateView create) => QueryFold.Outputs(Names, create.Outline, create.Columns);

    // It only resolves.
    private SchemaEdit Names => field ??= new SchemaEdit(_dialect, Snapshot, _session);

    private static bool LeavesCode(Change change) =>
        change is InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or TruncateTable or CreateTable
        || change.Subject?.Kind is null or ObjectKind.Column or ObjectKind.Constraint or ObjectKind.Index or ObjectKind.Sequence or ObjectKind.Trigger or ObjectKind.Privilege;

    private static SchemaSnapshot WithoutTemporary(SchemaSnapshot snapshot) =>
        snapshot.HasTemporary
            ? snapshot.Objects.Where(value => SchemaSnapshot.IsTemporary(value.Id)).Aggregate(snapshot, (left, value) => left.Without(value.Id))
            : snapshot;
}
