using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>One up script of a folder of real migrations beside the repository.</summary>
internal sealed record CorpusMigration(string Name, string Sql)
{
    /// <summary>Folders of PostgreSQL, and what the program that runs their migrations makes for itself before the first.</summary>
    public static IEnumerable<string[]> PostgreSql =>
    [
        ["lemmy/postgresql", "create table __diesel_schema_migrations (version varchar(50) primary key, run_on timestamp not null default current_timestamp)"],
        ["documenso/postgresql", ""],
        ["umami/postgresql", ""],
        ["vaultwarden/postgresql", ""],
        ["temporal-temporal/postgresql", ""],
        ["temporal-visibility/postgresql", ""],
    ];

    /// <summary>In the order in which they run; empty where the folder is not there.</summary>
    public static IReadOnlyList<CorpusMigration> In(string folder)
    {
        var places = new[] { "../shared/corpora", "../../shared/corpora" }.Select(place => Repository.PathTo(place, folder));

        return places.FirstOrDefault(Directory.Exists) is { } found
            ? [.. Directory.GetFiles(found, "*.up.sql").Order(StringComparer.Ordinal).Select(path => new CorpusMigration(Path.GetFileName(path), File.ReadAllText(path)))]
            : [];
    }
}
