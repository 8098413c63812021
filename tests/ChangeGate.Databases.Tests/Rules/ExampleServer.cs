using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>A server on which one example runs after the other, each on what a new database has and nothing else.</summary>
internal sealed class ExampleServer
{
    private const string Tablespace = """
        DO $$ DECLARE place text := current_setting('data_directory') || '/../fast'; BEGIN EXECUTE format('COPY (SELECT) TO PROGRAM %L', 'cat >/dev/null; mkdir ' || place); END $$;
        """;

    // Dropping a database costs more than all that an example does, so what it made is dropped instead; what is left over is an error.
    private const string Everything = """
        SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
        UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
        UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
        UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
        UNION ALL SELECT 'CREATE SCHEMA public'
        UNION ALL SELECT 'GRANT ALL ON SCHEMA public TO public'
        UNION ALL SELECT format('DROP ACCESS METHOD %I', amname) FROM pg_am WHERE oid >= 16384
        UNION ALL SELECT format('DROP OWNED BY %I', rolname) FROM pg_roles WHERE rolname NOT LIKE 'pg\_%' AND rolname <> current_user
        UNION ALL SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname NOT LIKE 'pg\_%' AND rolname <> current_user
        UNION ALL SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', current_database())
        UNION ALL SELECT format('ALTER DATABASE %I RESET ALL', current_database()) FROM pg_db_role_setting
        UNION ALL SELECT 'ALTER SYSTEM RESET ALL'
        """;

    private const string Left = """
        SELECT (SELECT count(*) FROM pg_class) + (SELECT count(*) FROM pg_type) + (SELECT count(*) FROM pg_proc) + (SELECT count(*) FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%temp\_%') + (SELECT count(*) FROM pg_roles) + (SELECT count(*) FROM pg_default_acl)
            + (SELECT count(*) FROM pg_am) + (SELECT count(*) FROM pg_collation) + (SELECT count(*) FROM pg_cast) + (SELECT count(*) FROM pg_language) + (SELECT count(*) FROM pg_extension) + (SELECT count(*) FROM pg_db_role_setting)
        """;

    private static readonly Dictionary<int, Lazy<Task<ExampleServer>>> Started =
        InstalledPostgres.All.ToDictionary(static installed => installed.Version, static installed => new Lazy<Task<ExampleServer>>(() => StartAsync(installed)));

    private readonly string _connectionString;
    private readonly long _clean;

    private ExampleServer(string connectionString, long clean) => (_connectionString, _clean) = (connectionString, clean);

    public static Task<ExampleServer> OfAsync(int version) => Started[version].Value;

    /// <summary>A session of its own on an empty database.</summary>
    public async Task<ExampleSession> OpenAsync()
    {
        var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();

        return new ExampleSession(connection, this);
    }

    public async Task SweepAsync()
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();

        foreach (var drop in await TextsAsync(connection, Everything))
        {
            await ExampleSession.ExecuteAsync(drop, connection);
        }

        Assert.That(await CountAsync(connection), Is.EqualTo(_clean), "The example left something behind that is not swept away.");
    }

    private static async Task<ExampleServer> StartAsync(InstalledPostgres installed)
    {
        var server = await installed.StartAloneAsync();
        var database = await server.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await ExampleSession.ExecuteAsync(Tablespace, connection);
        var place = (await TextsAsync(connection, "SELECT current_setting('data_directory') || '/../fast'"))[0];
        await ExampleSession.ExecuteAsync($"CREATE TABLESPACE fast LOCATION '{Path.GetFullPath(place)}'", connection);

        return new ExampleServer(database.ConnectionString, await CountAsync(connection));
    }

    private static async Task<List<string>> TextsAsync(NpgsqlConnection connection, string query)
    {
        var texts = new List<string>();
#pragma warning disable CA2100 // One of the two above.
        await using var command = new NpgsqlCommand(query, connection);
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync();

        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Left, connection);

        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
