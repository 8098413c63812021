using ChangeGate.Changes;
using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>
/// Real histories, each migration taken back in its place, over synthetic rows. Silent where the folders are not there. What is known not to come
/// back: views that select <c>*</c> from a table that grew since.
/// </summary>
[Explicit("Minutes.")]
internal sealed class PostgreSqlCorpusTests
{
    [TestCase("lemmy/postgresql", 90.0, 2)]
    [TestCase("documenso/postgresql", 98.0, 0)]
    [TestCase("umami/postgresql", 100.0, 0)]
    [TestCase("vaultwarden/postgresql", 100.0, 0)]
    [TestCase("temporal-temporal/postgresql", 100.0, 0)]
    [TestCase("temporal-visibility/postgresql", 89.0, 0)]
    public async Task Migrations_come_back(string folder, double equal, int broken)
    {
        var tally = new CorpusTally(folder);
        await using var history = await PostgreSqlProof.OpenAsync();

        foreach (var migration in CorpusMigration.In(folder))
        {
            await TryAsync(history, migration, tally);

            try
            {
                await history.MakeAsync(migration.Sql);
            }
            catch (InvalidOperationException failure)
            {
                tally.NotRun(migration, failure.Message);
            }
        }

        await TestContext.Out.WriteLineAsync(tally.ToString());
        Assert.That((tally.Ran == 0 || Math.Min(tally.Schema, tally.Rows) >= equal, tally.Broken <= broken), Is.EqualTo((true, true)), tally.ToString);
    }

    private static async Task TryAsync(PostgreSqlProof history, CorpusMigration migration, CorpusTally tally)
    {
        var script = ScriptRollback.Of(Dialect.PostgreSql, history.State, migration.Sql);

        if (script.Rollback.Reversibility == Reversibility.No)
        {
            tally.Add(migration, script.Rollback, default, null);
            return;
        }

        await using var proof = await history.CopyAsync();
        await proof.FillAsync();
        var (schema, rows) = (await proof.SchemaAsync(), await proof.RowsAsync());

        try
        {
            await proof.RunAsync(script);
        }
        catch (InvalidOperationException failure) when (!failure.Message.Contains("changegate", StringComparison.Ordinal))
        {
            tally.NotRun(migration, failure.Message);
            return;
        }
        catch (InvalidOperationException failure)
        {
            tally.Add(migration, script.Rollback, default, failure.Message);
            return;
        }

        try
        {
            await proof.ReverseAsync(script.Rollback.Reverse);
            var (schemaNow, rowsNow) = (await proof.SchemaAsync(), await proof.RowsAsync());
            var isRows = schemaNow == schema && rowsNow == rows;
            tally.Add(migration, script.Rollback, (schemaNow == schema, isRows), schemaNow != schema ? CorpusTally.Difference(schema, schemaNow) : isRows ? null : CorpusTally.Difference(rows, rowsNow));
        }
        catch (InvalidOperationException failure)
        {
            tally.Add(migration, script.Rollback, default, failure.Message);
        }
    }
}
