using ChangeGate.Changes;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <param name="File">Its relfilenode: another one means that it was written anew.</param>
/// <param name="Scans">Of this transaction, from end to end.</param>
internal sealed record ObservedRelation(ObjectName Name, char Kind, uint File, long Scans)
{
    public bool HoldsRows => Kind is 'r' or 'm';

    public bool IsIndex => Kind is 'i' or 'I';
}

/// <param name="Relation">Its oid, since the name may go.</param>
internal sealed record RelationLock(uint Relation, string Mode);

/// <summary>What a session sees of itself at one moment of its transaction.</summary>
internal sealed record PostgreSqlSight(IReadOnlyDictionary<uint, ObservedRelation> Relations, IReadOnlySet<RelationLock> Locks, long Wal)
{
    // Relations that the server was born with have oids below 16384 (FirstNormalObjectId in access/transam.h).
    private const string OfRelations = """
        select c.oid, n.nspname, c.relname, c.relkind::text, c.relfilenode, coalesce(pg_stat_get_xact_numscans(c.oid), 0)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'v', 'f', 'S', 'i', 'I') and n.nspname !~ '^(pg_|information_schema$|changegate)'
        """;

    private const string OfLog = "select (pg_current_wal_insert_lsn() - '0/0')::bigint";

    public static PostgreSqlSight Nothing { get; } = new(new Dictionary<uint, ObservedRelation>(), new HashSet<RelationLock>(), 0);

    public static async Task<PostgreSqlSight> OfAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(OfRelations), new(LocksOf("pg_backend_pid()")), new(OfLog) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var relations = new Dictionary<uint, ObservedRelation>();
        var locks = new HashSet<RelationLock>();

        while (await reader.ReadAsync(cancellation))
        {
            relations[reader.GetFieldValue<uint>(0)] = new ObservedRelation(new ObjectName(reader.GetString(1), reader.GetString(2)), reader.GetString(3)[0], reader.GetFieldValue<uint>(4), reader.GetInt64(5));
        }

        await reader.NextResultAsync(cancellation);

        await ReadLocksAsync(reader, locks, cancellation);

        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new PostgreSqlSight(relations, locks, reader.GetInt64(0));
    }

    /// <param name="process">Whose locks, as SQL.</param>
    public static string LocksOf(string process) => $"select relation, mode from pg_locks where pid = {process} and locktype = 'relation' and relation >= 16384 and granted";

    /// <param name="reader">Of <see cref="LocksOf"/>.</param>
    public static async Task ReadLocksAsync(NpgsqlDataReader reader, ISet<RelationLock> locks, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            locks.Add(new RelationLock(reader.GetFieldValue<uint>(0), Words(reader.GetString(1))));
        }
    }

    /// <summary><c>AccessExclusiveLock</c> is ACCESS EXCLUSIVE in the manual ("Explicit Locking").</summary>
    private static string Words(string mode) =>
        string.Concat(mode.Replace("Lock", "", StringComparison.Ordinal).Select(static (letter, index) => index > 0 && char.IsAsciiLetterUpper(letter) ? $" {letter}" : $"{char.ToUpperInvariant(letter)}")).ToUpperInvariant();
}
