using ChangeGate.GitHub.Reviews;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.GitHub.Tests.Reviews;

internal sealed class CodeOwnersTests
{
    // The examples of GitHub's own documentation, and the corners of gitignore.
    [TestCase("*", "a/b/c.sql", true)]
    [TestCase("*.sql", "a/b/c.sql", true)]
    [TestCase("*.sql", "a/b/c.sql.md", false)]
    [TestCase("/build/logs/", "build/logs/x/y.log", true)]
    [TestCase("/build/logs/", "src/build/logs/y.log", false)]
    [TestCase("/build/logs/", "build/logs", false)]
    [TestCase("docs/*", "docs/getting-started.md", true)]
    [TestCase("docs/*", "docs/build-app/troubleshooting.md", false)]
    [TestCase("docs/*", "src/docs/x.md", false)]
    [TestCase("apps/", "x/apps/y/z", true)]
    [TestCase("apps/", "x/apps", false)]
    [TestCase("apps", "x/apps/y", true)]
    [TestCase("/docs/", "docs/x", true)]
    [TestCase("/scripts/", "x/scripts/y", false)]
    [TestCase("**/logs", "build/logs/x", true)]
    [TestCase("**/logs", "logs", true)]
    [TestCase("**/logs", "deeply/nested/logs/x", true)]
    [TestCase("/apps/github", "apps/github/x/y", true)]
    [TestCase("/apps/github", "apps/github2", false)]
    [TestCase("/*", "top.sql", true)]
    [TestCase("/*", "a/top.sql", false)]
    [TestCase("migrations/**", "migrations/a/b.sql", true)]
    [TestCase("migrations/**", "db/migrations/a.sql", false)]
    [TestCase("a/**/c.sql", "a/c.sql", true)]
    [TestCase("a/**/c.sql", "a/b/b/c.sql", true)]
    [TestCase("a/b*", "a/bc/d.sql", true)]
    [TestCase("00?.sql", "db/001.sql", true)]
    [TestCase("00?.sql", "db/00.sql", false)]
    [TestCase("Migrations/", "migrations/a", false)]
    [TestCase("a.sql", "axsql", false)]
    [TestCase(@"with\ space/", "with space/a.sql", true)]
    [TestCase("(a|b)+", "(a|b)+", true)]
    public void A_pattern_matches_as_GitHub_says(string pattern, string path, bool matches) =>
        Assert.That(CodeOwners.Read($"{pattern} @bob").OwnersOf(path).Count == 1, Is.EqualTo(matches));

    [Test]
    public void The_last_pattern_that_matches_decides()
    {
        var owners = CodeOwners.Read("*       @everybody\n/db/    @acme/dba alice@example.org # who else\r\n/db/free/\n");

        Assert.That(owners.OwnersOf("a"), Is.EqualTo(["@everybody"]));
        Assert.That(owners.OwnersOf("db/a"), Is.EqualTo(["@acme/dba", "alice@example.org"]));
        Assert.That(owners.OwnersOf("db/free/a"), Is.Empty, "a pattern without owners takes them away");
    }

    [TestCase("!db/ @mallory")]
    [TestCase("[d]b/ @mallory")]
    [TestCase(@"\#db/ @mallory")]
    [TestCase("db/ @mallory not-an-owner")]
    [TestCase("# db/ @mallory")]
    [TestCase("/ @mallory")]
    [TestCase("db/ mallory")]
    public void A_line_that_GitHub_does_not_understand_is_not_there(string line) =>
        Assert.That(CodeOwners.Read($"* @alice\n{line}\n").OwnersOf("db/a.sql"), Is.EqualTo(["@alice"]));

    [Test]
    public void A_file_that_GitHub_does_not_load_names_nobody() =>
        Assert.That(CodeOwners.Read("* @alice\n" + new string('#', (3 * 1024 * 1024) + 1)).OwnersOf("a"), Is.Empty);

    [Test]
    public void Reading_any_text_fails_never() =>
        Prop.ForAll<string, string>((text, path) => CodeOwners.Read(text).OwnersOf(path ?? "").Count >= 0).QuickCheckThrowOnFailure();
}
