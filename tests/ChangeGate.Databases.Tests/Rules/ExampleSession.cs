using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>Runs scripts as the governed runner sends them. When it is disposed of, what they made is gone.</summary>
internal sealed class ExampleSession(NpgsqlConnection connection, ExampleServer server) : IAsyncDisposable
{
    /// <summary>What each statement held, copied and read, as far as that can be seen from inside its transaction.</summary>
    public async Task<IReadOnlyList<Observation>> RunAsync(string sql)
    {
        var statements = SqlDialects.For(Dialect.PostgreSql).Read(new SourceText("", sql)).Statements;
        var wrapped = !statements.Any(static statement => statement.NeedsAutocommit || statement.Changes.Any(static change => change is ControlTransaction { Action: TransactionAction.Begin }));
        var observations = new List<Observation>();

        if (wrapped)
        {
            await ExecuteAsync("BEGIN", connection);
        }

        foreach (var statement in statements)
        {
            var before = await Relations.ReadAsync(connection);
            await ExecuteAsync(sql.Substring(statement.Span.Start, statement.Span.Length), connection);
            observations.Add(new Observation(statement, before, await Relations.ReadAsync(connection)) { CanBeSeen = wrapped });
        }

        if (wrapped)
        {
            await ExecuteAsync("COMMIT", connection);
        }

        return observations;
    }

    /// <summary>What one statement does, and nothing of it stays.</summary>
    public async Task<Observation> TryAsync(string before, string sql)
    {
        await ExecuteAsync("BEGIN", connection);

        try
        {
            foreach (var statement in before.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                await ExecuteAsync(statement, connection);
            }

            var there = await Relations.ReadAsync(connection);
            await ExecuteAsync(sql, connection);

            return new Observation(SqlDialects.For(Dialect.PostgreSql).Read(new SourceText("", sql)).Statements[0], there, await Relations.ReadAsync(connection)) { CanBeSeen = true };
        }
        finally
        {
            await ExecuteAsync("ROLLBACK", connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await server.SweepAsync();
    }

    public static async Task ExecuteAsync(string sql, NpgsqlConnection connection)
    {
#pragma warning disable CA2100 // The text is of this repository.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
