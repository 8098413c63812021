using System.Globalization;
using System.Security.Cryptography;
using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// A server that somebody named. Databases are made on it and dropped again; no other is touched, and no role is made. The role that is named
/// runs the migrations, so it may not be one whose SQL could leave its databases.
/// </summary>
internal sealed class ConnectedPostgres : ShadowServer
{
    private const string Remedy = "Name a role of its own for shadows: `CREATE ROLE shadow LOGIN CREATEDB PASSWORD '…'`.";

    private const int KeyLength = 8;
    private const int LockFamily = 0x43475348;

    // Before version 16 a role with CREATEROLE can make itself a member of roles that run programs and read files.
    private const string FindPower = """
        select case
            when rolsuper then 'is a superuser'
            when rolreplication then 'may replicate the whole server'
            when rolcreaterole and current_setting('server_version_num')::int < 160000 then 'may give itself other roles'
            when pg_has_role(current_user, 'pg_execute_server_program', 'member') then 'may run programs on the server'
            when pg_has_role(current_user, 'pg_write_server_files', 'member') then 'may write files of the server'
            when pg_has_role(current_user, 'pg_read_server_files', 'member') then 'may read files of the server'
            when not rolcreatedb then 'may not create databases'
            else ''
        end
        from pg_catalog.pg_roles where rolname = current_user
        """;

    private readonly PostgreSqlConnections _connections;
    private readonly ShadowDatabases _databases;
    private readonly Version _version;
    private readonly TimeSpan? _limit;

    private ConnectedPostgres(PostgreSqlConnections connections, NpgsqlConnection connection, string namePrefix, TimeSpan? limit)
    {
        _connections = connections;
        _version = connection.PostgreSqlVersion;
        _limit = limit;
        _databases = new ShadowDatabases(connection, null, namePrefix);
    }

    public override Dialect Dialect => Dialect.PostgreSql;

    public override int MajorVersion => _version.Major;

    public override string Description => $"PostgreSQL {_version.Major}.{_version.Minor} (connected)";

    public static async Task<ShadowServer> OpenAsync(ConnectionString address, ShadowOptions options, CancellationToken cancellation)
    {
        var connections = new PostgreSqlConnections(address);
        var connection = await connections.OpenAsync(cancellation);
        var family = $"{ShadowMark.DatabasePrefix}{await DatabaseOfAsync(connection, cancellation)}_";
        var key = RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);
        var server = new ConnectedPostgres(connections, connection, $"{family}{key}_", options.StatementLimit);

        try
        {
            await server.CheckAsync(connections.Settings.Username ?? "", cancellation);
            await server.TryLockAsync(key, cancellation);
            await server.RemoveAbandonedAsync(family, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async Task<Shadow> CreateAsync(CancellationToken cancellation) =>
        new PostgreSqlShadow(_databases, await _databases.CreateAsync("template1", cancellation), new ShadowAccess(AddressOf, _limit));

    public override async ValueTask DisposeAsync()
    {
        await _databases.DropAllAsync();
        await _databases.DisposeAsync();
        await _connections.DisposeAsync();
    }

    // Advisory locks belong to a database, so shadows are known by the one from which they were made.
    private static async Task<uint> DatabaseOfAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select oid from pg_catalog.pg_database where datname = current_database()", connection);
        return (uint)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task CheckAsync(string user, CancellationToken cancellation)
    {
        if (_version.Major < PostgreSqlPrograms.OldestMajor)
        {
            throw new GateException($"The server for shadows is PostgreSQL {_version.Major}.", $"Name one of version {PostgreSqlPrograms.OldestMajor} or newer.");
        }

        var power = (await _databases.ReadAsync(FindPower, cancellation)).Single();

        if (power.Length > 0)
        {
            throw new GateException($"The role `{user}` of the server for shadows {power}.", Remedy);
        }
    }

    /// <summary>A name holds a key, and the process that made it holds the lock of the key as long as it lives.</summary>
    private async Task RemoveAbandonedAsync(string family, CancellationToken cancellation)
    {
        var candidates = await _databases.ReadAsync($"""
            select d.datname::text
            from pg_catalog.pg_database as d
            where d.datname ~ '^{family}[0-9a-f]+_[0-9a-f]+$'
              and d.datdba = (select oid from pg_catalog.pg_roles where rolname = current_user)
              and pg_catalog.shobj_description(d.oid, 'pg_database') like '{ShadowMark.CommentPrefix} (%'
            """, cancellation);

        foreach (var key in candidates.Select(name => name.Substring(family.Length, KeyLength)).Distinct())
        {
            if (!await TryLockAsync(key, cancellation))
            {
                continue;
            }

            foreach (var name in candidates.Where(name => name.StartsWith($"{family}{key}_", StringComparison.Ordinal)))
            {
                await _databases.ExecuteAsync($"drop database if exists {name} with (force)", cancellation);
            }
        }
    }

    private async Task<bool> TryLockAsync(string key, CancellationToken cancellation) =>
        (await _databases.ReadAsync($"select pg_catalog.pg_try_advisory_lock({LockFamily}, {int.Parse(key, NumberStyles.HexNumber, CultureInfo.InvariantCulture)})::text", cancellation)).Single() == "true";

    private EngineAddress AddressOf(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(_connections.Settings.ConnectionString) { Database = database };

        if (_limit is { } time)
        {
            settings.Options = $"{settings.Options} -c statement_timeout={(long)time.TotalMilliseconds}".Trim();
        }

        return new EngineAddress(Dialect.PostgreSql, new ConnectionString(settings.ConnectionString));
    }
}
