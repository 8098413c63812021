using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Sql;

namespace ChangeGate.Cli.Setup;

/// <summary>Which dialect a folder is written in: its own lock files say it, then its path, then the tools' configuration around it, then the SQL itself.</summary>
internal sealed partial class DialectEvidence(RepositoryFiles files)
{
    /// <summary>Files in which a tool says what it talks to, and the word by which it does.</summary>
    private static readonly (string Name, Regex Says)[] Tools =
    [
        ("migration_lock.toml", Provider()),
        ("meta/_journal.json", JsonDialect()),
        ("schema.prisma", Datasource()),
        ("drizzle.config.ts", JsonDialect()),
        ("drizzle.config.js", JsonDialect()),
        ("atlas.hcl", Address()),
        ("flyway.conf", Address()),
        ("flyway.toml", Address()),
        ("sqlc.yaml", Engine()),
        ("sqlc.yml", Engine()),
        ("Cargo.toml", Feature()),
        (".env.example", Address()),
        (".env.sample", Address()),
    ];

    public FoundDialect Of(string folder, IReadOnlyList<Migration> migrations)
    {
        var said = Named(folder);

        if (said is { Unsupported: not null })
        {
            return said;
        }

        var readings = Enum.GetValues<Dialect>().ToDictionary(dialect => dialect, dialect => Reading(dialect, migrations));
        var found = said ?? FromSql(migrations, readings);
        var (statements, unread) = readings[found.Dialect];

        return found with { Statements = statements, Unread = unread };
    }

    private FoundDialect? Named(string folder) =>
        FromTools(folder, folder) ?? FromPath(folder) ?? Ancestors(folder).Select(ancestor => FromTools(ancestor, folder)).FirstOrDefault(found => found is not null);

    private static FoundDialect? FromPath(string folder)
    {
        foreach (var segment in folder.Split('/').Reverse())
        {
            if (Word(segment) is { } word)
            {
                return Known(word, "by the name of its folder");
            }
        }

        return null;
    }

    /// <summary>What the tools' files in one folder agree on; null where they say nothing, or several things.</summary>
    private FoundDialect? FromTools(string ancestor, string folder)
    {
        foreach (var (name, says) in Tools)
        {
            var path = ancestor.Length == 0 ? name : $"{ancestor}/{name}";
            var words = files.Text(path) is { } text
                ? says.Matches(text).Select(match => Word(match.Groups["engine"].Value)).OfType<string>().Distinct(StringComparer.Ordinal).ToList()
                : [];

            if (words is [var word])
            {
                return Known(word, $"by {Prose.Name(ancestor == folder ? name : path)}");
            }
        }

        return null;
    }

    private static FoundDialect FromSql(IReadOnlyList<Migration> migrations, Dictionary<Dialect, (int Statements, int Unread)> readings)
    {
        (string Word, int Files)[] marked =
        [
            ("postgresql", Marked(migrations, PostgreSqlMark())),
            ("sqlite", Marked(migrations, SqliteMark())),
            ("mysql", Marked(migrations, MySqlMark())),
            ("sqlserver", Marked(migrations, SqlServerMark())),
        ];
        var most = marked.MaxBy(entry => entry.Files);

        if (most.Files > 0 && marked.All(entry => entry.Word == most.Word || entry.Files * 3 <= most.Files))
        {
            return Known(most.Word, $"by syntax of its own in {Wording.Count(most.Files, "file", "files")}");
        }

        var (better, worse) = readings[Dialect.PostgreSql].Unread <= readings[Dialect.Sqlite].Unread ? (Dialect.PostgreSql, Dialect.Sqlite) : (Dialect.Sqlite, Dialect.PostgreSql);

        return readings[better].Unread < readings[worse].Unread
            ? new FoundDialect(better, $"by {Wording.Count(readings[worse].Unread - readings[better].Unread, "statement", "statements")} that nothing else reads")
            : new FoundDialect(Dialect.PostgreSql, "a guess: they read as well as SQLite") { IsCertain = false };
    }

    private static (int Statements, int Unread) Reading(Dialect dialect, IReadOnlyList<Migration> migrations)
    {
        var reader = SqlDialects.For(dialect);
        var statements = migrations.SelectMany(migration => reader.Read(migration.Text).Statements).ToList();

        return (statements.Count, statements.Count(statement => statement.Changes.Any(change => change is Unclassified)));
    }

