using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ChangeGate.Databases.Running;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>
/// Session-level advisory locks. They are tried, never waited for in the server: a waiting call holds a snapshot, and CREATE INDEX
/// CONCURRENTLY of the run that holds the lock would wait for that for ever.
/// </summary>
internal sealed class PostgreSqlLock(NpgsqlConnection connection, long key)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>One run at a time.</summary>
    public static long RunKey { get; } = KeyOf("changegate run");

    /// <summary>One working connection at a time, also after the run's own process died and its statement still goes on in the server.</summary>
    public static long WorkKey { get; } = KeyOf("changegate work");

    public async Task<bool> TryTakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();

        while (!await AskAsync("select pg_try_advisory_lock($1)", cancellation))
        {
            if (time.GetElapsedTime(start) >= atMost)
            {
                return false;
            }

            await Task.Delay(Pause, time, cancellation);
        }

        return true;
    }

    public Task<bool> TryOnceAsync(CancellationToken cancellation) => AskAsync("select pg_try_advisory_lock($1)", cancellation);

    /// <summary>False where a connection pooler gave the session, and with it the lock, to somebody else.</summary>
    public Task<bool> IsHeldAsync(CancellationToken cancellation) => AskAsync(
        """
        select exists (
            select from pg_locks
            where locktype = 'advisory' and granted and pid = pg_backend_pid() and objsubid = 1
                  and ((classid::bigint << 32) | objid::bigint) = $1)
        """,
        cancellation);

    /// <summary>Who holds it, for a message; null where that cannot be seen.</summary>
    public async Task<string?> HolderAsync(CancellationToken cancellation)
    {
        await using var command = Command(
            """
            select format('%s (process %s of the server, connected since %s)', coalesce(nullif(a.application_name, ''), 'a session'), l.pid, to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
            from pg_locks l left join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and ((l.classid::bigint << 32) | l.objid::bigint) = $1
                  and l.database = (select oid from pg_database where datname = current_database())
            limit 1
            """);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    private async Task<bool> AskAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection.Stand()) { Parameters = { new NpgsqlParameter { Value = key } } };

    private static long KeyOf(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
