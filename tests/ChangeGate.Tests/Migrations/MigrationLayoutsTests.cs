using System.Text;
using ChangeGate.Migrations;

namespace ChangeGate.Tests.Migrations;

internal sealed class MigrationLayoutsTests
{
    [TestCase("0001_a.sql,0002_b.sql", MigrationLayout.Plain)]
    [TestCase("1_a.up.sql,1_a.down.sql", MigrationLayout.GolangMigrate)]
    [TestCase("2024-01-01-000000_a/up.sql,2024-01-01-000000_a/down.sql", MigrationLayout.Diesel)]
    [TestCase("20240101000000_a/migration.sql", MigrationLayout.Prisma)]
    [TestCase("", MigrationLayout.Plain)]
    public void A_layout_is_found_out_from_the_names(string paths, MigrationLayout layout) =>
        Assert.That(MigrationLayouts.Detect(paths.Split(',')), Is.EqualTo(layout));

    [Test]
    public void Plain_scripts_run_in_ordinal_order_as_DbUp_runs_them() =>
        Assert.That(Paths(MigrationLayout.Plain, "Script2.sql", "Script10.sql", "a.sql", "B.sql"), Is.EqualTo(["B.sql", "Script10.sql", "Script2.sql", "a.sql"]));

    [Test]
    public void Numbered_scripts_of_golang_migrate_run_in_the_order_of_their_numbers() =>
        Assert.That(Paths(MigrationLayout.GolangMigrate, "10_b.up.sql", "2_a.up.sql", "2_a.down.sql"), Is.EqualTo(["2_a.up.sql", "10_b.up.sql"]));

    [Test]
    public void Migrations_of_diesel_run_in_the_order_of_their_versions_whether_or_not_those_hold_hyphens() =>
        Assert.That(
            Paths(MigrationLayout.Diesel, "2017-09-23-182408_c/up.sql", "20170309122510_a/up.sql", "20170428154714_b/up.sql", "2016-01-01-000000_z/up.sql"),
            Is.EqualTo(["2016-01-01-000000_z/up.sql", "20170309122510_a/up.sql", "20170428154714_b/up.sql", "2017-09-23-182408_c/up.sql"]));

    [Test]
    public void Scripts_of_Flyway_run_by_the_numbers_of_their_versions_and_the_repeatable_ones_behind_them() =>
        Assert.That(
            Paths(MigrationLayout.Flyway, "R__views.sql", "sub/V1_10__c.sql", "V2.0__d.sql", "V1.9__b.sql", "V001__a.sql", "U2.0__d.sql", "B1__base.sql", "v3__x.sql", "Vx__y.sql", "V1_9_1.sql", "R__a.sql"),
            Is.EqualTo(["V001__a.sql", "V1.9__b.sql", "V1_9_1.sql", "sub/V1_10__c.sql", "V2.0__d.sql", "R__a.sql", "R__views.sql"]));

    [TestCase("V1__a.sql", "V1.0__b.sql", true)]
    [TestCase("V1.10__a.sql", "V1.1__b.sql", false)]
    [TestCase("V01__a.sql", "V1__b.sql", true)]
    public void A_version_of_Flyway_is_known_again_however_it_is_written(string one, string other, bool same) =>
        Assert.That(MigrationLayouts.VersionOf(one, MigrationLayout.Flyway) == MigrationLayouts.VersionOf(other, MigrationLayout.Flyway), Is.EqualTo(same));

    [Test]
    public void An_undo_script_of_Flyway_belongs_to_its_version() =>
        Assert.That(MigrationLayouts.Arrange([File("V1__a.sql", "SELECT 1"), File("U1__a.sql", "SELECT 2")], MigrationLayout.Flyway).Single().Down?.Text.Content, Is.EqualTo("SELECT 2"));

    [Test]
    public void A_down_script_belongs_to_its_migration_and_is_none_itself()
    {
        var migration = MigrationLayouts.Arrange([File("2024_a/up.sql", "SELECT 1"), File("2024_a/down.sql", "SELECT 2")], MigrationLayout.Diesel).Single();

        Assert.That(migration.Down?.Text.Content, Is.EqualTo("SELECT 2"));
    }

    [Test]
    public void Files_that_are_no_migrations_are_named() =>
        Assert.That(MigrationLayouts.Strangers(["1.sql", "old/2.sql", "1.down.sql"], MigrationLayout.Plain), Is.EqualTo(["old/2.sql"]));

    [Test]
    public void Bytes_that_are_no_text_are_not_guessed_at()
    {
        var migration = MigrationLayouts.Arrange([new ScriptFile("1.sql", new byte[] { 0x53, 0xE9, 0x4C })], MigrationLayout.Plain).Single();

        Assert.That((migration.Text.Content, migration.EncodingProblem), Is.EqualTo(("", "The bytes are not UTF-8 (first bad byte near offset 1).")));
    }

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        byte[][] scripts = [[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("SELECT 1")], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("SELECT 1")], [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("SELECT 1")]];

        Assert.That(
            scripts.Select(bytes => MigrationLayouts.Arrange([new ScriptFile("1.sql", bytes)], MigrationLayout.Plain).Single().Text.Content),
            Has.All.EqualTo("SELECT 1"));
    }

    private static IEnumerable<string> Paths(MigrationLayout layout, params string[] paths) =>
        MigrationLayouts.Arrange(paths.Select(path => File(path, "")), layout).Select(migration => migration.Path);

    private static ScriptFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
