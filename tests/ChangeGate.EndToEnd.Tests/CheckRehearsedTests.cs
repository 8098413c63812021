using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class CheckRehearsedTests
{
    [Test]
    public void What_is_lost_stands_in_the_document_and_confirms_what_was_read()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "0001.sql"), "CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT);\n");
        File.WriteAllText(Path.Combine(folder.Path, "0002.sql"), "DELETE FROM orders;\n");

        var run = ChangeGateProgram.Run(folder.Path, "check", "--folder", ".", "--from", "0002.sql", "--dialect", "sqlite", "--rehearse", "--format", "json");
        using var document = JsonDocument.Parse(run.Output);
        var rehearsal = document.RootElement.GetProperty("rehearsal").GetProperty("migrations")[0];

        Assert.That((run.ExitCode, rehearsal.GetProperty("lost")[0].GetProperty("table").GetString()), Is.EqualTo((2, "orders")), run.Error);
        Assert.That(document.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("observed").GetString()), Does.Contain("confirmed"));
    }

    [TestCase("check", "rehearsal", "more than 1 s")]
    [TestCase("replay", "rehearsal", "more than 1 s")]
    [TestCase("rehearse", "", "more than 1 s")]
    [TestCase("rehearse --statement-limit 2", "", "more than 2 s")]
    public void A_statement_runs_no_longer_than_the_target_says_unless_the_command_does(string command, string document, string because)
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(folder.Path, "migrations"));
        File.WriteAllText(Path.Combine(folder.Path, "changegate.yml"), "version: 1\ntargets:\n  shop:\n    dialect: sqlite\n    migrations: migrations\n    rehearsal: { statementLimit: 1s }\n");
        File.WriteAllText(Path.Combine(folder.Path, "migrations", "0001.sql"), "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n;\n");

        var run = ChangeGateProgram.Run(folder.Path, [.. command.Split(' '), "--folder", "migrations", "--format", "json", .. document.Length > 0 ? ["--rehearse"] : Array.Empty<string>()]);
        using var said = JsonDocument.Parse(run.Output);
        var rehearsed = document.Length > 0 ? said.RootElement.GetProperty(document).GetProperty("migrations")[0] : said.RootElement;

        Assert.That(rehearsed.GetProperty("stopped").GetString(), Does.Contain(because), run.Error);
    }

    [Test]
    public void Where_nothing_can_be_rehearsed_nothing_is_judged()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(folder.Path, "migrations"));
        File.WriteAllText(Path.Combine(folder.Path, "changegate.yml"), "version: 1\ntargets:\n  shop:\n    dialect: sqlite\n    migrations: migrations\n    rehearsal: { server: none }\n");
        File.WriteAllText(Path.Combine(folder.Path, "migrations", "0001.sql"), "CREATE TABLE orders (id INTEGER PRIMARY KEY);\n");

        var run = ChangeGateProgram.Run(folder.Path, "check", "--folder", "migrations", "--rehearse");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")), run.Error);
        Assert.That(run.Error, Does.Contain("`rehearsal.server` is `none`"));
    }
}
