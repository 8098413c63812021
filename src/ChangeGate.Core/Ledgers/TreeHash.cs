using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ChangeGate.Ledgers;

/// <summary>A hash of a Merkle tree (RFC 6962, section 2.1), as a value of 32 bytes: a million of them are read at once, so it is no text and no array.</summary>
public readonly record struct TreeHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>In bytes.</summary>
    public const int Length = 32;

    private const int MostOnStack = 1024;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static TreeHash Empty { get; } = Hash([]);

    /// <summary>SHA-256(0x00 || entry).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var input = entry.Length < MostOnStack ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);

        return Hash(input);
    }

    /// <summary>SHA-256(0x01 || left || right): the first byte keeps a node from being taken for an entry.</summary>
    public static TreeHash Node(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + Length + Length];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);

        return Hash(input);
    }

    public static TreeHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>One text for one hash: base64 with its padding and without stray bits.</summary>
    public static bool TryParse(string base64, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Length + 2];
        hash = default;

        if (!Convert.TryFromBase64String(base64, bytes, out var count) || count != Length)
        {
            return false;
        }

        hash = Read(bytes);
        return hash.ToString() == base64;
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], Third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], Fourth);
    }

    /// <summary>Base64, as checkpoints and proofs write it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);

        return Convert.ToBase64String(bytes);
    }

    private static TreeHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> output = stackalloc byte[Length];
        SHA256.HashData(input, output);

        return Read(output);
    }
}
