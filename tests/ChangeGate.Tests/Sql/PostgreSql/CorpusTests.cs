using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Sql.PostgreSql;

/// <summary>Real SQL beside the repository: PostgreSQL's own regression tests with the kinds that its parser gives, and histories of other projects. Ignored where it is not there.</summary>
internal sealed class CorpusTests
{
    // Fewer than one in a thousand, and never by another name.
    private const int Unread = 1;

    [Test]
    public void Statements_of_the_regression_tests_are_split_named_and_described_as_by_PostgreSQL()
    {
        var problems = new List<string>();
        var unread = 0;

        foreach (var file in Truths().GroupBy(truth => truth.File))
        {
            var script = string.Concat(file.Select(truth => truth.Sql + ";\n"));
            var statements = PostgreSqlScript.Read(script).Where(statement => statement.Kind is not ("MetaCommand" or "CopyData")).ToList();
            var end = 0;

            Assert.That(statements, Has.Count.EqualTo(file.Count()), file.Key);

            foreach (var (truth, statement) in file.Zip(statements))
            {
                end += truth.Sql.Length;
                unread += statement.Kind == "Unclassified" ? 1 : 0;
                problems.AddRange(Problems(truth, statement).Select(problem => $"{file.Key}: {problem}: {truth.Sql}"));

                if (statement.Span.End > end || statement.Span.Start < end - truth.Sql.Length)
                {
                    problems.Add($"{file.Key}: split elsewhere: {truth.Sql}");
                }

                end += ";\n".Length;
            }
        }

        Assert.That(problems, Is.Empty);
        Assert.That(unread, Is.LessThanOrEqualTo(Unread));
    }

    [Test]
    public void No_migration_of_a_real_history_is_unreadable()
    {
        var files = Directory.GetDirectories(Corpora()).Select(folder => Path.Combine(folder, "postgresql")).Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.sql")).ToList();
        Assume.That(files, Is.Not.Empty, "No corpora are there.");

        var unread = files.SelectMany(file => PostgreSqlScript.Dialect.Read(ScriptEncoding.Read(new ScriptFile(file, File.ReadAllBytes(file)))).Statements
            .SelectMany(statement => statement.Changes.OfType<Unclassified>()).Select(change => $"{Path.GetFileName(file)}: {change.Reason} at {change.At}"));

        Assert.That(unread, Is.Empty);
    }

    /// <summary>The statements alone; none where they are not there.</summary>
    public static IReadOnlyList<string> Statements() => Folder() is { } folder && File.Exists(Path.Combine(folder, "pg-statements", "statements.jsonl"))
        ? [.. File.ReadLines(Path.Combine(folder, "pg-statements", "statements.jsonl")).Select(line => Read(line).Sql)]
        : [];

    private static IEnumerable<string> Problems(Truth truth, Statement statement)
    {
        if (statement.Kind == "Unclassified")
        {
            yield break;
        }

        if (statement.Kind != truth.Tag)
        {
            yield return $"{statement.Kind}, not {truth.Tag}";
        }

        if (truth.Cmds is not null && !statement.Subkinds.SequenceEqual(truth.Cmds))
        {
            yield return $"subkinds {string.Join(' ', statement.Subkinds)}";
        }

        if (truth.Relation is not null && statement.Relation != truth.Relation)
        {
            yield return $"relation {statement.Relation}, not {truth.Relation}";
        }

        if (truth.Columns is not null && !statement.Columns.SequenceEqual(truth.Columns))
        {
            yield return $"columns {string.Join(", ", statement.Columns)}";
        }

        if (truth.Tag == "IndexStmt" && (statement.Concurrent != (truth.Concurrent ?? false) || statement.Unique != (truth.Unique ?? false)))
        {
            yield return "another kind of index";
        }
    }

    private static IEnumerable<Truth> Truths() => File.ReadLines(Path.Combine(Corpora(), "pg-statements", "statements.jsonl")).Select(Read);

    private static Truth Read(string line) => JsonSerializer.Deserialize<Truth>(line, JsonSerializerOptions.Web)!;

    private static string Corpora()
    {
        Assume.That(Folder(), Is.Not.Null, "No corpora are there.");
        return Folder()!;
    }

    private static string? Folder() => new[] { "../shared/corpora", "../../shared/corpora" }.Select(place => Repository.PathTo(place)).FirstOrDefault(Directory.Exists);

    private sealed record Truth(string File, string Sql, string Tag)
    {
        public string[]? Cmds { get; init; }

        public string? Relation { get; init; }

        public string[]? Columns { get; init; }

        public bool? Concurrent { get; init; }

        public bool? Unique { get; init; }
    }
}
