using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SqliteRehearsalTests
{
    private const string Shop = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);";

    [Test]
    public async Task A_dropped_column_comes_back()
    {
        var rehearsal = await RehearseAsync("ALTER TABLE person DROP COLUMN note;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.Because, rehearsal.Rollback.WritesKept, rehearsal.Rollback.Back), Is.EqualTo((ProofVerdict.ProvedWithData, (string?)null, (bool?)true, rehearsal.Rollback.Before)));
    }

    [Test]
    public async Task What_the_engine_refuses_is_told_with_its_place()
    {
        var rehearsal = await RehearseAsync("CREATE TABLE extra (id INTEGER);\nDROP TABLE nowhere;");

        Assert.That(
            (rehearsal.Statements[^1].Error, rehearsal.Rollback.Verdict, rehearsal.Rollback.Because),
            Is.EqualTo((new ObservedError("1", "no such table: nowhere", new(2, 1)), ProofVerdict.Impossible, "The migration itself fails: line 2, column 1: 1: no such table: nowhere.")));
    }

    [Test]
    public async Task What_a_statement_makes_and_drops_is_seen()
    {
        var rehearsal = await RehearseAsync("""
            CREATE INDEX by_name ON person (name); CREATE TABLE extra (id INTEGER PRIMARY KEY, a TEXT UNIQUE); CREATE VIEW named AS SELECT name FROM person;
            ALTER TABLE person DROP COLUMN note; DROP TABLE extra; DROP VIEW named; DROP INDEX by_name;
            """);

        Assert.That(
            rehearsal.Statements.Select(statement => $"+ {string.Join(' ', statement.Made.Select(id => $"{id.Kind} {id}"))} - {string.Join(' ', statement.Dropped.Select(id => $"{id.Kind} {id}"))}"),
            Is.EqualTo(new[]
            {
                "+ Index main.by_name - ", "+ Table main.extra - ", "+ View main.named - ",
                "+  - Column main.person.note", "+  - Table main.extra", "+  - View main.named", "+  - Index main.by_name",
            }));
    }

    [Test]
    public async Task A_down_script_that_leaves_something_behind_is_found_out()
    {
        var rehearsal = await RehearseAsync("CREATE TABLE extra (id INTEGER); CREATE TABLE more (id INTEGER);", "DROP TABLE extra;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Down?.Verdict, rehearsal.Down?.Because), Is.EqualTo((ProofVerdict.ProvedWithData, ProofVerdict.Fails, "The schema is not what it was: `more` added.")));
    }

    [Test]
    public async Task An_empty_down_script_is_found_out()
    {
        var rehearsal = await RehearseAsync("ALTER TABLE person ADD COLUMN age INTEGER;", "-- nothing to do\n");

        Assert.That((rehearsal.Down?.Verdict, rehearsal.Down?.Because), Is.EqualTo((ProofVerdict.Fails, "It holds no statement. The schema is not what it was: `person.age` added.")));
    }

    [Test]
    public async Task A_migration_that_fails_is_no_part_of_the_history_of_those_behind_it()
    {
        var all = await SqliteRehearsal.RunAsync([("0001.sql", Shop, null), ("0002.sql", "DROP TABLE nowhere;", null), ("0003.sql", "DROP TABLE person;", null)]);

        Assert.That(all.Select(one => one.Rollback.Verdict), Is.EqualTo(new[] { ProofVerdict.ProvedWithData, ProofVerdict.Impossible, ProofVerdict.ProvedWithData }));
    }

    [Test]
    public async Task Nothing_leads_out_of_the_shadow()
    {
        var outside = Path.Combine(Path.GetTempPath(), $"changegate-outside-{Environment.ProcessId}.db");
        var rehearsal = await RehearseAsync($"ATTACH DATABASE '{outside}' AS outside;");

        Assert.That((rehearsal.Statements[^1].Error is null, File.Exists(outside)), Is.EqualTo((false, false)));
    }

    private static async Task<MigrationRehearsal> RehearseAsync(string sql, string? down = null) =>
        (await SqliteRehearsal.RunAsync([("0001.sql", Shop, null), ("0002.sql", sql, down)]))[1];
}
