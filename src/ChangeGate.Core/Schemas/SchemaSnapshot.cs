using System.Collections.Immutable;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>A schema at a moment: read from a live engine, or folded from a history without one. Both give the same values.</summary>
public sealed class SchemaSnapshot
{
    private readonly ImmutableDictionary<ObjectId, SchemaObject> _objects;

    private SchemaSnapshot(Dialect dialect, ImmutableDictionary<ObjectId, SchemaObject> objects)
    {
        Dialect = dialect;
        _objects = objects;
    }

    public Dialect Dialect { get; }

    public IEnumerable<SchemaObject> Objects => _objects.Values;

    public int Count => _objects.Count;

    public IEnumerable<Table> Tables => _objects.Values.OfType<Table>();

    public static SchemaSnapshot Empty(Dialect dialect) => new(dialect, ImmutableDictionary<ObjectId, SchemaObject>.Empty);

    /// <summary>null when there is none. SQLite's names are compared without case.</summary>
    public T? Find<T>(ObjectId id)
        where T : SchemaObject => _objects.GetValueOrDefault(Key(id)) as T;

    public bool Contains(ObjectId id) => _objects.ContainsKey(Key(id));

    public SchemaSnapshot With(SchemaObject value) => new(Dialect, _objects.SetItem(Key(value.Id), value));

    public SchemaSnapshot Without(ObjectId id) => new(Dialect, _objects.Remove(Key(id)));

    private ObjectId Key(ObjectId id) => Dialect == Dialect.Sqlite
        ? new ObjectId(id.Kind, new ObjectName(id.Name.Schema, id.Name.Name.ToLowerInvariant()), id.Part?.ToLowerInvariant())
        : id;
}
