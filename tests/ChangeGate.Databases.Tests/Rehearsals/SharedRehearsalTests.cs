using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SharedRehearsalTests
{
    [Test]
    public async Task Many_migrations_are_told_in_their_order_each_on_what_came_before_it()
    {
        var files = Enumerable.Range(1, 30).Select(number => ($"{number:0000}.sql", number == 1 ? "CREATE TABLE t (c1 TEXT);" : $"ALTER TABLE t ADD COLUMN c{number} TEXT; UPDATE t SET c{number} = c{number - 1};", (string?)null));

        var rehearsals = await SqliteRehearsal.RunAsync(files);

        Assert.That(rehearsals.Select(one => one.Migration.Path), Is.EqualTo(Enumerable.Range(1, 30).Select(number => $"{number:0000}.sql")));
        Assert.That(rehearsals.Select(one => one.Rollback.Verdict), Is.All.EqualTo(ProofVerdict.ProvedWithData));
    }

    [Test]
    public async Task What_fails_in_its_place_is_left_out_for_those_behind_it()
    {
        var rehearsals = await SqliteRehearsal.RunAsync([("1.sql", "CREATE TABLE t (a);", null), ("2.sql", "ALTER TABLE missing ADD COLUMN b;", null), ("3.sql", "ALTER TABLE t ADD COLUMN b;", null)]);

        Assert.That(rehearsals.Select(one => one.Rollback.Verdict), Is.EqualTo(new[] { ProofVerdict.ProvedWithData, ProofVerdict.Impossible, ProofVerdict.ProvedWithData }));
    }
}
