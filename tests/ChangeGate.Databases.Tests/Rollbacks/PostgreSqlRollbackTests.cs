using ChangeGate.Changes;
using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

[Parallelizable(ParallelScope.All)]
internal sealed class PostgreSqlRollbackTests
{
    [TestCaseSource(typeof(PostgreSqlRollbackCases), nameof(PostgreSqlRollbackCases.All))]
    public async Task Schema_and_rows_are_what_they_were(RollbackCase given)
    {
        await using var proof = await PostgreSqlProof.OpenAsync();
        await proof.MakeAsync(given.Base);
        var script = ScriptRollback.Of(Dialect.PostgreSql, proof.State, given.Migration);
        var (schema, rows) = (await proof.SchemaAsync(), await RowsAsync(proof, given));

        Assert.That(script.Rollback.Reversibility, Is.EqualTo(given.Expected), () => string.Join('\n', script.Rollback.Because));

        // Twice: what was taken back can be done again, over the archive of the first time.
        for (var round = 0; round < 2 && given.Expected != Reversibility.No; round++)
        {
            await proof.RunAsync(script);
            await proof.ReverseAsync(script.Rollback.Reverse);

            Assert.That(await proof.SchemaAsync(), Is.EqualTo(schema), () => string.Join(";\n", script.Rollback.Reverse));

            if (given.Expected == Reversibility.WithData)
            {
                Assert.That(await RowsAsync(proof, given), Is.EqualTo(rows), () => string.Join(";\n", script.Rollback.Preserve.Concat(script.Rollback.Settle).Concat(script.Rollback.Reverse)));
            }
        }
    }

    private static async Task<string> RowsAsync(PostgreSqlProof proof, RollbackCase given) =>
        given.MovesSequences ? await proof.RowsAsync() : await proof.RowsAsync() + await proof.SequencesAsync();
}
