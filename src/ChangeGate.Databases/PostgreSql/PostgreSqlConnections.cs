using System.Data;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql.Catalog;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Opens connections of one database. Everything that a driver may say about a failure passes through <see cref="PostgreSqlFailure"/> first.</summary>
internal sealed class PostgreSqlConnections : IAsyncDisposable
{
    // What ALTER ROLE and ALTER DATABASE set, or limit, reaches new sessions only.
    private const string IsOtherForNew = """
        select exists (select from pg_catalog.pg_db_role_setting where setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database())))
            or exists (select from pg_catalog.pg_database where datname = current_database() and (datconnlimit <> -1 or not datallowconn))
            or exists (select from pg_catalog.pg_roles where rolname = current_user and (rolconnlimit <> -1 or not rolcanlogin))
        """;

    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _spare;

    // Npgsql would otherwise split statements at semicolons and take `:name` and `@name` for parameters.
    // It looks once, when its first command is made, so this stands before anything else can make one.
    static PostgreSqlConnections() => AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);

    public PostgreSqlConnections(ConnectionString connection, HostJournal? host = null)
    {
        Host = host;
        Settings = PostgreSqlSettings.Read(connection);

        // What is asked for comes as types that every server has: to read the list of all others costs a session more than most questions do.
        _source = new NpgsqlDataSourceBuilder(Settings.ConnectionString).ConfigureTypeLoading(static types => types.EnableTypeLoading(false)).Build();
    }

    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The journal of another tool that is kept in this database.</summary>
    public HostJournal? Host { get; }

    /// <summary>A new session, or one that is as new.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _spare, null) is { } spare)
        {
            return spare;
        }

        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw PostgreSqlFailure.OfOpening(failure, Settings);
        }
    }

    /// <summary>One view of all catalogs: nothing that others commit meanwhile is seen in half.</summary>
    /// <param name="doing">What was tried, as the words behind "could not".</param>
    /// <param name="read">Changes nothing.</param>
    /// <param name="cancellation">While it is read.</param>
    public async Task<T> ReadAsync<T>(string doing, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);

        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await CatalogReader.PrepareAsync(connection, cancellation);
            return await read(connection, cancellation);
        }
        catch (NpgsqlException failure)
        {
            throw PostgreSqlFailure.OfOwnStatement(failure, doing, Settings);
        }
    }

    /// <summary>Leaves a session on which nothing foreign has run to the next who wants one.</summary>
    public async ValueTask LeaveUnusedAsync(NpgsqlConnection connection)
    {
        if (Interlocked.CompareExchange(ref _spare, connection, null) is not null)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Leaves a session to the next who wants one, with nothing in it of what ran there (manual, DISCARD ALL), as long as a new one would not be another.</summary>
    public async ValueTask LeaveAsNewAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var discard = new NpgsqlCommand("discard all", connection);
            await discard.ExecuteNonQueryAsync();
            await using var ask = new NpgsqlCommand(IsOtherForNew, connection);

            if (await ask.ExecuteScalarAsync() is false)
            {
                await LeaveUnusedAsync(connection);
                return;
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or IOException)
        {
            // It is gone, or in the middle of something.
        }

        await connection.DisposeAsync();
    }

    /// <summary>The next session is a new one.</summary>
    public ValueTask ForgetAsync() => Interlocked.Exchange(ref _spare, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        await _source.DisposeAsync();
    }

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
