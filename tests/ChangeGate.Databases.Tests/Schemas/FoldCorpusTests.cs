using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>Real histories: what the fold says after each migration is what the engine says after running it. Silent where the folders are not there.</summary>
[Explicit("Minutes.")]
internal sealed class FoldCorpusTests
{
    [TestCase("lemmy/postgresql")]
    [TestCase("documenso/postgresql")]
    [TestCase("umami/postgresql")]
    [TestCase("vaultwarden/postgresql")]
    [TestCase("temporal-temporal/postgresql")]
    [TestCase("temporal-visibility/postgresql")]
    public async Task The_fold_is_what_the_engine_says(string folder)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var migrations = CorpusMigration.In(folder);
        var lines = new List<string>();
        var known = new HashSet<string>();
        var same = 0;
        await using var proof = await PostgreSqlProof.OpenAsync();
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(proof.ConnectionString)), TimeProvider.System, CancellationToken.None);

        foreach (var migration in migrations)
        {
            try
            {
                await proof.MakeAsync(migration.Sql);
            }
            catch (InvalidOperationException failure)
            {
                lines.Add($"NOT RUN {migration.Name}: {failure.Message.Split('\n')[0]}");
            }

            var differences = SchemaComparison.CompareWithLive(proof.State.Snapshot, await engine.ReadSnapshotAsync(CancellationToken.None), dialect).Differences
                .Select(one => $"{one.Kind} {one.Object.Kind} {one.Object}: {string.Join("; ", one.Details)}")
                .ToList();
            same += differences.Count == 0 ? 1 : 0;
            lines.AddRange(differences.Where(known.Add).Select(one => $"{migration.Name}: {one}"));
            known.IntersectWith(differences);
        }

        await TestContext.Out.WriteLineAsync($"{folder}: {same} of {migrations.Count} equal\n{string.Join('\n', lines)}");
        Assert.That(same, Is.EqualTo(migrations.Count), () => string.Join('\n', lines));
    }
}
