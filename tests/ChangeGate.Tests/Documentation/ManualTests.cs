using System.Text.RegularExpressions;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Documentation;

/// <summary>What the pages name is there.</summary>
internal sealed partial class ManualTests
{
    private static readonly Lazy<HashSet<string>> Tests = new(() => [.. Directory.GetFiles(Repository.PathTo("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => TestName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))]);

    private static IEnumerable<string> Pages() => Directory.GetFiles(Repository.PathTo("docs"), "*.md", SearchOption.AllDirectories)
        .Where(page => !page.Contains($"{Path.DirectorySeparatorChar}rules{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Concat(Directory.GetFiles(Repository.PathTo(), "*.md"))
        .Select(page => Path.GetRelativePath(Repository.Root, page))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void Every_file_that_a_page_links_to_is_there(string page)
    {
        var text = Code().Replace(File.ReadAllText(Repository.PathTo(page)), "");
        var links = Link().Matches(text).Select(match => match.Groups[1].Value.Split('#')[0]).Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));

        Assert.That(links.Where(link => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link))), Is.Empty);
    }

    [Test]
    public void Every_threat_names_what_shows_that_it_is_stopped()
    {
        var rows = File.ReadLines(Repository.PathTo("docs", "security.md")).SkipWhile(line => !line.StartsWith("| threat ", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|')).ToList();

        Assert.That(rows, Has.Count.GreaterThan(20).And.All.Length.EqualTo(4), "threat, what stops it, what shows it, what remains");

        foreach (var row in rows)
        {
            var shown = Word().Matches(row[2]).Select(match => match.Groups[1].Value).ToList();

            Assert.That(shown, Is.Not.Empty, row[0]);
            Assert.That(shown.Where(test => !Tests.Value.Contains(test)), Is.Empty, row[0]);
        }
    }

    [Test]
    public void The_readme_is_short() => Assert.That(File.ReadLines(Repository.PathTo("README.md")).Count(), Is.LessThanOrEqualTo(250));

    [GeneratedRegex(@"public (?:async Task|void) ([A-Z][A-Za-z0-9]*_\w+)\(")]
    private static partial Regex TestName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?ms)^```.*?^```|`[^`\n]*`")]
    private static partial Regex Code();
}
