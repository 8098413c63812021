using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChangeGate.Databases.Sqlite;

/// <summary>
/// How large tables are. SQLite keeps no record of it, so rows are counted, and the pages that a first part of each table and index takes are measured
/// and held against the pages of the whole file.
/// </summary>
internal sealed class SqliteSizes
{
    /// <summary>Up to it every row is counted; a larger file would keep writers out for too long.</summary>
    public const long CountedFile = 1L << 30;

    private const int Sample = 50_000;

    private const long CountAtMost = 1_000_000;

    private const string Tables = $"""
        select name, type, wr from pragma_table_list
        where schema = 'main' and type in ('table', 'shadow', 'virtual') and name not like 'sqlite\_%' escape '\'
        order by type = 'virtual', name
        """;

    private static readonly DdlWriter Sql = new(SqlDialects.For(Dialect.Sqlite));

    private readonly SqliteConnection _connection;
    private readonly CancellationToken _cancellation;

    private SqliteSizes(SqliteConnection connection, CancellationToken cancellation) => (_connection, _cancellation) = (connection, cancellation);

    /// <param name="connection">In a transaction.</param>
    /// <param name="countedFile">Bytes of a file up to which every row is counted.</param>
    /// <param name="cancellation">Between two tables.</param>
    public static async Task<EquatableList<TableStatistics>> ReadAsync(SqliteConnection connection, long countedFile, CancellationToken cancellation) =>
        await new SqliteSizes(connection, cancellation).ReadAsync(countedFile);

    private async Task<EquatableList<TableStatistics>> ReadAsync(long countedFile)
    {
        var pageSize = await NumberAsync("pragma page_size") ?? 0;
        var used = pageSize * ((await NumberAsync("pragma page_count") ?? 0) - (await NumberAsync("pragma freelist_count") ?? 0));
        var sizes = new List<(string Name, string Kind, long Rows, double? Bytes)>();

        foreach (var (name, kind, withoutRow) in await QueryAsync(Tables, static row => (row.GetString(0), row.GetString(1), row.GetBoolean(2))))
        {
            try
            {
                var pages = kind == "virtual" ? ((long Rows, double Pages)?)null : await PagesAsync(name, withoutRow);
                var rows = pages is { Rows: < Sample } few ? few.Rows : await RowsAsync(name, isCounted: kind != "virtual" && used <= countedFile, withoutRow || kind == "virtual");
                sizes.Add((name, kind, rows, pages is { Rows: > 0 } of ? of.Pages / of.Rows * rows * pageSize : null));
            }
            catch (SqliteException) when (kind == "virtual")
            {
                // Its module is not there.
            }
        }

        // Values that do not fit into their page lie outside of what was measured.
        var share = sizes.Sum(static size => size.Bytes ?? 0) is > 0 and var measured ? used / measured : 1;

        return [.. sizes.Where(static size => size.Kind != "shadow" && !size.Name.StartsWith(JournalSchema.SqlitePrefix, StringComparison.OrdinalIgnoreCase))
            .Select(size => new TableStatistics(new ObjectName(null, size.Name), size.Rows, size.Bytes is { } bytes ? (long)(bytes * share) : null))
            .OrderBy(static size => size.Table.Name, StringComparer.Ordinal)];
    }

    /// <summary>Rows of the first part, and the pages that they take in the table and its indexes.</summary>
    private async Task<(long Rows, double Pages)> PagesAsync(string table, bool withoutRow)
    {
        var (rows, pages) = await ReadPagesAsync(table, "not indexed");
        var indexes = await QueryAsync($"select name from pragma_index_list({Sql.Literal(table)}, 'main') where partial = 0 and not (origin = 'pk' and {(withoutRow ? 1 : 0)})", static row => row.GetString(0));

        foreach (var index in indexes)
        {
            pages += (await ReadPagesAsync(table, $"indexed by {Sql.Name(index)}")).Pages;
        }

        return (rows, pages);
    }

    private async Task<(long Rows, double Pages)> ReadPagesAsync(string table, string how)
    {
        try
        {
            // What is in memory already is not read again.
            await NumberAsync("pragma shrink_memory");
            var before = PagesRead();
            var rows = await NumberAsync($"select count(*) from (select 1 from main.{Sql.Name(table)} {how} limit {Sample})") ?? 0;

            return (rows, PagesRead() - before);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            // An index over what only its program can compute.
            return (0, 0);
        }
    }

    private async Task<long> RowsAsync(string table, bool isCounted, bool withoutRow)
    {
        if (isCounted)
        {
            return await NumberAsync($"select count(*) from main.{Sql.Name(table)}") ?? 0;
        }

        var analyzed = await NumberAsync("select 1 from main.sqlite_schema where name = 'sqlite_stat1'") is null ? null
            : await NumberAsync($"select max(cast(stat as integer)) from main.sqlite_stat1 where tbl = {Sql.Literal(table)} collate nocase");

        // Numbers of rows have gaps, but rarely many.
        return analyzed
            ?? (withoutRow ? null : await NumberAsync($"select (select max(_rowid_) from main.{Sql.Name(table)}) - (select min(_rowid_) from main.{Sql.Name(table)}) + 1"))
            ?? await NumberAsync($"select count(*) from (select 1 from main.{Sql.Name(table)} limit {CountAtMost})")
            ?? 0;
    }

    private int PagesRead()
    {
        raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_MISS, out var misses, out _, 0);
        return misses;
    }

    private async Task<long?> NumberAsync(string sql) =>
        await QueryAsync(sql, static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)) is [var only] ? only : null;

    private Task<List<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> read) => _connection.QueryAsync(sql, read, _cancellation);
}
