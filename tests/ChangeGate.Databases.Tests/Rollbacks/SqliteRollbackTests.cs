using ChangeGate.Changes;
using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

[Parallelizable(ParallelScope.All)]
internal sealed class SqliteRollbackTests
{
    [TestCaseSource(typeof(SqliteRollbackCases), nameof(SqliteRollbackCases.All))]
    public void Schema_and_rows_are_what_they_were(RollbackCase given)
    {
        using var proof = new SqliteProof();
        proof.Execute(given.Base);
        var script = ScriptRollback.Of(Dialect.Sqlite, proof.State(), given.Migration);
        var (schema, rows) = (proof.Schema(), Rows(proof, given));

        Assert.That(script.Rollback.Reversibility, Is.EqualTo(given.Expected), () => string.Join('\n', script.Rollback.Because));

        // Twice: what was taken back can be done again, over the archive of the first time.
        for (var round = 0; round < 2 && given.Expected != Reversibility.No; round++)
        {
            proof.Run(script.Rollback.Preserve, script, script.Rollback.Settle);
            proof.Reverse(script.Rollback.Reverse);

            Assert.That(proof.Schema(), Is.EqualTo(schema), () => string.Join(";\n", script.Rollback.Reverse));

            if (given.Expected == Reversibility.WithData)
            {
                Assert.That(Rows(proof, given), Is.EqualTo(rows), () => string.Join(";\n", script.Rollback.Preserve.Concat(script.Rollback.Settle).Concat(script.Rollback.Reverse)));
            }
        }
    }

    private static string Rows(SqliteProof proof, RollbackCase given) => given.MovesSequences ? proof.Rows() : proof.Rows() + proof.Sequences();
}
