using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>The labels of the cases are what the engine does.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CalledFunctionTests
{
    private const string Witness = """
        SELECT (SELECT string_agg(l::text, ';' ORDER BY l) FROM ledger l), (SELECT string_agg(a::text, ';') FROM audit a), (SELECT last_value::text || is_called FROM ticket),
            (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_largeobject_metadata)
        """;

    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.PostgreSql);

    private static IEnumerable<TestCaseData> Cases => CalledFunction.All.Select(called => new TestCaseData(called) { TestName = $"{(called.OnlyReads ? "Reads" : "Writes")}: {called.Name}" });

    [TestCaseSource(nameof(Cases))]
    public async Task The_engine_agrees(CalledFunction called)
    {
        await using var database = await (await InstalledPostgres.Of(18).StartAsync()).CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, CalledFunction.Base + called.Setup);
        var before = await ReadAsync(connection);
        var refusal = await RefusalAsync(connection, $"BEGIN READ ONLY; {called.Query}");
        await RunAsync(connection, "ROLLBACK");
        await RunAsync(connection, called.Query);
        var isChanged = await ReadAsync(connection) != before;

        // 25006: read_only_sql_transaction. A lock on rows leaves nothing else to see.
        Assert.That(refusal, Is.Null.Or.EqualTo("25006"));
        Assert.That(refusal is null && !isChanged, Is.EqualTo(called.OnlyReads));
    }

    [TestCase(13)]
    [TestCase(18)]
    public async Task No_function_of_the_engine_is_harmless_that_may_write(int version)
    {
        await using var database = await (await InstalledPostgres.Of(version).StartAsync()).CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "CREATE EXTENSION pgcrypto; CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE EXTENSION fuzzystrmatch");
        var trusted = new List<string>();
        await using var command = new NpgsqlCommand("SELECT DISTINCT proname::text FROM pg_proc WHERE provolatile = 'v' OR proname ~ '_to_xml' ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            var name = reader.GetString(0);

            if (Reader.ReadCode($"SELECT \"{name}\"()").Calls.Count == 0)
            {
                trusted.Add(name);
            }
        }

        Assert.That(trusted, Is.SubsetOf(
        [
            "array_sample", "array_shuffle", "clock_timestamp", "currval", "gen_random_bytes", "gen_random_uuid", "gen_salt", "lastval", "pgp_sym_encrypt", "pgp_sym_encrypt_bytea", "random", "random_normal", "timeofday",
            "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
        ]));
        Assert.That(trusted, Does.Contain("random"));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        foreach (var statement in Reader.Read(new SourceText("", sql)).Statements)
        {
            await using var command = new NpgsqlCommand(sql.Substring(statement.Span.Start, statement.Span.Length), connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<string?> RefusalAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            await RunAsync(connection, sql);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }

    private static async Task<string> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Witness, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetValue(index)));
    }
}
