namespace ChangeGate.Migrations;

/// <summary>Which files of a folder are migrations, what belongs to which, and in which order they run.</summary>
public static class MigrationLayouts
{
    /// <summary>As configurations and commands spell them; <c>auto</c> means that the names of the files say it.</summary>
    public static IReadOnlyDictionary<string, MigrationLayout?> Keywords { get; } = new Dictionary<string, MigrationLayout?>(StringComparer.Ordinal)
    {
        ["auto"] = null,
        ["plain"] = MigrationLayout.Plain,
        ["dbup"] = MigrationLayout.Plain,
        ["golang-migrate"] = MigrationLayout.GolangMigrate,
        ["diesel"] = MigrationLayout.Diesel,
        ["prisma"] = MigrationLayout.Prisma,
        ["flyway"] = MigrationLayout.Flyway,
        ["dbmate"] = MigrationLayout.Dbmate,
        ["goose"] = MigrationLayout.Goose,
    };

    /// <summary>The layout that the names speak of; <see cref="MigrationLayout.Plain"/> where they speak of none.</summary>
    public static MigrationLayout Detect(IEnumerable<string> paths)
    {
        var layout = MigrationLayout.Plain;

        foreach (var path in paths)
        {
            if (path.EndsWith(".up.sql", StringComparison.Ordinal) && IsTopLevel(path))
            {
                return MigrationLayout.GolangMigrate;
            }

            layout = FileName(path) switch
            {
                "up.sql" when FolderOf(path).Length > 0 => MigrationLayout.Diesel,
                "migration.sql" when FolderOf(path).Length > 0 && layout == MigrationLayout.Plain => MigrationLayout.Prisma,
                _ => layout,
            };
        }

        return layout;
    }

    /// <summary>The migrations among <paramref name="files"/> in the order in which they run, each with its own down script.</summary>
    public static IReadOnlyList<Migration> Arrange(IEnumerable<ScriptFile> files, MigrationLayout layout)
    {
        var byPath = new Dictionary<string, ScriptFile>(StringComparer.Ordinal);

        foreach (var file in files)
        {
            byPath[file.Path] = file;
        }

        return [.. byPath.Values.Where(file => IsMigration(file.Path, layout)).OrderBy(file => file.Path, Order(layout)).Select(file => Read(file, layout, byPath))];
    }

    /// <summary>SQL files that are neither migrations of this layout nor their down scripts: a reader may wonder why they are not judged.</summary>
    public static IEnumerable<string> Strangers(IEnumerable<string> paths, MigrationLayout layout) =>
        paths.Where(path => path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && !IsMigration(path, layout) && !IsDown(path, layout));

    public static bool IsMigration(string path, MigrationLayout layout) => layout switch
    {
        MigrationLayout.GolangMigrate => IsTopLevel(path) && path.EndsWith(".up.sql", StringComparison.Ordinal),
        MigrationLayout.Diesel => FileName(path) == "up.sql" && IsTopLevel(FolderOf(path)) && FolderOf(path).Length > 0,
        MigrationLayout.Prisma => FileName(path) == "migration.sql" && IsTopLevel(FolderOf(path)) && FolderOf(path).Length > 0,
        MigrationLayout.Flyway => FlywayName.Of(path) is not null,
        MigrationLayout.Dbmate or MigrationLayout.Goose => IsTopLevel(path) && path.Length > 0 && char.IsAsciiDigit(path[0]) && path.EndsWith(".sql", StringComparison.Ordinal),
        _ => IsTopLevel(path) && path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && !IsDown(path, layout),
    };

    /// <summary>The order in which two migrations of a layout run.</summary>
    public static IComparer<string> Order(MigrationLayout layout) => layout switch
    {
        MigrationLayout.GolangMigrate or MigrationLayout.Goose => VersionOrder.Instance,
        MigrationLayout.Diesel => DieselOrder.Instance,
        MigrationLayout.Flyway => FlywayOrder.Instance,
        _ => StringComparer.Ordinal,
    };

