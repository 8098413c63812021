using System.Data.Common;
using System.Runtime.InteropServices;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Sqlite;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>The engine keeps no count of what it reads by table, but one of all pages: where that grows, the largest table that a statement names is what it grows with.</summary>
internal sealed class SizedSqlite : SizedEngine
{
    // Of 4096 bytes, as the engine has them unless a script sets it otherwise (pragma.html, cache_size).
    private const int CachedPages = 500;

    // The engine needs as many at once (pcache1.c).
    private const int FewestPages = 10;

    private static readonly DdlWriter Sql = new(SqlDialects.For(Dialect.Sqlite));

    public override IReadOnlyDictionary<int, TargetSize> TablesOf(PlannedMigration planned, IEnumerable<ObservedStatement> seen, IReadOnlyList<TargetSize> known)
    {
        var sizes = known.ToDictionary(static table => table.Table.Name, StringComparer.OrdinalIgnoreCase);
        var tables = new Dictionary<int, TargetSize>();

        foreach (var statement in seen)
        {
            if (Largest(planned.Migration.Text.Content.Substring(statement.Span.Start, statement.Span.Length), sizes) is not { } largest)
            {
                continue;
            }

            tables[statement.Span.Start] = largest;

            // What a table is rebuilt as, or goes by meanwhile, is as large as it.
            foreach (var change in ChangesOf(planned, statement))
            {
                switch (change)
                {
                    case InsertRows { Query: not null } insert:
                        sizes.TryAdd(insert.Table.Name, largest);
                        break;
                    case RenameTable rename when sizes.Remove(rename.Table.Name, out var renamed):
                        sizes[rename.NewName] = renamed;
                        break;
                    case CreateTable { Table: var made }:
                        sizes.Remove(made.Name);
                        break;
                }
            }
        }

        return tables;
    }

    public override Table? Find(SchemaSnapshot schema, ObjectName table) =>
        schema.Tables.FirstOrDefault(one => one.Id.Name.Name.Equals(table.Name, StringComparison.OrdinalIgnoreCase));

    // Triggers cannot be switched off, so they are dropped and made again.
    public override async Task<SizedRun?> GrowAsync(OpenShadow open, DbConnection connection, (Table Table, string Rows) growth, CancellationToken cancellation)
    {
        var name = growth.Table.Id.Name.Name;
        var triggers = await ((SqliteConnection)connection).QueryAsync($"SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = {Sql.Literal(name)} COLLATE NOCASE", static row => (Name: row.GetString(0), Sql: row.GetString(1)), cancellation);
        string[] all = ["PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE", .. triggers.Select(trigger => $"DROP TRIGGER main.{Sql.Name(trigger.Name)}"), growth.Rows, .. triggers.Select(static trigger => trigger.Sql), "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"];

        try
        {
            foreach (var sql in all)
            {
                await RunAsync(connection, sql, cancellation);
            }

            var sizes = await SqliteSizes.ReadAsync((SqliteConnection)connection, long.MaxValue, cancellation); // of this engine

            return sizes.FirstOrDefault(size => size.Table.Name == name) is { } size ? new SizedRun(size.Rows, default, size.Bytes ?? 0, null, null) : null;
        }
        catch (SqliteException) when (raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle) == 0)
        {
            await RunAsync(connection, "ROLLBACK", CancellationToken.None);
            return null;
        }
    }

    // What fits into memory here does not there: as much of the table is kept at hand as will be.
    public override Task BeginAsync(WorkConnection work, double scale, CancellationToken cancellation) =>
        RunAsync(work.Connection, $"PRAGMA cache_size = {Math.Clamp((int)(CachedPages / scale), FewestPages, CachedPages)}", cancellation);

    // A small statement leaves all its pages to the end of the transaction, a large one writes nearly all of them itself.
    public override void Finish(WorkConnection work)
    {
        var handle = ((SqliteConnection)work.Connection).Handle!; // of this engine, and open

        if (raw.sqlite3_get_autocommit(handle) != 0)
        {
            return;
        }

        try
        {
            _ = Flush(handle.DangerousGetHandle());
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // Then the end of the transaction takes what is left.
        }
    }

    public override async Task<SizeSight> LookAsync(WorkConnection work, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)work.Connection; // of this engine
        var (mode, bytes) = (await connection.QueryAsync("SELECT journal_mode, page_count * page_size FROM pragma_journal_mode, pragma_page_count, pragma_page_size", static row => (row.GetString(0), row.GetInt64(1)), cancellation))[0];

        return new SizeSight(bytes + Length(connection.DataSource + "-journal"), mode == "wal" ? Length(connection.DataSource + "-wal") : null, Count(connection, raw.SQLITE_DBSTATUS_CACHE_HIT) + Count(connection, raw.SQLITE_DBSTATUS_CACHE_MISS));
    }

    // Rows in order are kept in a temporary file, until an index is made of them; a shadow keeps them in memory.
    public override long Temporary(IEnumerable<Change> changes, long grown) => changes.Any(static change => change is CreateIndex or Reindex) ? grown : 0;

    private static TargetSize? Largest(string sql, Dictionary<string, TargetSize> sizes) =>
        sizes.Where(size => Names(sql, size.Key)).Select(static size => size.Value).MaxBy(static size => size.Rows);

    private static bool Names(string sql, string table)
    {
        for (var at = sql.IndexOf(table, StringComparison.OrdinalIgnoreCase); at >= 0; at = sql.IndexOf(table, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + table.Length;

            if ((at == 0 || !IsPart(sql[at - 1])) && (end == sql.Length || !IsPart(sql[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';

    private static long Count(SqliteConnection connection, int of)
    {
        raw.sqlite3_db_status(connection.Handle, of, out var count, out _, 0);
        return count;
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_cacheflush", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(IntPtr database);
}
