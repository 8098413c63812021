using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql.Catalog;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <param name="Kind">Of a relation as in pg_class, else a letter of our own.</param>
/// <param name="Within">The table of an index, a trigger or a column's own sequence: with it they come and go. 0 for none.</param>
internal sealed record ObservedObject(ObjectId Id, char Kind, uint Within)
{
    public ObjectName Name => Id.Name;

    /// <summary>The relfilenode of a relation: another one means that it was written anew.</summary>
    public uint File { get; init; }

    /// <summary>Of a relation in this transaction, from end to end.</summary>
    public long Scans { get; init; }

    /// <summary>By their numbers; null for one that was dropped.</summary>
    public string?[] Columns { get; init; } = [];

    public bool HoldsRows => Kind is 'r' or 'm';

    public bool IsIndex => Kind is 'i' or 'I';
}

/// <param name="Relation">Its oid, since the name may go.</param>
internal sealed record RelationLock(uint Relation, string Mode);

/// <summary>What a session sees of itself at one moment of its transaction.</summary>
/// <param name="Relations">By oid, of all kinds.</param>
/// <param name="Others">Routines, types and triggers, by the oid of their catalog and their own.</param>
/// <param name="Locks">That it holds.</param>
/// <param name="Wal">Where the log of the server ends.</param>
/// <param name="TellsTemporary">The session is told of each temporary file that goes.</param>
internal sealed record PostgreSqlSight(IReadOnlyDictionary<uint, ObservedObject> Relations, IReadOnlyDictionary<(uint, uint), ObservedObject> Others, IReadOnlySet<RelationLock> Locks, long Wal, bool TellsTemporary)
{
    private const string IsOwn = "n.nspname !~ '^(pg_|information_schema$|changegate)'";

    private const string OfRelations = $"""
        select c.oid, n.nspname, c.relname, c.relkind::text, c.relfilenode, coalesce(pg_stat_get_xact_numscans(c.oid), 0),
               case when c.relkind in ('r', 'p', 'f', 'c') then array(select case when not a.attisdropped then a.attname end from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 order by a.attnum)::text[] end,
               coalesce(i.indrelid, d.refobjid, 0::oid)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_index i on i.indexrelid = c.oid and c.relkind in ('i', 'I')
        left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i') and c.relkind = 'S'
        where c.oid >= {CatalogQuery.FirstOid} and c.relkind in ('r', 'p', 'm', 'v', 'f', 'S', 'i', 'I', 'c') and {IsOwn}
        """;

    private static readonly string OfOthers = $"""
        select 'pg_proc'::regclass::oid, p.oid, n.nspname, p.proname, 'F', oidvectortypes(p.proargtypes), 0::oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.oid >= {CatalogQuery.FirstOid} and {IsOwn} and {CatalogQuery.NotOfExtension("pg_proc", "p.oid")}
        union all
        select 'pg_type'::regclass::oid, t.oid, n.nspname, t.typname, 'T', null, 0::oid from pg_type t join pg_namespace n on n.oid = t.typnamespace
        where t.oid >= {CatalogQuery.FirstOid} and t.typtype in ('d', 'e', 'r') and {IsOwn} and {CatalogQuery.NotOfExtension("pg_type", "t.oid")}
        union all
        select 'pg_trigger'::regclass::oid, t.oid, n.nspname, c.relname, 'G', t.tgname::text, t.tgrelid from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where not t.tgisinternal and {IsOwn}
        """;

    private const string OfServer = "select (pg_current_wal_insert_lsn() - '0/0')::bigint, current_setting('log_temp_files') = '0' and current_setting('client_min_messages') ~ '^(log|debug)'";

    public static PostgreSqlSight Nothing { get; } = new(new Dictionary<uint, ObservedObject>(), new Dictionary<(uint, uint), ObservedObject>(), new HashSet<RelationLock>(), 0, false);

    public static async Task<PostgreSqlSight> OfAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(OfRelations), new(OfOthers), new(LocksOf("pg_backend_pid()")), new(OfServer) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var relations = new Dictionary<uint, ObservedObject>();
        var others = new Dictionary<(uint, uint), ObservedObject>();
        var locks = new HashSet<RelationLock>();

