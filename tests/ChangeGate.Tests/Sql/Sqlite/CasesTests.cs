using ChangeGate.Changes;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Sql.Sqlite;

/// <summary>Scripts in <c>Cases/ok</c> run on a real SQLite as they are; each line of <c>Cases/err</c> is refused by it. The tests of the databases hold the engine to that.</summary>
internal sealed class CasesTests
{
    private static readonly string Cases = Repository.PathTo("tests", "ChangeGate.Tests", "Sql", "Sqlite", "Cases");

    private static IEnumerable<string> Scripts() => Directory.GetFiles(Path.Combine(Cases, "ok")).Select(file => Path.GetFileName(file)).Order();

    private static IEnumerable<string> Lines() => File.ReadLines(Path.Combine(Cases, "err", "statements.sql"));

    [TestCaseSource(nameof(Scripts))]
    public void What_the_engine_accepts_is_read(string script)
    {
        var text = File.ReadAllText(Path.Combine(Cases, "ok", script));

        var unread = SqliteScript.ChangesOf(text).OfType<Unclassified>().Select(change => $"{change.Reason} at {text[change.At..].Split('\n')[0]}");

        Assert.That(unread, Is.Empty);
    }

    [TestCaseSource(nameof(Lines))]
    public void What_the_engine_refuses_is_not(string line)
    {
        var statements = SqliteScript.Read(line);

        Assert.That(statements[0].Changes.Single(), Is.InstanceOf<Unclassified>());
    }

    private static IEnumerable<string> Corpora()
    {
        var folder = Path.Combine(Directory.GetParent(Repository.Root)!.FullName, "shared", "corpora");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.sql", SearchOption.AllDirectories).Where(file => file.Contains($"{Path.DirectorySeparatorChar}sqlite{Path.DirectorySeparatorChar}"))
            : [];
    }

    [Test]
    public void Migrations_of_other_projects_are_read_whole() =>
        Assert.That(
            Corpora().SelectMany(file => SqliteScript.ChangesOf(File.ReadAllText(file)).OfType<Unclassified>().Select(change => $"{file}: {change.Reason}")),
            Is.Empty);
}
