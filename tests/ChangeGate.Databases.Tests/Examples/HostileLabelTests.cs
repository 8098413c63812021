using System.Diagnostics;
using System.Globalization;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Examples;

/// <summary>
/// The labels of the hostile migrations, found by running them with psql on a real server: a stored value that is nowhere afterwards is a loss.
/// What is derived (views, indexes, generated columns, counters) and what is temporary does not count.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HostileLabelTests
{
    private const string StoredColumns = """
        SELECT format('SELECT %I::text FROM ONLY %s WHERE %I::text IS NOT NULL', a.attname, c.oid::regclass, a.attname)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        UNION ALL SELECT 'SELECT loid || encode(data, ''hex'') FROM pg_largeobject'
        """;

    [TestCaseSource(nameof(Cases))]
    public async Task A_hostile_migration_is_labelled_as_it_runs(HostileCase hostile)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var version = int.Parse(await database.ScalarAsync<string>("SHOW server_version_num") ?? "0", CultureInfo.InvariantCulture) / 10000;

        if (version < hostile.Engine)
        {
            Assert.Ignore($"PostgreSQL {version} does not know it yet.");
        }

        await RunAsync(database, hostile.History + hostile.Seed, mayFail: false);
        var before = await StoredAsync(database);
        var said = await RunAsync(database, hostile.Proposal, mayFail: true);
        await RunAsync(database, hostile.Back, mayFail: false);
        var after = await StoredAsync(database);
        var lost = before.Where(value => after.GetValueOrDefault(value.Key) < value.Value).Select(static value => value.Key).ToList();

        Assert.That(before, Is.Not.Empty, "there is something to lose");
        Assert.That(lost, hostile.Loses ? Is.Not.Empty : Is.Empty, () => $"{hostile.Why}\n{said}");
    }

    private static IEnumerable<TestCaseData> Cases() => HostileCase.All.Select(static hostile => new TestCaseData(hostile).SetArgDisplayNames(hostile.Name));

    // Each statement stands alone, as psql sends it; an error ends nothing.
    private static async Task<string> RunAsync(PostgresDatabase database, string sql, bool mayFail)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            return "";
        }

        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo("psql") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var password = connection.Password;
        string[] arguments = ["-X", "-q", "-h", connection.Host!, "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-U", connection.Username!, "-d", database.Name, .. mayFail ? [] : new[] { "-v", "ON_ERROR_STOP=1" }];
        Array.ForEach(arguments, start.ArgumentList.Add);

        if (password is not null)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        using var psql = Process.Start(start) ?? throw new AssertionException("psql did not start. Install it (Debian: apt-get install postgresql-client).");
        var output = psql.StandardOutput.ReadToEndAsync();
        var errors = psql.StandardError.ReadToEndAsync();
        await psql.StandardInput.WriteAsync(sql);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync();
        await output;
        var said = await errors;

        return mayFail || psql.ExitCode == 0 ? said : throw new AssertionException(said);
    }

    /// <summary>How often each value is stored, in whatever table and column.</summary>
    private static async Task<Dictionary<string, int>> StoredAsync(PostgresDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false });
        var queries = await ReadAsync(source, StoredColumns);
        var values = await ReadAsync(source, string.Join(" UNION ALL ", queries));

        return values.CountBy(static value => value).ToDictionary();
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string sql)
    {
        var values = new List<string>();
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
