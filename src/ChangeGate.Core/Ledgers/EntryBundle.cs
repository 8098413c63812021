using System.Buffers.Binary;

namespace ChangeGate.Ledgers;

/// <summary>The entries below a tile of leaves in one file: each behind its length, as two bytes, the higher first.</summary>
public static class EntryBundle
{
    /// <summary>In bytes.</summary>
    public const int LongestEntry = ushort.MaxValue;

    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var bytes = new byte[entries.Sum(static entry => entry.Length + 2)];
        var rest = bytes.AsSpan();

        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, checked((ushort)entry.Length));
            entry.Span.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }

        return bytes;
    }

    /// <exception cref="FormatException">There are more or fewer entries than <paramref name="count"/>, or one is cut.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bytes, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);

        while (bytes.Length > 0 && entries.Count < count)
        {
            var length = bytes.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);

            if (length > bytes.Length - 2)
            {
                throw new FormatException("ends within an entry");
            }

            entries.Add(bytes.Slice(2, length));
            bytes = bytes[(2 + length)..];
        }

        return entries.Count == count && bytes.Length == 0 ? entries : throw new FormatException($"has {(entries.Count < count ? "fewer" : "more")} than {count} entries");
    }
}
