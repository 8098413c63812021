using System.Text.RegularExpressions;
using ChangeGate.Cli.Sources;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Setup;

/// <summary>Finds folders of migrations by what tools name their files.</summary>
internal sealed partial class MigrationFinder(RepositoryFiles files)
{
    /// <summary>Migrations of tests and examples are nobody's production.</summary>
    private static readonly HashSet<string> Apart = new(StringComparer.OrdinalIgnoreCase)
    {
        "test", "tests", "testdata", "test-data", "testing", "__tests__", "e2e", "spec", "specs", "fixture", "fixtures", "mock", "mocks", "example", "examples", "sample", "samples", "docs", "seed", "seeds", "node_modules", "vendor", "third_party",
    };

    private static readonly HashSet<string> UsualNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "migration", "migrations", "migrate", "drizzle", "scripts", "changes", "upgrades", "updates", "patches", "deltas",
    };

    /// <summary>Folders that hold migrations and are left out, with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    public IReadOnlyList<FoundMigrations> Find()
    {
        var scripts = files.Paths.Where(path => path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)).ToList();
        var folders = new SortedDictionary<string, MigrationLayout>(StringComparer.Ordinal);

        foreach (var path in scripts)
        {
            if (LayoutOf(path) is var (folder, layout))
            {
                folders[folder] = Stronger(folders, folder, layout);
            }
        }

        foreach (var group in scripts.Where(path => !folders.Keys.Any(folder => IsBelow(path, folder))).GroupBy(FolderOf).ToList())
        {
            if (LooksOrdered(group.Key, [.. group.Select(FileName)]))
            {
                folders[group.Key] = MigrationLayout.Plain;
            }
        }

        // A folder of scripts runs what lies in it; what lies deeper is no part of it, nor a set of its own.
        foreach (var inner in folders.Keys.Where(folder => folders[folder] == MigrationLayout.Plain && folders.Any(outer => outer.Key != folder && IsBelow(folder, outer.Key))).ToList())
        {
            folders.Remove(inner);
        }

        LeftOut = [.. folders.Keys.Where(IsApart)];

        return MigrationNames.Give(files.Name(), [.. folders.Where(entry => !IsApart(entry.Key)).Select(entry => Read(entry.Key, entry.Value)).Where(found => found.Count > 0)]);
    }

    private FoundMigrations Read(string folder, MigrationLayout named)
    {
        var scripts = MigrationFolder.Read(files.PathTo(folder));
        var layout = named == MigrationLayout.Plain ? WrittenLayout([.. scripts.Where(static script => script.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))]) : named;
        var migrations = MigrationLayouts.Arrange(scripts, layout);
        var dialect = new DialectEvidence(files).Of(folder, migrations);
        var link = files.Paths.FirstOrDefault(path => IsBelow(path, folder) && path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && files.IsLink(path));

        return new FoundMigrations
        {
            Folder = folder,
            Layout = layout,
            Count = migrations.Count,
            Strangers = MigrationLayouts.Strangers(scripts.Select(script => script.Path), layout).Count(),
            Dialect = dialect,
            Engine = new EngineEvidence(files).Of(folder, dialect.Dialect),
            Doubts = [.. Doubts(migrations, layout)],
            Problem = dialect.Unsupported is { } engine ? $"it is written for {engine}, {dialect.Because}, which this version does not read"
                : link is not null ? $"`{link}` is a symbolic link, and what it points at is not part of a commit"
                : folder.AsSpan().IndexOfAny('\\', ':') >= 0 ? "its path has a sign that a configuration does not take"
                : ForeignFormat(migrations),
        };
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<Migration> migrations, MigrationLayout layout)
    {
        if (layout == MigrationLayout.Plain && OutOfNumbers(migrations) is var (earlier, later))
        {
            yield return $"`{earlier}` comes before `{later}` here, because names are compared sign by sign; where the numbers count, fill them up with zeros";
        }
    }

    /// <summary>Two neighbours whose numbers run the other way round.</summary>
    private static (string Earlier, string Later)? OutOfNumbers(IReadOnlyList<Migration> migrations)
    {
        for (var index = 1; index < migrations.Count; index++)
        {
            var (earlier, later) = (migrations[index - 1].Path, migrations[index].Path);

            if (UInt128.TryParse(Number().Match(earlier).Value, out var first) && UInt128.TryParse(Number().Match(later).Value, out var second) && first > second)
            {
                return (earlier, later);
            }
        }

        return null;
    }

    /// <summary>Tools whose names alone would pass for plain ones: each of their files says whose it is.</summary>
    private static MigrationLayout WrittenLayout(IReadOnlyList<ScriptFile> scripts)
    {
        if (scripts.Count > 0 && scripts.All(static script => FlywayName.Of(script.Path) is not null || Undone().IsMatch(FileName(script.Path))))
        {
            return MigrationLayout.Flyway;
        }

        foreach (var layout in new[] { MigrationLayout.Goose, MigrationLayout.Dbmate })
        {
            var migrations = MigrationLayouts.Arrange(scripts, layout);

            if (migrations.Count > 0 && migrations.Count == scripts.Count && migrations.All(migration => Marks(layout).IsMatch(migration.Whole.Content)))
            {
                return layout;
            }
        }

        return MigrationLayout.Plain;
    }

    private static Regex Marks(MigrationLayout layout) => layout == MigrationLayout.Goose ? GooseUp() : DbmateUp();

    /// <summary>Formats that keep both directions in one file, or many changes: run as it stands, such a file does something else than its tool.</summary>
    private static string? ForeignFormat(IReadOnlyList<Migration> migrations)
    {
        foreach (var migration in migrations)
        {
            // Where a layout takes one direction out of it, only that is left here.
            if (BothDirections().Match(migration.Text.Content) is { Success: true } mark)
            {
                var tool = mark.Value.Contains("goose", StringComparison.OrdinalIgnoreCase) ? "goose" : mark.Value.Contains('+') ? "sql-migrate" : "dbmate";
                return $"`{migration.Path}` holds both directions, as {tool} writes them, {(tool == "sql-migrate" ? "and this version runs a file as it stands" : $"so write its target by hand, with `layout: {tool}`")}";
            }

            if (Changelog().IsMatch(migration.Text.Content))
            {
                return $"`{migration.Path}` is a changelog of Liquibase, which grows, and this version takes a file that has run as finished";
            }
        }

        return migrations.FirstOrDefault(static migration => Undone().IsMatch(FileName(migration.Path))) is { } again
            ? $"`{again.Path}` is one that Flyway takes back, beside files of other names: write its target by hand, with `layout: flyway` if they are Flyway's"
            : null;
    }

    private static (string Folder, MigrationLayout Layout)? LayoutOf(string path)
    {
        var folder = FolderOf(path);

        return FileName(path) switch
        {
            "up.sql" when folder.Length > 0 => (FolderOf(folder), MigrationLayout.Diesel),
            "migration.sql" when folder.Length > 0 => (FolderOf(folder), MigrationLayout.Prisma),
            var name when name.EndsWith(".up.sql", StringComparison.Ordinal) => (folder, MigrationLayout.GolangMigrate),
            _ => null,
        };
    }

    // As the reader of a folder decides where a configuration says `auto`.
    private static MigrationLayout Stronger(SortedDictionary<string, MigrationLayout> folders, string folder, MigrationLayout layout) =>
        folders.TryGetValue(folder, out var known) && (known == MigrationLayout.GolangMigrate || layout == MigrationLayout.Prisma) ? known : layout;

    private static bool LooksOrdered(string folder, IReadOnlyList<string> names)
    {
        var numbered = names.Count(name => Numbered().IsMatch(name));
        return folder.Split('/').Any(UsualNames.Contains) ? numbered > 0 : numbered >= 3 && numbered * 5 >= names.Count * 4;
    }

    private static bool IsApart(string folder) => folder.Split('/').Any(segment => Apart.Contains(segment) || segment.EndsWith(".Tests", StringComparison.OrdinalIgnoreCase));

    internal static bool IsBelow(string path, string folder) => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);

    internal static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    internal static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"^(?:V|Script)?[ _-]?[0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[ \t]*--[ \t]*(?:\+goose[ \t]+down|\+migrate[ \t]+down|migrate:down)\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex BothDirections();

    [GeneratedRegex(@"\A\s*--[ \t]*liquibase[ \t]+formatted[ \t]+sql", RegexOptions.IgnoreCase)]
    private static partial Regex Changelog();

    [GeneratedRegex("^U[0-9][0-9._]*__")]
    private static partial Regex Undone();

    [GeneratedRegex(@"^[ \t]*--[ \t]*\+goose[ \t]+up\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex GooseUp();

    [GeneratedRegex(@"^[ \t]*--[ \t]*migrate:up\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex DbmateUp();
}
