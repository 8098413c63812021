using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>The schema while one change goes through it. It lives no longer than that.</summary>
internal sealed class SchemaEdit(ISqlDialect dialect, SchemaSnapshot snapshot, Session session)
{
    private readonly object _maker = new();

    public ISqlDialect Dialect { get; } = dialect;

    public SchemaSnapshot Snapshot { get; set; } = snapshot;

    public Session Session { get; set; } = session;

    public bool IsComplete { get; set; } = true;

    public bool IsPostgreSql => Dialect.Dialect == ChangeGate.Changes.Dialect.PostgreSql;

    public StringComparer Names => SchemaLinks.NameComparer(Dialect.Dialect);

    /// <summary>What came to be since the change began; kept only where something is given to new objects.</summary>
    public List<ObjectId> Made { get; } = [];

    /// <inheritdoc cref="SchemaState.Changed"/>
    public List<ObjectId> Changed { get; } = [];

    public void Put(SchemaObject value)
    {
        if (Session.DefaultPrivileges.Count > 0 && !Snapshot.Contains(value.Id))
        {
            Made.Add(value.Id);
        }

        Snapshot = Snapshot.With(value, _maker);
        Changed.Add(value.Id);
    }

    public void Remove(ObjectId id)
    {
        Snapshot = Snapshot.Without(id, _maker);
        Changed.Add(id);
    }

    public T? Find<T>(ObjectId id)
        where T : SchemaObject => Snapshot.Find<T>(id);

    /// <summary>A table as a statement names it; null when the history did not make it.</summary>
    public Table? FindTable(ObjectName name) => Find<Table>(ObjectId.Table(Resolve(ObjectKind.Table, name)));

    /// <summary>Whatever stands under a name that tables, views, indexes and sequences share.</summary>
    public SchemaObject? FindRelation(ObjectName name) => RelationAt(Resolve(ObjectKind.Table, name));

    public SchemaObject? RelationAt(ObjectName name) => Snapshot.RelationAt(name);

    public ObjectId Resolve(ObjectId id) =>
        id.Kind is ObjectKind.Schema or ObjectKind.Extension or ObjectKind.Role or ObjectKind.Database or ObjectKind.Other
            ? id
            : id with { Name = Resolve(id.Kind, id.Name) };

    public ObjectName Resolve(ObjectKind kind, ObjectName name)
    {
        if (!IsPostgreSql)
        {
            return ResolveSqlite(name);
        }

        if (name.Schema is { } schema)
        {
            return schema.StartsWith("pg_temp_", StringComparison.Ordinal) ? name with { Schema = "pg_temp" } : name;
        }

        // Temporary objects come first, unless the path says where (PostgreSQL, "search_path").
        if (Snapshot.HasTemporary && !Session.SearchPath.Contains("pg_temp") && Exists(kind, name with { Schema = "pg_temp" }))
        {
            return name with { Schema = "pg_temp" };
        }

        ObjectName? first = null;

        for (var index = 0; index < Session.SearchPath.Count; index++)
        {
            var candidate = name with { Schema = Session.SearchPath[index] };

            if (Exists(kind, candidate))
            {
                return candidate;
            }

            first ??= candidate;
        }

        if (first is not null)
        {
            return first;
        }

        return Target(name);
    }

    /// <summary>Where a new object of that name is made.</summary>
    public ObjectName Target(ObjectName name, bool temporary = false)
    {
        if (temporary)
        {
            return name with { Schema = Session.TemporarySchema(Dialect.Dialect) };
        }

        if (!IsPostgreSql)
        {
            return WithoutMain(name);
        }

        return name.Schema is null ? name with { Schema = CreationSchema } : name;
    }

    /// <summary>A type with its schema where it is one that the history made; built-in and unknown types stay as they are.</summary>
    public DataType Resolve(DataType type)
    {
        if (!IsPostgreSql || type.Schema is not null)
        {
            return type.Schema == "pg_catalog" ? type with { Schema = null } : type;
        }

        var name = Resolve(ObjectKind.Type, new ObjectName(null, type.Name));

        return Exists(ObjectKind.Type, name) ? type with { Schema = name.Schema } : type;
    }

    public ColumnDefinition Resolve(ColumnDefinition column) => column with { Type = Resolve(column.Type), Default = ResolveDefault(column.Default) };

    /// <summary>The sequence of <c>nextval</c> is found by the search path now and not when the default is used.</summary>
    public string? ResolveDefault(string? expression) =>
        IsPostgreSql && SequenceDefault.Written(expression) is { } name ? SequenceDefault.Of(Resolve(ObjectKind.Sequence, name), Dialect) : expression;

    private string CreationSchema => Session.SearchPath.Count > 0 ? Session.SearchPath[0] : "public";

    private bool Exists(ObjectKind kind, ObjectName name) => kind switch
    {
        ObjectKind.Type => Snapshot.Contains(new ObjectId(kind, name)),
        ObjectKind.Function => Snapshot.HasReferrers(new ObjectId(kind, name)),
        _ => RelationAt(name) is not null,
    };

    // As the object that is there spells it, so that references to it are equal to its name. A name without a schema is one of main: the reader
    // has found out which names mean a temporary table.
    private ObjectName ResolveSqlite(ObjectName name)
    {
        var found = WithoutMain(name);

        return RelationAt(found)?.Id.Name ?? found;
    }

    private static ObjectName WithoutMain(ObjectName name) =>
        string.Equals(name.Schema, "main", StringComparison.OrdinalIgnoreCase) ? name with { Schema = null } : name;
}
