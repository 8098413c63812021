using System.Text;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Tests.Migrations;

internal sealed class UpSectionTests
{
    private static string Up(string text, MigrationLayout layout) => UpSection.Of(new SourceText("1.sql", text), layout).Content;

    [TestCase(MigrationLayout.Dbmate, "-- migrate:up transaction:false\nA;\n-- migrate:down\nB;\n", "A;")]
    [TestCase(MigrationLayout.Dbmate, "-- migrate:down\r\nB;\r\n-- migrate:up\r\nA;\r\n", "A;")]
    [TestCase(MigrationLayout.Dbmate, "C;\n--migrate:up\nA;\n", "A;")]
    [TestCase(MigrationLayout.Goose, "-- +goose Up\n-- +goose StatementBegin\nA;\n-- +goose StatementEnd\n-- +goose down\nB;\n", "A;")]
    [TestCase(MigrationLayout.Goose, "  --  +GOOSE  UP\nA;", "A;")]
    public void What_does_not_run_on_the_way_up_is_blank_and_nothing_moves(MigrationLayout layout, string text, string runs)
    {
        var up = Up(text, layout);

        Assert.That(up, Has.Length.EqualTo(text.Length));
        Assert.That(up.IndexOf(runs, StringComparison.Ordinal), Is.EqualTo(text.IndexOf(runs, StringComparison.Ordinal)));
        Assert.That(up, Does.Not.Contain("B;").And.Not.Contain("C;"));
        Assert.That(up.Count(letter => letter == '\n'), Is.EqualTo(text.Count(letter => letter == '\n')));
    }

    [TestCase(MigrationLayout.Dbmate, "A;\n-- +goose Down\nB;")]
    [TestCase(MigrationLayout.Goose, "A;\n-- migrate:down\nB;")]
    [TestCase(MigrationLayout.Plain, "-- migrate:up\nA;\n-- migrate:down\nB;")]
    [TestCase(MigrationLayout.Goose, "SELECT '-- +goose down'")]
    public void A_file_without_the_marks_of_its_layout_is_judged_as_a_whole(MigrationLayout layout, string text) => Assert.That(Up(text, layout), Is.EqualTo(text));

    [Test]
    public void The_digest_is_that_of_the_whole_file()
    {
        var bytes = Encoding.UTF8.GetBytes("-- migrate:up\nA;\n-- migrate:down\nB;\n");
        var migration = MigrationLayouts.Arrange([new ScriptFile("1_a.sql", bytes)], MigrationLayout.Dbmate).Single();

        Assert.That(migration.Digest, Is.EqualTo(Digest.Of(bytes)));
        Assert.That(ScriptEncoding.Encode(migration.Whole, migration.Digest), Is.EqualTo(bytes));
        Assert.That(migration.Text.Content, Does.Contain("A;").And.Not.Contain("B;"));
    }
}
