using System.Text;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>CRC-32 as zip has it (IEEE 802.3, reflected): what Flyway stores and golang-migrate makes its lock of.</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static value => Enumerable.Range(0, 8).Aggregate((uint)value, static (crc, _) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320))];

    private uint _state = uint.MaxValue;

    public uint Value => ~_state;

    public static uint Of(string text)
    {
        var crc = new Crc32();
        crc.Append(text);
        return crc.Value;
    }

    /// <summary>The bytes of a text in UTF-8.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);

        foreach (var value in bytes)
        {
            _state = (_state >> 8) ^ Table[(byte)(_state ^ value)];
        }
    }
}
