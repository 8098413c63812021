using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Tests.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class ViewRehearsalTests
{
    private const string Before = """
        CREATE TABLE post (id bigint PRIMARY KEY, title text);
        CREATE VIEW listed WITH (security_barrier) AS SELECT p.*, length(p.title) AS size FROM post p;
        CREATE MATERIALIZED VIEW "Kept ones" AS WITH every AS (SELECT * FROM listed) SELECT * FROM every;
        ALTER TABLE post ADD COLUMN body text;
        """;

    [TestCase("DROP MATERIALIZED VIEW \"Kept ones\"; DROP VIEW listed;")]
    [TestCase("DROP MATERIALIZED VIEW \"Kept ones\"; DROP VIEW listed; ALTER TABLE post ADD COLUMN url text; CREATE VIEW listed AS SELECT * FROM post; CREATE MATERIALIZED VIEW \"Kept ones\" AS SELECT * FROM listed;")]
    [TestCase("DROP VIEW listed CASCADE;")]
    public async Task A_view_with_a_star_comes_back_with_the_columns_that_it_had(string sql)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(InstalledPostgres.All[0]);
        var proofs = new List<RollbackProof>();

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System).RunAsync([Migration("0001.sql", Before)], [Migration("0002.sql", sql)], CancellationToken.None))
        {
            proofs.Add(rehearsal.Rollback);
        }

        Assert.That(proofs.Select(proof => (proof.Verdict, proof.Because)), Is.EqualTo(new[] { (ProofVerdict.ProvedWithData, (string?)null) }));
    }

    private static Migration Migration(string path, string sql) => new() { Path = path, Digest = Digest.Of(sql), Text = new SourceText(path, sql) };
}
