using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

internal sealed class VirtualTableTests
{
    [TestCase("fts5 (title, body)", true)]
    [TestCase("rtree (id, x0, x1)", true)]
    [TestCase("fts5 (title, content='notes', content_rowid='id')", false)]
    public void Rows_of_a_virtual_table_are_rows_unless_they_are_those_of_another(string module, bool isLost) =>
        Assert.That(Judged.Sqlite($"CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT); CREATE VIRTUAL TABLE docs USING {module};", "DELETE FROM docs;").Migrations[0].Destructive, Is.EqualTo(isLost));
}