    private static int Marked(IReadOnlyList<Migration> migrations, Regex mark) => migrations.Count(migration => mark.IsMatch(Comment().Replace(migration.Text.Content, " ")));

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var ancestor = folder; ancestor.Length > 0;)
        {
            ancestor = MigrationFinder.FolderOf(ancestor);
            yield return ancestor;
        }
    }

    private static FoundDialect Known(string word, string because) => word switch
    {
        "postgresql" => new FoundDialect(Dialect.PostgreSql, because),
        "sqlite" => new FoundDialect(Dialect.Sqlite, because),
        _ => new FoundDialect(Dialect.PostgreSql, because) { Unsupported = Titles[word] },
    };

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["mysql"] = "MySQL",
        ["sqlserver"] = "SQL Server",
        ["cockroachdb"] = "CockroachDB",
        ["oracle"] = "Oracle",
        ["clickhouse"] = "ClickHouse",
        ["cassandra"] = "Cassandra",
        ["mongodb"] = "MongoDB",
    };

    /// <summary>An engine by any of its names; null for a word that is none.</summary>
    private static string? Word(string name) => name.ToLowerInvariant() switch
    {
        "postgres" or "postgresql" or "pg" or "pgsql" => "postgresql",
        "sqlite" or "sqlite3" or "libsql" or "turso" => "sqlite",
        "mysql" or "mariadb" => "mysql",
        "sqlserver" or "mssql" or "tsql" => "sqlserver",
        "cockroach" or "cockroachdb" => "cockroachdb",
        "oracle" => "oracle",
        "clickhouse" => "clickhouse",
        "cassandra" => "cassandra",
        "mongodb" => "mongodb",
        _ => null,
    };

    [GeneratedRegex("""^\s*provider\s*=\s*"(?<engine>\w+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex Provider();

    [GeneratedRegex("""\bdatasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*["](?<engine>\w+)""")]
    private static partial Regex Datasource();

    [GeneratedRegex("""["']?\bdialect["']?\s*:\s*["'](?<engine>\w+)["']""")]
    private static partial Regex JsonDialect();

    [GeneratedRegex("""^\s*(?:-\s*)?["']?engine["']?\s*:\s*["']?(?<engine>\w+)""", RegexOptions.Multiline)]
    private static partial Regex Engine();

    [GeneratedRegex("""(?:\b(?:jdbc:|docker://)|["'=\s])(?<engine>postgres|postgresql|sqlite|sqlite3|libsql|mysql|mariadb|sqlserver|oracle|clickhouse)(?::|/)""")]
    private static partial Regex Address();

    [GeneratedRegex("""^\s*(?:diesel|sqlx)\s*=.*?"(?<engine>postgres|sqlite|mysql)"(?:.*?"(?<engine>postgres|sqlite|mysql)")*""", RegexOptions.Multiline)]
    private static partial Regex Feature();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\btsvector\b|\bbytea\b|\bplpgsql\b|\bconcurrently\b|\bcreate\s+(?:extension|type|schema|sequence)\b|\bowner\s+to\b|\$\w*\$|[\w)']::\w", RegexOptions.IgnoreCase)]
    private static partial Regex PostgreSqlMark();

    [GeneratedRegex(@"\bautoincrement\b|^\s*pragma\b|\bwithout\s+rowid\b|\bsqlite_(?:master|schema|sequence)\b|\bstrftime\s*\(|\binsert\s+or\s+(?:replace|ignore)\b|\bdatetime\s*\(\s*'now'", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SqliteMark();

    [GeneratedRegex(@"\bengine\s*=\s*(?:innodb|myisam)\b|\bauto_increment\b|\bunsigned\b|\bon\s+update\s+current_timestamp\b|\bdefault\s+charset\b", RegexOptions.IgnoreCase)]
    private static partial Regex MySqlMark();

    [GeneratedRegex(@"^\s*go\s*;?\s*$|\[dbo\]\.|\bidentity\s*\(\s*\d|\bsp_rename\b|\bnvarchar\s*\(|\bnonclustered\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SqlServerMark();
}
