using System.Text;

namespace ChangeGate.Cli.Setup;

/// <summary>Names targets after the part of their path that tells them apart.</summary>
internal static class MigrationNames
{
    /// <summary>Parts of a path that every project has.</summary>
    private static readonly HashSet<string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        "migration", "migrations", "migrate", "drizzle", "prisma", "supabase", "scripts", "sql", "db", "database", "databases", "schema", "src", "pkg", "internal", "lib", "app", "apps", "packages", "services", "crates", "server", "backend", "resources", "main", "versions", "versioned",
    };

    private static readonly HashSet<string> Engines = new(StringComparer.OrdinalIgnoreCase) { "postgres", "postgresql", "pg", "pgsql", "sqlite", "sqlite3" };

    public static IReadOnlyList<FoundMigrations> Give(string repository, IReadOnlyList<FoundMigrations> found)
    {
        var project = Plain(repository) is { Length: > 0 } name ? name : "main";
        var names = found.Select(one => Short(one.Folder, project)).ToList();

        // A name that two would bear is replaced by the whole path, which only one has.
        return [.. found.Select((one, index) => one with
        {
            Target = names.Count(other => other == names[index]) == 1 ? names[index] : Plain($"{project}-{one.Folder}"),
        })];
    }

    private static string Short(string folder, string project)
    {
        var telling = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => !Usual.Contains(part) && !IsVersion(part)).ToList();
        return telling.All(Engines.Contains) ? Plain(string.Join('-', telling.Prepend(project))) : Plain(string.Join('-', telling));
    }

    private static bool IsVersion(string part) => part.Length > 1 && part[0] is 'v' or 'V' && part.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Letters, digits, dots and dashes, at most 64 of them, as configurations take a name.</summary>
    private static string Plain(string text)
    {
        var name = new StringBuilder();

        foreach (var c in text)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '-');
        }

        var plain = name.ToString().Trim('-', '_', '.').ToLowerInvariant();
        return plain.Length <= 64 ? plain : plain[^64..].Trim('-', '_', '.');
    }
}
