using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>Real histories on PostgreSQL 18: what the fold says is what the engine says. Ignored where the folders are not there.</summary>
internal sealed class FoldCorpusTests
{
    // Reading a whole schema takes longer than most migrations. What one of them does wrong mostly stays to be seen at the next look.
    private const int BetweenLooks = 40;

    [TestCaseSource(typeof(CorpusMigration), nameof(CorpusMigration.PostgreSql))]
    public async Task The_fold_is_what_the_engine_says(string folder, string own)
    {
        var migrations = CorpusMigration.In(folder);
        Assume.That(migrations, Is.Not.Empty, $"{folder} is not there.");

        var differences = new List<string>();
        await using var proof = await PostgreSqlProof.OpenAsync(await InstalledPostgres.Of(18).StartAsync());
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(proof.ConnectionString)), TimeProvider.System, CancellationToken.None);
        await proof.MakeAsync(own);

        foreach (var (number, migration) in migrations.Index())
        {
            await proof.MakeAsync(migration.Sql);

            if ((number + 1) % BetweenLooks == 0 || number + 1 == migrations.Count)
            {
                differences.AddRange(Differences(proof.State.Snapshot, await engine.ReadSnapshotAsync(CancellationToken.None)).Select(one => $"{migration.Name}: {one}"));
            }
        }

        await TestContext.Out.WriteLineAsync($"{folder}: {Counts(await engine.ReadSnapshotAsync(CancellationToken.None))}");
        Assert.That(differences, Is.Empty);
    }

    private static IEnumerable<string> Differences(SchemaSnapshot folded, SchemaSnapshot live) =>
        SchemaComparison.CompareWithLive(folded, live, SqlDialects.For(Dialect.PostgreSql)).Differences
            .Select(one => $"{one.Kind} {one.Object.Kind} {one.Object}: {string.Join("; ", one.Details)}")
            .Concat(OutputComparison.Compare(folded, live));

    private static string Counts(SchemaSnapshot live)
    {
        var tables = live.Objects.OfType<Table>().ToList();
        var others = live.Objects.Where(one => one is not (Table or Index)).CountBy(one => one.Id.Kind).OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}");

        return $"{tables.Count} tables, {tables.Sum(table => table.Columns.Count)} columns, {tables.Sum(table => table.Constraints.Count)} constraints, "
            + $"{live.Objects.OfType<Index>().Count()} indexes, {string.Join(", ", others)}";
    }
}