    /// <summary>Whether a migration that has run speaks against one that comes before it and has not. Flyway's repeatable ones come last and run whenever they do.</summary>
    public static bool IsInOrder(string path, MigrationLayout layout) => layout != MigrationLayout.Flyway || FlywayName.Of(path) is { IsRepeatable: false };

    /// <summary>By what a tool of this layout knows a migration again; two of one version are one to it. null where that is the path.</summary>
    public static string? VersionOf(string path, MigrationLayout layout) => layout switch
    {
        MigrationLayout.GolangMigrate or MigrationLayout.Goose when path.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and > 0 => path[..end].TrimStart('0'),
        MigrationLayout.Diesel => FolderOf(path).Split('_')[0].Replace("-", "", StringComparison.Ordinal),
        MigrationLayout.Flyway => FlywayName.Of(path)?.Key,
        MigrationLayout.Dbmate => new string([.. path.TakeWhile(char.IsAsciiDigit)]),
        _ => null,
    };

    private static bool IsDown(string path, MigrationLayout layout) => layout switch
    {
        MigrationLayout.Diesel or MigrationLayout.Prisma => FileName(path) == "down.sql",
        MigrationLayout.Dbmate or MigrationLayout.Goose => false,
        MigrationLayout.Flyway => FileName(path).StartsWith('U') && FlywayName.Of(Renamed(path, 'V')) is not null,
        _ => path.EndsWith(".down.sql", StringComparison.Ordinal),
    };

    private static string? DownOf(string path, MigrationLayout layout) => layout switch
    {
        MigrationLayout.GolangMigrate => path[..^".up.sql".Length] + ".down.sql",
        MigrationLayout.Diesel or MigrationLayout.Prisma => $"{FolderOf(path)}/down.sql",
        MigrationLayout.Dbmate or MigrationLayout.Goose => null,
        MigrationLayout.Flyway => FlywayName.Of(path) is { IsRepeatable: false } ? Renamed(path, 'U') : null,
        _ => path[..^".sql".Length] + ".down.sql",
    };

    private static Migration Read(ScriptFile file, MigrationLayout layout, Dictionary<string, ScriptFile> files)
    {
        var (text, problem) = ScriptEncoding.Decode(file);
        var down = DownOf(file.Path, layout);

        var up = UpSection.Of(text, layout);
        var migration = new Migration
        {
            Path = file.Path,
            Digest = file.Digest,
            Text = up,
            EncodingProblem = problem,
            Down = down is not null && files.TryGetValue(down, out var script) ? new ReverseScript(script.Path, script.Digest, ScriptEncoding.Decode(script).Text) : null,
        };

        return ReferenceEquals(up, text) ? migration : migration with { Whole = text };
    }

    private static bool IsTopLevel(string path) => !path.Contains('/');

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private static string Renamed(string path, char prefix) => path[..(path.LastIndexOf('/') + 1)] + prefix + FileName(path)[1..];

    private sealed class FlywayOrder : IComparer<string>
    {
        public static readonly FlywayOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var byName = FlywayName.Compare(FlywayName.Of(x ?? ""), FlywayName.Of(y ?? ""));
            return byName != 0 ? byName : string.CompareOrdinal(x, y);
        }
    }

    /// <summary>Diesel compares what stands before the first _ as text and without its hyphens: 20170309122510 comes before 2017-09-23-182408.</summary>
    private sealed class DieselOrder : IComparer<string>
    {
        public static readonly DieselOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var byVersion = string.CompareOrdinal(VersionOf(x ?? "", MigrationLayout.Diesel), VersionOf(y ?? "", MigrationLayout.Diesel));
            return byVersion != 0 ? byVersion : string.CompareOrdinal(x, y);
        }
    }

    /// <summary>golang-migrate compares the leading number as a number: 2 comes before 10.</summary>
    private sealed class VersionOrder : IComparer<string>
    {
        public static readonly VersionOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var byNumber = Number(x).CompareTo(Number(y));
            return byNumber != 0 ? byNumber : string.CompareOrdinal(x, y);
        }

        private static UInt128 Number(string? path)
        {
            var digits = (path ?? "").AsSpan();
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            return UInt128.TryParse(end < 0 ? digits : digits[..end], out var number) ? number : UInt128.MaxValue;
        }
    }
}
