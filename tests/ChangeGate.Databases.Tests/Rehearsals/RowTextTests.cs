using ChangeGate.Databases.Rehearsals;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>Rows come as the text of a record, and have to be taken apart as the server put them together.</summary>
internal sealed class RowTextTests
{
    private const string Letters = "\",\\() \t\n'{}aé€";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_text_comes_back_as_it_was_stored(bool isAskedAgain)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE \"Odd\"\"one\" (id int PRIMARY KEY, \"a,b\" text, b text, c character(4), d text[])");
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var stored = await StoreAsync(connection);

        // What a server has planned once, it answers again after the table has become another.
        _ = await PostgreSqlRows.ReadAsync(connection, isAskedAgain, CancellationToken.None);
        await database.ExecuteAsync("ALTER TABLE \"Odd\"\"one\" DROP COLUMN d, ALTER COLUMN id TYPE text");
        var read = await PostgreSqlRows.ReadAsync(connection, isAskedAgain, CancellationToken.None);

        var table = read.Tables.Single();
        Assert.That(table.Name.Name, Is.EqualTo("Odd\"one"));
        Assert.That(table.Columns.Select(column => column.Name), Is.EqualTo(["id", "a,b", "b", "c"]));
        Assert.That(table.Rows.OrderBy(row => int.Parse(row[0]!, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(stored)); // the key is never NULL
    }

    private static async Task<List<string?[]>> StoreAsync(NpgsqlConnection connection)
    {
        var random = new Random(7);
        var stored = new List<string?[]>();

        for (var id = 0; id < 300; id++)
        {
            var (first, second) = (Text(random), Text(random));
            await using var command = new NpgsqlCommand("INSERT INTO \"Odd\"\"one\" VALUES ($1, $2, $3, 'x', array[$2])", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)first ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)second ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            await command.ExecuteNonQueryAsync();
            stored.Add([$"{id}", first, second, "x"]);
        }

        return stored;
    }

    private static string? Text(Random random) => random.Next(8) == 0 ? null : new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)])]);
}
