using System.Buffers;

namespace ChangeGate.Signatures;

/// <summary>Takes bytes without moving those that it has: a buffer that doubles holds a long text three times when it grows.</summary>
internal sealed class PieceWriter : IBufferWriter<byte>
{
    // Below what the runtime keeps apart as large objects, which it rarely gives back.
    private const int PieceSize = 64 * 1024;

    private readonly List<ReadOnlyMemory<byte>> _full = [];

    private byte[] _piece = [];

    private int _used;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_piece.Length - _used < Math.Max(sizeHint, 1))
        {
            _full.Add(_piece.AsMemory(0, _used));
            _piece = new byte[Math.Max(sizeHint, _full.Count == 1 ? 1024 : PieceSize)]; // Most texts are short.
            _used = 0;
        }

        return _piece.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public byte[] ToArray()
    {
        var all = new byte[_full.Sum(static piece => piece.Length) + _used];
        var at = 0;

        foreach (var piece in _full.Append(_piece.AsMemory(0, _used)))
        {
            piece.CopyTo(all.AsMemory(at));
            at += piece.Length;
        }

        return all;
    }
}
