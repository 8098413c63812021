using ChangeGate.Failures;
using ChangeGate.Runs;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Guard;

/// <summary>Puts the guard into one database, takes it out, and looks at it. Each in one transaction.</summary>
internal sealed class PostgreSqlGuard(PostgreSqlConnections connections)
{
    private const string Reading = "read the guard";

    /// <summary>Whom these connections log in as.</summary>
    public string User => connections.Settings.Username ?? "";

    /// <exception cref="GateException">The role is no superuser, or a role that was named is not there.</exception>
    public Task InstallAsync(GuardRequest request, CancellationToken cancellation) => ChangeAsync("install the guard", GuardScript.Install(request), cancellation);

    /// <exception cref="GateException">The role is no superuser.</exception>
    public Task UninstallAsync(CancellationToken cancellation) => ChangeAsync("take the guard out", GuardScript.Uninstall(), cancellation);

    public Task<GuardStatus> ReadAsync(CancellationToken cancellation) => connections.ReadAsync(Reading, GuardReader.ReadAsync, cancellation);

    public Task<List<GuardEvent>> EventsAsync(DateTimeOffset since, CancellationToken cancellation) =>
        connections.ReadAsync(Reading, (connection, token) => GuardReader.EventsAsync(connection, "at >= $1", since, token), cancellation);

    private async Task ChangeAsync(string doing, IEnumerable<string> statements, CancellationToken cancellation)
    {
        await using var connection = await connections.OpenAsync(cancellation);
        await RefuseOrdinaryAsync(connection, cancellation);

        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);

            foreach (var statement in statements)
            {
                await using var command = new NpgsqlCommand(statement, connection, transaction);
                await command.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UndefinedObject)
        {
            throw new GateException($"PostgreSQL could not {doing}: {failure.MessageText}.", "Make the role first, or name another: `create role NAME nologin`, and grant it to those who may pass.");
        }
        catch (NpgsqlException failure)
        {
            throw PostgreSqlFailure.OfOwnStatement(failure, doing, connections.Settings);
        }
    }

    private async Task RefuseOrdinaryAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select rolsuper from pg_catalog.pg_roles where rolname = current_user", connection);

        if (await command.ExecuteScalarAsync(cancellation) is not true)
        {
            throw new GateException(
                $"User `{connections.Settings.Username}` is no superuser, and PostgreSQL lets nobody else make event triggers.",
                "Name the variable that holds a superuser's connection with --administrator VARIABLE, or give the output of --print to one.");
        }
    }
}
