using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>What scripts lead to without a server is what each version of PostgreSQL says after running them.</summary>
internal sealed class FoldVersionTests
{
    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.PostgreSql);

    // The oldest and the newest; those between differ from one of them only by name. They are asked too where all are asked for.
    private static int[] Versions => Environment.GetEnvironmentVariable("CHANGEGATE_TEST_ALL_POSTGRES") is { Length: > 0 } ? [13, 14, 15, 16, 17, 18] : [13, 18];

    private static IEnumerable<TestCaseData> Cases =>
        from version in Versions
        from one in FoldCases.All
        where one.From <= version
        select new TestCaseData(version, one) { TestName = $"On PostgreSQL {version}, {one.Name}" };

    [TestCaseSource(nameof(Cases))]
    public async Task The_fold_is_what_the_engine_says(int version, FoldCase one)
    {
        var server = await InstalledPostgres.Of(version).StartAsync();
        await using var database = await server.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var state = SchemaState.Start(Reader);

        foreach (var sql in one.Scripts)
        {
            var script = Reader.Read(new SourceText("0001.sql", sql));
            Assert.That(script.Statements.SelectMany(statement => statement.Changes).OfType<Unclassified>().Select(change => change.Reason), Is.Empty);

            foreach (var statement in script.Statements)
            {
                await ExecuteAsync(connection, sql.Substring(statement.Span.Start, statement.Span.Length));
            }

            state = state.Apply(script);
        }

        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, CancellationToken.None);
        var live = await engine.ReadSnapshotAsync(CancellationToken.None);
        var differences = SchemaComparison.CompareWithLive(state.Snapshot, live, Reader).Differences
            .Select(difference => $"{difference.Kind} {difference.Object.Kind} {difference.Object}: {string.Join("; ", difference.Details)}")
            .Concat(OutputComparison.Compare(state.Snapshot, live));

        Assert.That(differences, Is.Empty);
        Assert.That(live.Count, Is.Positive);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);

        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException refused)
        {
            Assert.Fail($"{refused.MessageText}: {statement}");
        }
    }
}
