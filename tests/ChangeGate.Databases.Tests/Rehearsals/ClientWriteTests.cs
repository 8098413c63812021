using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class ClientWriteTests
{
    private const string Shop = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT); CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES person (id), name TEXT);";

    private static readonly ClientTable Person = new(new ObjectName(null, "person"), ["id", "name"], ["id"], ["name"]);

    [TestCase("UPDATE person SET note = 'changed';")]
    [TestCase("UPDATE person SET note = 'changed' WHERE id > 2; ALTER TABLE person RENAME COLUMN note TO remark;")]
    [TestCase("DELETE FROM pet; DELETE FROM person WHERE id > 3;")]
    [TestCase("ALTER TABLE pet DROP COLUMN name;")]
    [TestCase("CREATE TABLE new_pet (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT ''); INSERT INTO new_pet SELECT id, owner, coalesce(name, '') FROM pet; DROP TABLE pet; ALTER TABLE new_pet RENAME TO pet;")]
    public async Task What_clients_wrote_since_survives_the_rollback(string sql)
    {
        var proof = await ProveAsync(sql);

        Assert.That((proof.Verdict, proof.WritesKept, proof.Because, proof.WritesBecause), Is.EqualTo((ProofVerdict.ProvedWithData, (bool?)true, (string?)null, (string?)null)));
    }

    [Test]
    public async Task A_rollback_that_new_rows_stand_in_the_way_of_says_so()
    {
        var proof = await ProveAsync("ALTER TABLE person DROP COLUMN name;");

        Assert.That((proof.Verdict, proof.WritesKept), Is.EqualTo((ProofVerdict.ProvedWithData, (bool?)false)));
        Assert.That(proof.WritesBecause, Does.StartWith("Once clients have written, the rollback is refused: 1299: NOT NULL constraint failed: person.name"));
    }

    [Test]
    public async Task What_is_written_into_a_new_table_goes_with_it()
    {
        var proof = await ProveAsync("CREATE TABLE toy (id INTEGER PRIMARY KEY);");

        Assert.That((proof.WritesKept, proof.WritesBecause), Is.EqualTo(((bool?)null, "What is written into `toy` goes with it, since the rollback drops it.")));
    }

    [Test]
    public void Rows_that_are_gone_back_or_overwritten_are_counted()
    {
        var found = Content(("1", "a"), ("2", "b"), ("3", "c"));
        var left = Content(("1", "a"), ("2", "new"), ("4", "d"), ("5", "e"));

        Assert.That(LostWrites.Between(found, left, left, adds: false), Is.Null);
        Assert.That(LostWrites.Between(found, left, Content(("1", "old"), ("2", "new"), ("4", "d"), ("5", "e")), adds: false), Is.Null);
        Assert.That(
            LostWrites.Between(found, left, Content(("1", "a"), ("2", "b"), ("3", "c"), ("4", "d")), adds: false),
            Is.EqualTo("of `person` 1 of 2 inserted rows are gone, 1 deleted rows are back, what was written into `name` is overwritten"));
    }

    private static ClientContent Content(params (string Id, string Name)[] rows) => new(Person, rows.ToDictionary(row => row.Id, row => new string?[] { row.Id, row.Name }));

    private static async Task<RollbackProof> ProveAsync(string sql) => (await SqliteRehearsal.RunAsync([("0001.sql", Shop, null), ("0002.sql", sql, null)]))[1].Rollback;
}
