using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>A schema at a moment: read from a live engine, or folded from a history without one. Both give the same values.</summary>
public sealed class SchemaSnapshot
{
    private readonly PersistentMap<ObjectId, SchemaObject> _objects;

    // From what is referred to, to those that refer to it; see SchemaLinks.
    private readonly PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> _links;

    // Both are rare, and looking for them in every table is not cheap.
    private readonly Rarities _rare;

    private SchemaSnapshot(
        Dialect dialect,
        PersistentMap<ObjectId, SchemaObject> objects,
        PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> links,
        Rarities rare)
    {
        Dialect = dialect;
        _objects = objects;
        _links = links;
        _rare = rare;
    }

    public Dialect Dialect { get; }

    public IEnumerable<SchemaObject> Objects => _objects;

    public int Count => _objects.Count;

    public IEnumerable<Table> Tables => _objects.OfType<Table>();

    public static SchemaSnapshot Empty(Dialect dialect) =>
        new(dialect, PersistentMap<ObjectId, SchemaObject>.Empty, PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>>.Empty, default);

    public static SchemaSnapshot Of(Dialect dialect, IEnumerable<SchemaObject> objects) =>
        objects.Aggregate(Empty(dialect), (snapshot, value) => snapshot.With(value));

    /// <summary>null when there is none. SQLite's names are compared without case.</summary>
    public T? Find<T>(ObjectId id)
        where T : SchemaObject => _objects.Find(Key(id)) as T;

    /// <summary>Whatever stands under a name that tables, views, indexes and sequences share; null when nothing does.</summary>
    internal SchemaObject? RelationAt(ObjectName name)
    {
        var key = Dialect == Dialect.Sqlite ? Key(ObjectId.Table(name)).Name : name;

        return _objects.Find(ObjectId.RelationHash(key), key, static (id, name) => id.IsRelation && id.Part is null && id.Name == name);
    }

    /// <summary>The functions and procedures of a resolved name, whatever their arguments.</summary>
    internal IEnumerable<Function> Overloads(ObjectName name) => Referrers(new ObjectId(ObjectKind.Function, name)).OfType<Function>();

    public bool Contains(ObjectId id) => _objects.Contains(Key(id));

    public SchemaSnapshot With(SchemaObject value) => With(value, null);

    /// <param name="value">In the place of the one with its id.</param>
    /// <param name="maker">See <see cref="PersistentMap{TKey, TValue}"/>: of the snapshots that it makes only the last may be kept.</param>
    internal SchemaSnapshot With(SchemaObject value, object? maker)
    {
        var key = Key(value.Id);
        var old = _objects.Find(key);

        if (ReferenceEquals(old, value))
        {
            return this;
        }

        var (left, now) = (old is null ? [] : Targets(key, old), Targets(key, value));
        var links = left.SequenceEqual(now) ? _links : Link(Unlink(_links, key, left, maker), key, now, maker);

        return new(Dialect, _objects.With(key, value, maker), links, _rare.Without(key, old).With(key, value));
    }

    public SchemaSnapshot Without(ObjectId id) => Without(id, null);

    internal SchemaSnapshot Without(ObjectId id, object? maker)
    {
        var key = Key(id);

        return _objects.Find(key) is { } old
            ? new(Dialect, _objects.Without(key, maker), Unlink(_links, key, Targets(key, old), maker), _rare.Without(key, old))
            : this;
    }

    /// <summary>
    /// What could not stand, or would stand differently, without this object: directly and through others, ordered by name. For a column or a
    /// constraint it is what uses it; a view is then counted where its text names the column.
    /// </summary>
    public IEnumerable<ObjectId> DependentsOf(ObjectId id)
    {
        if (!HasReferrers(id))
        {
            return [];
        }

        var start = SchemaLinks.Target(Key(id));
        var seen = new HashSet<ObjectId>();
        var waiting = new Queue<ObjectId>(DirectDependentsOf(id).Where(direct => SchemaLinks.Target(direct.Id) != start).Select(direct => direct.Id));

        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            foreach (var further in Referrers(next).Where(further => SchemaLinks.Target(further.Id) != start))
            {
                waiting.Enqueue(further.Id);
            }
        }

        return seen.Order(ObjectIdOrder.Instance);
    }

    /// <summary>PostgreSQL's temporary schema has a number in its name; it is <c>pg_temp</c> here. SQLite's is <c>temp</c>.</summary>
    internal static bool IsTemporary(ObjectId id) => id.Name.Schema is "pg_temp" or "temp";

    internal bool HasTemporary => _rare.Temporary > 0;

    /// <summary>There are functions, triggers or other objects that run code of their own.</summary>
    internal bool HasCode => _rare.Code > 0;

    /// <summary>There are partitions or tables that inherit.</summary>
    internal bool HasHeirs => _rare.Heirs > 0;

    /// <summary>The objects that refer to this one by themselves, in no order.</summary>
    internal IEnumerable<SchemaObject> Referrers(ObjectId id) =>
        _links.Find(SchemaLinks.Target(Key(id))) is { } keys ? keys.Select(key => _objects.Find(key)!) : []; // what refers is there

    internal bool HasReferrers(ObjectId id) => _links.Contains(SchemaLinks.Target(Key(id)));

    private IEnumerable<SchemaObject> DirectDependentsOf(ObjectId id) =>
        id is { Kind: ObjectKind.Column or ObjectKind.Constraint, Part: not null }
            ? Referrers(id).Where(referrer => SchemaLinks.Uses(referrer, this, id))
            : Referrers(id);

    private static PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> Link(
        PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> links, ObjectId key, List<ObjectId> targets, object? maker)
    {
        foreach (var target in targets)
        {
            links = links.With(target, (links.Find(target) ?? PersistentMap<ObjectId, ObjectId>.Empty).With(key, key, maker), maker);
        }

        return links;
    }

    private static PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> Unlink(
        PersistentMap<ObjectId, PersistentMap<ObjectId, ObjectId>> links, ObjectId key, List<ObjectId> targets, object? maker)
    {
        foreach (var target in targets)
        {
            if (links.Find(target)?.Without(key, maker) is { } left)
            {
                links = left.Count == 0 ? links.Without(target, maker) : links.With(target, left, maker);
            }
        }

        return links;
    }

    private List<ObjectId> Targets(ObjectId key, SchemaObject value)
    {
        var targets = new List<ObjectId>();

        foreach (var reference in SchemaLinks.Of(value))
        {
            var target = SchemaLinks.Target(Key(reference));

            if (target != key)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private ObjectId Key(ObjectId id) => Dialect == Dialect.Sqlite
        ? new ObjectId(id.Kind, new ObjectName(id.Name.Schema?.ToLowerInvariant(), id.Name.Name.ToLowerInvariant()), id.Part?.ToLowerInvariant())
        : id;

    private readonly record struct Rarities(int Temporary, int Heirs, int Code)
    {
        public Rarities With(ObjectId key, SchemaObject value) => Counted(key, value, 1);

        public Rarities Without(ObjectId key, SchemaObject? value) => value is null ? this : Counted(key, value, -1);

        private Rarities Counted(ObjectId key, SchemaObject value, int times) =>
            new(Temporary + (IsTemporary(key) ? times : 0), Heirs + (value is Table table && (table.PartitionOf is not null || table.Inherits.Count > 0) ? times : 0), Code + (value is Function or Trigger or OtherObject ? times : 0));
    }
}
