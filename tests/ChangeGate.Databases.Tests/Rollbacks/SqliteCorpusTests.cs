using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>
/// Real histories, each migration taken back in its place, over synthetic rows; without foreign keys, as the applications run them.
/// Silent where the folders are not there.
/// </summary>
[Explicit("Minutes.")]
internal sealed class SqliteCorpusTests
{
    [TestCase("vaultwarden/sqlite", 100.0, 100.0)]
    [TestCase("stash/sqlite", 100.0, 100.0)]
    [TestCase("temporal-temporal/sqlite", 87.0, 87.0)]
    public void Migrations_come_back(string folder, double schema, double rows)
    {
        var tally = new CorpusTally(folder);
        var dialect = SqlDialects.For(Dialect.Sqlite);
        var state = SchemaState.Start(dialect);
        using var history = new SqliteProof();

        foreach (var migration in CorpusMigration.In(folder))
        {
            var text = $"PRAGMA foreign_keys = OFF;\n{migration.Sql}";
            var script = ScriptRollback.Of(Dialect.Sqlite, state, text);
            Try(history, migration, script, tally);

            try
            {
                history.Run([], script, []);
                state = state.Apply(dialect.Read(new SourceText(migration.Name, text)));
            }
            catch (InvalidOperationException failure)
            {
                history.Abandon();
                tally.NotRun(migration, failure.Message);
            }
        }

        TestContext.Out.WriteLine(tally.ToString());
        Assert.That((tally.Ran == 0 || tally.Schema >= schema, tally.Ran == 0 || tally.Rows >= rows, tally.Broken == 0), Is.EqualTo((true, true, true)), tally.ToString);
    }

    private static void Try(SqliteProof history, CorpusMigration migration, ScriptRollback script, CorpusTally tally)
    {
        if (script.Rollback.Reversibility == Reversibility.No)
        {
            tally.Add(migration, script.Rollback, default, null);
            return;
        }

        using var proof = history.Copy();
        proof.Fill();
        var (schema, rows) = (proof.Schema(), proof.Rows());

        try
        {
            proof.Run(script.Rollback.Preserve, script, script.Rollback.Settle);
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
            proof.Reverse(script.Rollback.Reverse);
            var (schemaNow, rowsNow) = (proof.Schema(), proof.Rows());
            tally.Add(migration, script.Rollback, (schemaNow == schema, rowsNow == rows), schemaNow != schema ? CorpusTally.Difference(schema, schemaNow) : rowsNow == rows ? null : CorpusTally.Difference(rows, rowsNow));
        }
        catch (InvalidOperationException failure)
        {
            tally.Add(migration, script.Rollback, default, failure.Message);
        }
    }
}
