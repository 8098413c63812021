using System.Net.Sockets;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>What a driver's failure means to the person who must mend it. Names host, port, database and user; never a password or the connection string.</summary>
internal static class PostgreSqlFailure
{
    public static GateException OfOpening(Exception failure, NpgsqlConnectionStringBuilder settings)
    {
        var server = ServerOf(settings);
        var said = failure is PostgresException refused
            ? OfRefusal(refused, settings, server)
            : OfNetwork(failure, settings, server);

        return new GateException(said.Problem, said.Remedy, failure);
    }

    /// <summary>A failure of a statement that ChangeGate itself wrote (catalog queries, journal), after the connection stood.</summary>
    public static GateException OfOwnStatement(NpgsqlException failure, string doing, NpgsqlConnectionStringBuilder settings)
    {
        if (failure is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied)
        {
            return new GateException(
                $"User `{settings.Username}` may not {doing} in database `{settings.Database}`: {denied.MessageText}.",
                "Grant what is missing, or use a role that owns the schema.");
        }

        var said = failure is PostgresException answer ? $"{answer.SqlState}: {answer.MessageText}" : "the connection was lost";
        return new GateException($"PostgreSQL could not {doing} in database `{settings.Database}` ({said}).", "Mend the cause on the server and run again.");
    }

    private static GateException OfRefusal(PostgresException refused, NpgsqlConnectionStringBuilder settings, string server) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => new GateException(
            $"PostgreSQL at {server} refused the password of user `{settings.Username}`.",
            "Check the secret that the connection string is made from."),
        PostgresErrorCodes.InvalidAuthorizationSpecification => new GateException(
            $"PostgreSQL at {server} does not let user `{settings.Username}` in from here.",
            "Check the user's name, its LOGIN right, and the server's pg_hba.conf (does it require TLS?)."),
        PostgresErrorCodes.InvalidCatalogName => new GateException(
            $"PostgreSQL at {server} has no database `{settings.Database}`.",
            "Create it, or correct the name in the connection string."),
        PostgresErrorCodes.InsufficientPrivilege => new GateException(
            $"User `{settings.Username}` may not connect to database `{settings.Database}` at {server}.",
            "Grant CONNECT on the database to it."),
        PostgresErrorCodes.TooManyConnections => new GateException(
            $"PostgreSQL at {server} has no connection left for user `{settings.Username}`.",
            "Close some, or raise max_connections or the role's limit; ChangeGate needs two."),
        PostgresErrorCodes.CannotConnectNow => new GateException(
            $"PostgreSQL at {server} is starting, stopping or recovering.",
            "Wait until it accepts connections and run again."),
        _ => new GateException($"PostgreSQL at {server} refused the connection (SQLSTATE {refused.SqlState}).", "Look that code up in the server's log of this moment and mend its cause."),
    };

    private static GateException OfNetwork(Exception failure, NpgsqlConnectionStringBuilder settings, string server)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain })
            {
                return new GateException($"The host `{settings.Host}` of the database is not known by that name.", "Correct the host in the connection string, or mend name resolution here.");
            }

            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable })
            {
                return new GateException($"Nothing listens for PostgreSQL at {server}.", "Start the server, or correct host and port in the connection string.");
            }

            if (cause is SocketException or TimeoutException)
            {
                return new GateException($"PostgreSQL at {server} could not be reached.", "Check host and port, firewalls and routes between here and the server.");
            }

            if (cause is System.Security.Authentication.AuthenticationException)
            {
                return new GateException($"The TLS connection to PostgreSQL at {server} could not be made.", "Check `sslmode`, the server's certificate and the root certificate that is trusted here.");
            }
        }

        return failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase)
            ? new GateException($"PostgreSQL at {server} asks for a password and the connection string has none.", "Give the connection string a password, best from an environment variable.")
            : new GateException($"The connection to PostgreSQL at {server} broke while it was being made.", "Check that a PostgreSQL server answers there, and whether it wants TLS (`sslmode`).");
    }

    private static string ServerOf(NpgsqlConnectionStringBuilder settings) =>
        settings.Host is { } host && host.StartsWith('/') ? $"socket folder `{host}`" : $"`{settings.Host}:{settings.Port}`";
}
