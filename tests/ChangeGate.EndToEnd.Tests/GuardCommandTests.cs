using System.Text.Json;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class GuardCommandTests
{
    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: postgresql
            migrations: migrations
            environments:
              production: { connection: "${SHOP}" }
              lenient: { connection: "${SHOP}", superuser: allowed }
        evidence: { folder: evidence, key: runner.key.pem }
        """;

    [Test]
    public async Task From_a_superuser_to_a_guarded_database_and_back()
    {
        var server = InstalledPostgres.All is [var newest, ..] ? await newest.StartAloneAsync() : throw new AssertionException("No PostgreSQL is installed.");
        await using var database = await server.CreateAsync();
        using var shop = new TemporaryDirectory();
        shop.Write("changegate.yml", Configuration);
        shop.Write("migrations/0001_orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);");
        var variables = new Dictionary<string, string> { ["SHOP"] = database.ConnectionString, ["ADMIN"] = database.ConnectionString };
        ProgramRun Run(params string[] arguments) => ChangeGateProgram.Run(shop.Path, variables, arguments);
        Run("key", "--name", "runner");

        var refused = Run("apply", "--environment", "production");
        Assert.That((refused.ExitCode, refused.Error.Contains("`superuser: allowed`", StringComparison.Ordinal)), Is.EqualTo((3, true)), refused.Error);
        Assert.That(Run("apply", "--environment", "lenient").ExitCode, Is.Zero);

        var roles = Run("roles", "--environment", "production", "--format", "json");
        Assert.That(roles.ExitCode, Is.EqualTo(1), roles.Error);
        await ExecuteAsync(database, JsonDocument.Parse(roles.Output).RootElement.GetProperty("script").EnumerateArray().Select(statement => statement.GetString()!));
        variables["SHOP"] = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "changegate_runner" }.ConnectionString;
        Assert.That(Run("roles", "--environment", "production").ExitCode, Is.Zero);
        Assert.That(Run("guard", "status", "--environment", "production").ExitCode, Is.EqualTo(2), "none is installed");

        var ordinary = Run("guard", "install", "--environment", "production", "--mode", "enforce");
        Assert.That((ordinary.ExitCode, ordinary.Error.Contains("--administrator", StringComparison.Ordinal)), Is.EqualTo((3, true)), ordinary.Error);
        var installed = Run("guard", "install", "--environment", "production", "--mode", "enforce", "--administrator", "ADMIN");
        Assert.That(installed.ExitCode, Is.Zero, installed.Error);
        Assert.That(installed.Output, Does.Contain("changegate_runner"));

        var refusal = await Assert.CatchAsync<PostgresException>(() => database.ExecuteAsync("create table by_hand (id int)"));
        Assert.That(refusal!.SqlState, Is.EqualTo("CG001"));
        shop.Write("migrations/0002_customers.sql", "CREATE TABLE customers (id int PRIMARY KEY);");
        var applied = Run("apply", "--environment", "production");
        Assert.That(applied.ExitCode, Is.Zero, applied.Error);
        Assert.That(Run("status", "--environment", "production").ExitCode, Is.Zero);
        Assert.That(Run("drift", "--environment", "production").ExitCode, Is.Zero);
        Assert.That(Run("guard", "log", "--environment", "production", "--since", "1h", "--format", "json").Output, Does.Contain("\"tag\":\"CREATE TABLE\"").And.Contain("\"governed\":true"));

        var recorded = Run("evidence", "record", "--environment", "production");
        Assert.That(recorded.ExitCode, Is.Zero, recorded.Error);
        Assert.That(Run("evidence", "record", "--environment", "production").Output, Is.Not.EqualTo(recorded.Output), "each event once");
        Assert.That(Run("evidence", "check", "--key", "runner.pub.pem") is var held && held.ExitCode == 0, Is.True, held.Output + held.Error);

        var handedBack = Run("adopt", "--to", "dbmate", "--environment", "production");
        Assert.That(handedBack.ExitCode, Is.Zero, handedBack.Error);
        Assert.That(await database.ScalarAsync<long>("select count(*) from schema_migrations"), Is.EqualTo(2));

        await database.ExecuteAsync("alter event trigger changegate_guard_end disable");
        shop.Write("migrations/0003_more.sql", "CREATE TABLE more (id int PRIMARY KEY);");
        var distrusted = Run("apply", "--environment", "production");
        Assert.That((distrusted.ExitCode, distrusted.Error.Contains("changegate_guard_end", StringComparison.Ordinal)), Is.EqualTo((1, true)), distrusted.Error);
        Assert.That(new[] { "status", "drift" }.Select(verb => Run(verb, "--environment", "production").ExitCode), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(Run("guard", "status", "--environment", "production").ExitCode, Is.EqualTo(1));

        Assert.That(Run("guard", "uninstall", "--environment", "production", "--administrator", "ADMIN").ExitCode, Is.EqualTo(3));
        Assert.That(Run("guard", "uninstall", "--environment", "production", "--administrator", "ADMIN", "--yes").ExitCode, Is.Zero);
        Assert.That(Run("apply", "--environment", "production").ExitCode, Is.Zero);
    }

    private static async Task ExecuteAsync(PostgresDatabase database, IEnumerable<string> statements)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();

        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
