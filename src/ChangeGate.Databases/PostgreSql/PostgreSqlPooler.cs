using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>A pooler that gives a session of the server to one client after another takes our lock away with it, and nobody is told.</summary>
internal static class PostgreSqlPooler
{
    private const string Asked = "select pg_backend_pid()";

    /// <summary>While a second connection stands in a transaction, the first must be where it was: two clients of PgBouncer in transaction mode are not.</summary>
    /// <exception cref="GateException">Sessions are shared.</exception>
    public static async Task RefuseAsync(PostgreSqlConnections connections, NpgsqlConnection control, CancellationToken cancellation)
    {
        var own = await ProcessAsync(control, cancellation);
        var second = await connections.OpenAsync(cancellation);

        try
        {
            await using (var transaction = await second.BeginTransactionAsync(cancellation))
            {
                if (await ProcessAsync(second, cancellation) == own || await ProcessAsync(control, cancellation) != own)
                {
                    throw Shared();
                }
            }

            await connections.LeaveUnusedAsync(second);
        }
        catch (Exception failure)
        {
            await second.DisposeAsync();

            if (failure is PostgresException { SqlState: "08P01" })
            {
                // PgBouncer in statement mode takes no transaction at all.
                throw Shared();
            }

            throw;
        }
    }

    private static async Task<int> ProcessAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Asked, connection);

        return (int)(await command.ExecuteScalarAsync(cancellation))!; // every session has one
    }

    private static GateException Shared() => new(
        "Between here and PostgreSQL stands a pooler that shares sessions: the lock of a run would be anybody's, and settings would reach others.",
        "Connect to PostgreSQL itself, or to a pool in session mode (PgBouncer: `pool_mode = session`).");
}
