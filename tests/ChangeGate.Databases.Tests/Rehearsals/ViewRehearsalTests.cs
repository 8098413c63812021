using ChangeGate.Rehearsals;

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
        var proof = (await PostgreSqlRehearsal.RunAsync(Before, sql)).Rollback;

        Assert.That((proof.Verdict, proof.Because), Is.EqualTo((ProofVerdict.ProvedWithData, (string?)null)));
    }
}
