using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Cli.Setup;

/// <summary>The major version that production runs, from the images of compose files and of continuous integration. It is evidence, not proof.</summary>
internal sealed partial class EngineEvidence(RepositoryFiles files)
{
    public FoundEngine? Of(string folder, Dialect dialect)
    {
        if (dialect == Dialect.Sqlite)
        {
            return new FoundEngine(3, "every SQLite in use is 3");
        }

        // What stands nearest to the migrations speaks for them, and how things are run before how they are tested.
        var nearest = files.Paths
            .Where(path => RankOf(path) is not null)
            .SelectMany(path => Images(path).Select(image => (Rank: RankOf(path)!.Value, Shared: SharedDepth(path, folder), image.Version, image.Place)))
            .GroupBy(image => (image.Rank, image.Shared))
            .OrderBy(group => group.Key.Rank).ThenByDescending(group => group.Key.Shared)
            .FirstOrDefault();

        if (nearest is null)
        {
            return null;
        }

        var versions = nearest.DistinctBy(image => image.Version).OrderBy(image => image.Version).ToList();

        return versions is [var one]
            ? new FoundEngine(one.Version, one.Place)
            : new FoundEngine(0, string.Join(", ", versions.Select(image => $"{image.Version} in {image.Place}")));
    }

    private IEnumerable<(int Version, string Place)> Images(string path)
    {
        var number = 0;

        foreach (var line in (files.Text(path) ?? "").Split('\n'))
        {
            number++;

            if (Image().Match(line) is { Success: true } image && int.Parse(image.Groups["version"].Value) is var version and >= 9 and <= 99)
            {
                yield return (version, $"{path}:{number}");
            }
        }
    }

    /// <summary>null for a file that names no images.</summary>
    private static int? RankOf(string path) =>
        Compose().IsMatch(MigrationFinder.FileName(path)) ? 0
        : path.StartsWith(".github/workflows/", StringComparison.Ordinal) || path is ".gitlab-ci.yml" || path.StartsWith(".woodpecker", StringComparison.Ordinal) || path.EndsWith("atlas.hcl", StringComparison.Ordinal) ? 1
        : null;

    private static int SharedDepth(string path, string folder)
    {
        var (one, other) = (path.Split('/'), folder.Split('/'));
        return one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
    }

    [GeneratedRegex(@"^(?:docker-)?compose[\w.-]*\.ya?ml$")]
    private static partial Regex Compose();

    [GeneratedRegex(@"(?:image:\s*[""']?|docker://|from\s+)(?:[\w.-]+(?::\d+)?/)*(?:postgres(?:ql)?|postgis|pgvector|timescaledb(?:-ha)?|pgautoupgrade)[:/](?:[\w.-]*?pg)?v?(?<version>\d{1,2})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Image();
}
