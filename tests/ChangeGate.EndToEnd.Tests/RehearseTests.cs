using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class RehearseTests
{
    [Test]
    public void A_proposal_is_run_on_what_its_history_made_and_taken_back()
    {
        using var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT);\n").Commit("Begin");
        shop.Branch("drop").Write("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;\n").Commit("Drop it");

        var run = ChangeGateProgram.Run(shop.Path, "rehearse", "--base", "main", "--folder", "migrations", "--dialect", "sqlite", "--format", "json");
        using var document = JsonDocument.Parse(run.Output);

        Assert.That((run.ExitCode, document.RootElement.GetProperty("path").GetString(), document.RootElement.GetProperty("rollback").GetProperty("verdict").GetString()), Is.EqualTo((0, "0002_drop.sql", "proved-with-data")), run.Error);
    }

    [Test]
    public void A_migration_that_does_not_run_is_said_with_its_place()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "0001_broken.sql"), "CREATE TABLE a (id INTEGER);\nINSERT INTO b VALUES (1);\n");

        var run = ChangeGateProgram.Run(folder.Path, "rehearse", "--folder", ".", "--dialect", "sqlite", "--each");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output.ReplaceLineEndings(" "), Does.Contain("line 2").And.Contain("no such table: b"));
    }
}
