using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>What a table holds, for comparing it with another time: how many rows, and a digest of all their values in no particular order. No value can be read from it.</summary>
public sealed record TableContent(long Rows, Digest Digest)
{
    /// <param name="connection">Open.</param>
    /// <param name="table">Quoted as the engine needs it.</param>
    /// <param name="cancellation">Between rows.</param>
    internal static async Task<TableContent> ReadAsync(DbConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Order(StringComparer.Ordinal).ToList();
        var rows = new List<byte[]>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(DigestOf(names.Select(name => BytesOf(reader.GetValue(reader.GetOrdinal(name))))));
        }

        return Of(names, rows);
    }

    /// <summary>Of rows that were read as text.</summary>
    internal static TableContent Of(TableRows table)
    {
        var columns = table.Columns.Index().OrderBy(static column => column.Item.Name, StringComparer.Ordinal).ToList();

        return Of([.. columns.Select(static column => column.Item.Name)], table.Rows.Select(row => DigestOf(columns.Select(column => row[column.Index] is { } value ? Encoding.UTF8.GetBytes(value) : null))));
    }

    private static TableContent Of(IReadOnlyList<string> names, IEnumerable<byte[]> digests)
    {
        var rows = digests.ToList();
        rows.Sort(static (one, other) => one.AsSpan().SequenceCompareTo(other));

        return new TableContent(rows.Count, Digest.Of([.. Encoding.UTF8.GetBytes(string.Join('\0', names)), .. rows.SelectMany(static row => row)]));
    }

    private static byte[] DigestOf(IEnumerable<byte[]?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];

        foreach (var bytes in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return hash.GetHashAndReset();
    }

    private static byte[]? BytesOf(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => bytes,
        IFormattable formattable => Encoding.UTF8.GetBytes($"{value.GetType().Name}:{formattable.ToString("G", null)}"),
        _ => Encoding.UTF8.GetBytes($"{value.GetType().Name}:{value}"),
    };
}
