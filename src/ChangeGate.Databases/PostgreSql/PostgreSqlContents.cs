using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Counts and digests of many tables, made by the server: no row leaves it, and no type of an extension has to be understood.</summary>
internal static class PostgreSqlContents
{
    // A statement has its limits; so has the planner.
    private const int TablesAtOnce = 100;

    public static async Task<IReadOnlyDictionary<ObjectName, TableContent>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Table> tables, CancellationToken cancellation)
    {
        var contents = new Dictionary<ObjectName, TableContent>();

        foreach (var some in tables.Chunk(TablesAtOnce))
        {
            await using var command = new NpgsqlCommand(string.Join(" union all ", some.Select(Query)), connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);

            while (await reader.ReadAsync(cancellation))
            {
                contents[some[reader.GetInt32(0)].Id.Name] = new TableContent(reader.GetInt64(1), DigestOf(reader.GetString(2)));
            }
        }

        return contents;
    }

    private static Digest DigestOf(string hex) =>
        Digest.TryParse($"sha256:{hex}", out var digest) ? digest : throw new UnreachableException($"`{hex}` is no SHA-256.");

    // A row as text says NULL and the empty text differently. Columns in the order of their names: another order is the same content.
    private static string Query(Table table, int index)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var columns = string.Join(", ", table.Columns.Select(static column => column.Name).Order(StringComparer.Ordinal).Select(dialect.Quote));
        var only = table.PartitionBy is null ? "only " : "";

        return $"select {index}, count(*), encode(sha256(convert_to(coalesce(string_agg(digest, '' order by digest), ''), 'UTF8')), 'hex') from (select encode(sha256(convert_to(row({columns})::text, 'UTF8')), 'hex') as digest from {only}{dialect.Quote(table.Id.Name.Placed())}) one";
    }
}
