using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>Flyway's table (flyway-core 13): one row for each migration, numbered in the order in which they ran, with a CRC-32 of its lines.</summary>
internal sealed partial class FlywayJournal(HostRequest request) : HostJournal(request)
{
    // The letters of "Flyway" as a number: what Flyway adds the hash of its table's name to.
    private const long LockBase = 77_431_708_279_161;

    internal override string Tool => "Flyway";

    internal override string DefaultTable => "flyway_schema_history";

    private protected override IEnumerable<string> Creation => Dialect == Dialect.PostgreSql
        ?
        [
            $"""
            CREATE TABLE {Quoted} (
                "installed_rank" INT NOT NULL,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INTEGER,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
                "execution_time" INTEGER NOT NULL,
                "success" BOOLEAN NOT NULL
            )
            """,
            $"""ALTER TABLE {Quoted} ADD CONSTRAINT {Identifier.Quote($"{Table.Name}_pk")} PRIMARY KEY ("installed_rank")""",
            $"""CREATE INDEX {Identifier.Quote($"{Table.Name}_s_idx")} ON {Quoted} ("success")""",
        ]
        :
        [
            $"""
            CREATE TABLE "main".{Quoted} (
                "installed_rank" INT NOT NULL PRIMARY KEY,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                "execution_time" INT NOT NULL,
                "success" BOOLEAN NOT NULL
            )
            """,
            $"""CREATE INDEX "main".{Identifier.Quote($"{Table.Name}_s_idx")} ON {Quoted} ("success")""",
        ];

    /// <summary>Flyway takes it for as long as it runs, and tries once a second for it.</summary>
    internal override long? LockKey(string database) => Dialect == Dialect.PostgreSql ? LockBase + JavaHash(Quoted) : null;

    internal override string KeyOf(string path) => FlywayName.Of(path)?.Key ?? path;

    internal override IEnumerable<string> ChecksumsOf(Migration file) => [Checksum(file.Text.Content).ToString(CultureInfo.InvariantCulture)];

    internal override IEnumerable<HostReading> Read(Migration file)
    {
        if (Setting.ReplacesVariables && Placeholder().Match(file.Text.Content) is { Success: true } found)
        {
            yield return new HostReading($"`{file.Path}`: Flyway would replace `{found.Value}`, and ChangeGate runs the bytes that were judged and replaces nothing.", Refuses: true);
        }

        if (Dialect == Dialect.PostgreSql && SqlDialects.For(Dialect).Read(file.Text).Statements is var statements && statements.Any(statement => statement.NeedsAutocommit) && statements.Any(statement => !statement.NeedsAutocommit))
        {
            yield return new HostReading($"`{file.Path}`: Flyway would not run it unless its setting `mixed` is on, since some of its statements cannot stand in a transaction and others can.", Refuses: false);
        }
    }

    /// <summary>CRC-32 of the UTF-8 bytes of the lines, without what ends them and without a byte order mark.</summary>
    internal static int Checksum(string text)
    {
        var crc = new Crc32();
        var content = text.AsSpan(text.StartsWith('\uFEFF') ? 1 : 0);
        var start = 0;

        for (var index = 0; index <= content.Length; index++)
        {
            if (index == content.Length || content[index] is '\n' or '\r')
            {
                crc.Append(content[start..index]);
                start = index + 1;
            }
        }

        return unchecked((int)crc.Value);
    }

    /// <summary><c>String.hashCode</c> of Java, which is written down in its documentation.</summary>
    internal static int JavaHash(string text) => text.Aggregate(0, static (hash, letter) => unchecked((hash * 31) + letter));

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation)
    {
        var stored = await rows.QueryAsync(
            $"""select "version", "description", "type", "script", "checksum", "success" from {Quoted} order by "installed_rank" """,
            [],
            row => new Stored(row.TextOrNull(0), row.Text(1), row.Text(2), row.Text(3), row.LongOrNull(4), row.Flag(5)),
            cancellation);

        return [.. FlywayHistory.Standing(stored, Files)];
    }

    private protected override Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation)
    {
        var name = FlywayName.Of(entry.File.Path) ?? new FlywayName(null, entry.File.Path);
        var by = Dialect == Dialect.PostgreSql ? "current_user" : "''";

        return rows.ExecuteAsync(
            $"""
            insert into {Quoted} ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success")
            values ((select coalesce(max("installed_rank"), 0) + 1 from {Quoted}), $1, $2, 'SQL', $3, $4, {by}, $5, true)
            """,
            [name.Version, name.Description, entry.File.Path, Checksum(entry.File.Text.Content), (int)Math.Min(entry.Took.TotalMilliseconds, int.MaxValue)],
            cancellation);
    }

    // What undoes a migration in Flyway is paid for and leaves a row of its own; without one, Flyway would take the migration for applied.
    private protected override Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation) =>
        FlywayName.Of(path) is { Version: { } version }
            ? rows.ExecuteAsync($"""delete from {Quoted} where "version" = $1""", [version], cancellation)
            : rows.ExecuteAsync($"""delete from {Quoted} where "version" is null and "script" = $1""", [path], cancellation);

    [GeneratedRegex("""\$\{[^}\r\n]+\}""")]
    private static partial Regex Placeholder();

    internal sealed record Stored(string? Version, string Description, string Type, string Script, long? Checksum, bool Success);
}
