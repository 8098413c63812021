using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>What the fold says of the columns of views and of tables made from queries is what PostgreSQL makes of them.</summary>
internal sealed class QueryTypingTests
{
    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.PostgreSql);

    private static IEnumerable<TestCaseData> Versions => new[] { 13, 18 }.Select(static version => new TestCaseData(version) { TestName = $"Columns of queries are those of PostgreSQL {version}" });

    [TestCaseSource(nameof(Versions))]
    public async Task Columns_of_queries_are_those_of_the_engine(int version)
    {
        var server = await InstalledPostgres.Of(version).StartAsync();
        await using var database = await server.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var state = await ApplyAsync(connection, SchemaState.Start(Reader), QueryTypingCases.Schema);
        var cases = QueryTypingCases.Known.Select(static query => (Query: query, IsKnown: true)).Concat(QueryTypingCases.Unsure.Select(static query => (Query: query, IsKnown: false))).ToList();

        foreach (var (place, (query, _)) in cases.Index())
        {
            state = await ApplyAsync(connection, state, $"CREATE VIEW view_{place} AS {query}");
            state = await ApplyAsync(connection, state, $"CREATE TABLE table_{place} AS {query}");
            state = await ApplyAsync(connection, state, $"CREATE TABLE again_{place} AS SELECT * FROM view_{place}");
        }

        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, CancellationToken.None);
        var live = await engine.ReadSnapshotAsync(CancellationToken.None);
        var differences = cases.Index().SelectMany(one => Differences(state.Snapshot, live, one.Index, one.Item.Query, one.Item.IsKnown)).ToList();

        Assert.That(differences, Is.Empty, string.Join(Environment.NewLine, differences));
    }

    private static IEnumerable<string> Differences(SchemaSnapshot folded, SchemaSnapshot live, int place, string query, bool isKnown)
    {
        var view = folded.Find<View>(ViewOf(place))!;

        foreach (var difference in OutputComparison.Compare(view, live.Find<View>(ViewOf(place))!))
        {
            yield return $"{query}: {difference}";
        }

        foreach (var name in new[] { $"table_{place}", $"again_{place}" })
        {
            var table = TableOf(folded, name);

            if (table.ColumnsKnown != isKnown)
            {
                yield return $"{query}: the columns of {name} are {(isKnown ? "not known" : "known now")}: {string.Join(", ", view.Outputs)}.";
            }

            if (table.ColumnsKnown && !table.Columns.SequenceEqual(TableOf(live, name).Columns))
            {
                yield return $"{query}: said {string.Join(", ", table.Columns)}, the engine has {string.Join(", ", TableOf(live, name).Columns)}.";
            }
        }
    }

    private static ObjectId ViewOf(int place) => new(ObjectKind.View, new ObjectName("public", $"view_{place}"));

    private static Table TableOf(SchemaSnapshot schema, string name) => schema.Find<Table>(ObjectId.Table(new ObjectName("public", name)))!;

    private static async Task<SchemaState> ApplyAsync(NpgsqlConnection connection, SchemaState state, string sql)
    {
        var script = Reader.Read(new SourceText("0001.sql", sql));

        foreach (var statement in script.Statements)
        {
            await using var command = new NpgsqlCommand(sql.Substring(statement.Span.Start, statement.Span.Length), connection);

            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException refused)
            {
                Assert.Fail($"{refused.MessageText}: {command.CommandText}");
            }
        }

        return state.Apply(script);
    }
}
