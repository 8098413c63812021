using System.Security.Cryptography;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Migrations;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>Prisma's table (schema-engine): a row for each time that a migration was tried, with the SHA-256 of its script.</summary>
internal sealed class PrismaJournal(HostRequest request) : HostJournal(request)
{
    // What Prisma's schema engine asks for on PostgreSQL before it touches its table.
    private const long Lock = 72_707_369;

    internal override string Tool => "Prisma";

    internal override string DefaultTable => "_prisma_migrations";

    private protected override IEnumerable<string> Creation =>
    [
        Dialect == Dialect.PostgreSql
            ? $"""
            CREATE TABLE {Quoted} (
                id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum                VARCHAR(64) NOT NULL,
                finished_at             TIMESTAMPTZ,
                migration_name          VARCHAR(255) NOT NULL,
                logs                    TEXT,
                rolled_back_at          TIMESTAMPTZ,
                started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count     INTEGER NOT NULL DEFAULT 0
            )
            """
            : $"""
            CREATE TABLE {Quoted} (
                "id"                    TEXT PRIMARY KEY NOT NULL,
                "checksum"              TEXT NOT NULL,
                "finished_at"           DATETIME,
                "migration_name"        TEXT NOT NULL,
                "logs"                  TEXT,
                "rolled_back_at"        DATETIME,
                "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
                "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
            )
            """,
    ];

    internal override long? LockKey(string database) => Dialect == Dialect.PostgreSql ? Lock : null;

    /// <summary>The folder's name.</summary>
    internal override string KeyOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : path;

    // Ends of lines may be those of another system than the one on which it was applied.
    internal override IEnumerable<string> ChecksumsOf(Migration file) =>
        [file.Digest.Hex, ChecksumOf(file.Text.Content.ReplaceLineEndings("\n")), ChecksumOf(file.Text.Content.ReplaceLineEndings("\r\n"))];

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation) => await rows.QueryAsync(
        $"select migration_name, checksum, finished_at is null from {Quoted} where rolled_back_at is null order by started_at",
        [],
        row => new HostRow(row.Text(0), row.Text(0)) { Checksum = row.Text(1), Problem = row.Flag(2) ? "begun and not finished" : null },
        cancellation);

    private protected override Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        object At(DateTimeOffset time) => Dialect == Dialect.PostgreSql ? time : time.ToUnixTimeMilliseconds();

        return rows.ExecuteAsync(
            $"insert into {Quoted} (id, checksum, finished_at, migration_name, started_at, applied_steps_count) values ($1, $2, $3, $4, $5, 1)",
            [Guid.CreateVersion7(now).ToString(), entry.File.Digest.Hex, At(now), KeyOf(entry.File.Path), At(now - entry.Took)],
            cancellation);
    }

    // Prisma itself marks what failed as rolled back, and would run either again.
    private protected override Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation) =>
        rows.ExecuteAsync($"delete from {Quoted} where migration_name = $1", [KeyOf(path)], cancellation);

    private static string ChecksumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
