using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Migrations;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>golang-migrate's table (v4): a single row with the version of the last migration, which stands for all before it.</summary>
internal sealed class GolangMigrateJournal(HostRequest request) : HostJournal(request)
{
    // advisoryLockIDSalt of its database/util.go.
    private const uint Salt = 1_486_364_155;

    internal override string Tool => "golang-migrate";

    internal override string DefaultTable => "schema_migrations";

    private protected override IEnumerable<string> Creation => Dialect == Dialect.PostgreSql
        ? [$"CREATE TABLE {Quoted} (version bigint not null primary key, dirty boolean not null)"]
        : [$"CREATE TABLE {Bare} (version uint64,dirty bool)", $"CREATE UNIQUE INDEX version_unique ON {Bare} (version)"];

    internal override long? LockKey(string database) => Dialect == Dialect.PostgreSql ? unchecked(Crc32.Of(string.Join('\0', Table.Schema, Table.Name, database)) * Salt) : null;

    private protected override IReadOnlyList<string> Columns => ["version", "dirty"];

    internal override string KeyOf(string path) => MigrationLayouts.VersionOf(path, MigrationLayout.GolangMigrate) is { } version ? version.Length == 0 ? "0" : version : path;

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation)
    {
        var stored = await rows.QueryAsync($"select version, cast(dirty as text) from {Quoted} limit 1", [], row => (Version: row.LongOrNull(0) ?? -1, Dirty: row.TextOrNull(1) is "true" or "1"), cancellation);

        if (stored is not [var (version, dirty)] || version < 0)
        {
            return [];
        }

        var last = version.ToString(CultureInfo.InvariantCulture);
        var until = Files.Where(file => Number(file.Path) is { } number && number <= version).Select(file => KeyOf(file.Path)).ToList();

        return dirty
            ? [new HostRow(last, last) { Problem = "marked as dirty: a migration broke off there" }]
            : [.. until.Append(last).Distinct(StringComparer.Ordinal).Select(key => new HostRow(key, key))];
    }

    // Its row stands for everything below, so it never goes back on the way up.
    private protected override async Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation)
    {
        if (await rows.CountAsync($"select count(*) from {Quoted} where version > $1", [Number(entry.File.Path)], cancellation) == 0)
        {
            await PutAsync(rows, Number(entry.File.Path), cancellation);
        }
    }

    // As after its own way down: the version before, or no row at all.
    private protected override Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation) =>
        PutAsync(rows, Files.Select(file => Number(file.Path)).Where(number => number < Number(path)).Max(), cancellation);

    private async Task PutAsync(JournalConnection rows, long? version, CancellationToken cancellation)
    {
        await rows.ExecuteAsync($"delete from {Quoted}", [], cancellation);

        if (version is { } number)
        {
            await rows.ExecuteAsync($"insert into {Quoted} (version, dirty) values ($1, $2)", [number, false], cancellation);
        }
    }

    private long? Number(string path) => long.TryParse(KeyOf(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