        while (await reader.ReadAsync(cancellation))
        {
            var kind = reader.GetString(3)[0];
            relations[reader.GetFieldValue<uint>(0)] = new ObservedObject(new ObjectId(KindOf(kind), new ObjectName(reader.GetString(1), reader.GetString(2))), kind, reader.GetFieldValue<uint>(7))
            {
                File = reader.GetFieldValue<uint>(4),
                Scans = reader.GetInt64(5),
                Columns = await reader.IsDBNullAsync(6, cancellation) ? [] : reader.GetFieldValue<string?[]>(6),
            };
        }

        await reader.NextResultAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            var kind = reader.GetString(4)[0];
            var id = new ObjectId(KindOf(kind), new ObjectName(reader.GetString(2), reader.GetString(3)), await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetString(5));
            others[(reader.GetFieldValue<uint>(0), reader.GetFieldValue<uint>(1))] = new ObservedObject(id, kind, reader.GetFieldValue<uint>(6));
        }

        await reader.NextResultAsync(cancellation);

        await ReadLocksAsync(reader, locks, cancellation);

        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new PostgreSqlSight(relations, others, locks, reader.GetInt64(0), reader.GetBoolean(1));
    }

    /// <summary>What is there now and was not at another moment; what came with its table is not told beside it.</summary>
    public IEnumerable<ObjectId> Since(PostgreSqlSight other)
    {
        var relations = Relations.Where(pair => !other.Relations.ContainsKey(pair.Key)).Select(static pair => pair.Value);
        var others = Others.Where(pair => !other.Others.ContainsKey(pair.Key)).Select(static pair => pair.Value);
        var columns = Relations.Where(pair => other.Relations.TryGetValue(pair.Key, out var then) && !then.Columns.AsSpan().SequenceEqual(pair.Value.Columns)).SelectMany(pair => ColumnsSince(pair.Value, other.Relations[pair.Key]));

        return relations.Concat(others).Where(one => other.Relations.ContainsKey(one.Within) || !Relations.ContainsKey(one.Within)).Select(static one => one.Id).Concat(columns)
            .OrderBy(static id => id.ToString(), StringComparer.Ordinal);
    }

    /// <param name="process">Whose locks, as SQL.</param>
    public static string LocksOf(string process) => $"select relation, mode from pg_locks where pid = {process} and locktype = 'relation' and relation >= {CatalogQuery.FirstOid} and granted";

    /// <param name="reader">Of <see cref="LocksOf"/>.</param>
    public static async Task ReadLocksAsync(NpgsqlDataReader reader, ISet<RelationLock> locks, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            locks.Add(new RelationLock(reader.GetFieldValue<uint>(0), Words(reader.GetString(1))));
        }
    }

    private static IEnumerable<ObjectId> ColumnsSince(ObservedObject now, ObservedObject then) => now.Columns
        .Where((column, number) => column is not null && (number >= then.Columns.Length || then.Columns[number] is null))
        .Select(column => ObjectId.Column(now.Name, column!)); // filtered above

    private static ObjectKind KindOf(char kind) => kind switch
    {
        'v' => ObjectKind.View,
        'm' => ObjectKind.MaterializedView,
        'S' => ObjectKind.Sequence,
        'i' or 'I' => ObjectKind.Index,
        'c' or 'T' => ObjectKind.Type,
        'F' => ObjectKind.Function,
        'G' => ObjectKind.Trigger,
        _ => ObjectKind.Table,
    };

    /// <summary><c>AccessExclusiveLock</c> is ACCESS EXCLUSIVE in the manual ("Explicit Locking").</summary>
    private static string Words(string mode) =>
        string.Concat(mode.Replace("Lock", "", StringComparison.Ordinal).Select(static (letter, index) => index > 0 && char.IsAsciiLetterUpper(letter) ? $" {letter}" : $"{char.ToUpperInvariant(letter)}")).ToUpperInvariant();
}
