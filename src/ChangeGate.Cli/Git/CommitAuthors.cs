using System.Collections.Frozen;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Git;

/// <summary>Everybody who had a hand in a range of commits: authors, committers and co-authors.</summary>
internal static class CommitAuthors
{
    private const string Format = "--format=%an%x1f%ae%x1f%cn%x1f%ce%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1e)%x00";

    /// <summary>Words that only the names and addresses of automated committers hold. A match makes policy stricter, never more lenient.</summary>
    private static readonly FrozenSet<string> AgentMarks = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "[bot]", "copilot", "claude", "codex", "cursoragent", "devin-ai", "openhands", "jules", "aider", "gemini-code", "amazon-q", "renovate", "dependabot");

    public static Authorship Of(GitRepository repository, string range, IReadOnlyList<string> paths)
    {
        var log = repository.Must([
            "-c", "log.showSignature=false", "log", "--no-color", "--use-mailmap", Format, "--end-of-options", range, "--", .. paths]).Text;
        var people = new SortedSet<(string Name, string Email)>();
        var coauthors = new SortedSet<(string Name, string Email)>();

        foreach (var commit in log.Split('\0'))
        {
            if (commit.Trim('\n').Split('\x1f') is [var author, var authorEmail, var committer, var committerEmail, var trailers])
            {
                people.Add((author, authorEmail.ToLowerInvariant()));
                people.Add((committer, committerEmail.ToLowerInvariant()));
                coauthors.UnionWith(trailers.Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(Person));
            }
        }

        return From(people, coauthors);
    }

    private static Authorship From(SortedSet<(string Name, string Email)> people, SortedSet<(string Name, string Email)> coauthors)
    {
        // Merges and edits in the browser are committed by the host itself; it is nobody's author.
        people.RemoveWhere(person => person.Email == "noreply@github.com");
        var evidence = people.Where(IsAgent).Select(person => $"commit author or committer \"{person.Name}\"")
            .Concat(coauthors.Where(IsAgent).Select(person => $"commit trailer \"Co-authored-by: {person.Name}\""))
            .ToList();
        var all = people.Concat(coauthors).ToList();
        var kind = all.Count == 0 ? AuthorKind.Unknown : evidence.Count > 0 ? AuthorKind.Agent : AuthorKind.Person;

        return new Authorship(kind, [.. all.Select(person => person.Name).Distinct(StringComparer.Ordinal)])
        {
            Emails = [.. all.Select(person => person.Email).Distinct(StringComparer.Ordinal)],
            Evidence = [.. evidence],
        };
    }

    private static bool IsAgent((string Name, string Email) person) =>
        AgentMarks.Any(mark => person.Name.Contains(mark, StringComparison.OrdinalIgnoreCase) || person.Email.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static (string Name, string Email) Person(string trailer)
    {
        var open = trailer.LastIndexOf('<');

        return open < 0
            ? (trailer.Trim(), "")
            : (trailer[..open].Trim(), trailer[(open + 1)..].TrimEnd('>', ' ').ToLowerInvariant());
    }
}
