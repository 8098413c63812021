using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Opens connections of one database. Everything that a driver may say about a failure passes through <see cref="PostgreSqlFailure"/> first.</summary>
internal sealed class PostgreSqlConnections : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    // Npgsql would otherwise split statements at semicolons and take `:name` and `@name` for parameters.
    // It looks once, when its first command is made, so this stands before anything else can make one.
    static PostgreSqlConnections() => AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);

    public PostgreSqlConnections(ConnectionString connection)
    {
        Settings = PostgreSqlSettings.Read(connection);
        _source = new NpgsqlDataSourceBuilder(Settings.ConnectionString).Build();
    }

    public NpgsqlConnectionStringBuilder Settings { get; }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw PostgreSqlFailure.OfOpening(failure, Settings);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>The driver's pool keeps a connection, and with it a session's settings and locks: it is off.</summary>
    internal static void Pin(NpgsqlConnectionStringBuilder settings)
    {
        settings.Pooling = false;
        settings.Enlist = false;
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        settings.MaxAutoPrepare = 0;
        settings.CommandTimeout = 0;
        settings.ApplicationName = "changegate";

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new GateException("The PostgreSQL connection string names no host.", "Write `postgres://USER@HOST:PORT/DATABASE` or `Host=…;Database=…;Username=…`.");
        }
    }
}
