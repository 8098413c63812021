using System.Diagnostics.CodeAnalysis;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>The public keys of one issuer of tokens (RFC 7517). Keys of other kinds may stand among them, and none of them is used.</summary>
public sealed class JsonWebKeySet
{
    private const int LargestFile = 256 * 1024;

    private const int MostKeys = 100;

    private readonly Dictionary<string, JsonWebKey> _keys;

    private JsonWebKeySet(Dictionary<string, JsonWebKey> keys) => _keys = keys;

    public EquatableList<string> Ids => [.. _keys.Keys];

    /// <summary>Whether a key is among them under its name.</summary>
    public bool Holds(string id, Digest thumbprint) => Find(id)?.Thumbprint == thumbprint;

    public JsonWebKey? Find(string id) => _keys.GetValueOrDefault(id);

    /// <param name="problem">What is wrong with the text, to stand after its name.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonWebKeySet? set, [NotNullWhen(false)] out string? problem)
    {
        set = null;

        if (utf8.Length > LargestFile)
        {
            problem = $"is larger than {LargestFile / 1024} KiB, which no set of keys is";
            return false;
        }

        if (!StrictJson.TryParse(utf8, out var root, out problem))
        {
            return false;
        }

        try
        {
            var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
            var items = root.Items("keys").ToList();

            if (items.Count > MostKeys)
            {
                throw new FormatException($"holds more than {MostKeys} keys");
            }

            foreach (var item in items)
            {
                if (!JsonWebKey.TryRead(item, out var key, out problem))
                {
                    throw new FormatException($"holds a key that {problem}");
                }

                if (key is not null && !keys.TryAdd(key.Id, key))
                {
                    throw new FormatException("holds two keys of one `kid`");
                }
            }

            set = keys.Count > 0 ? new JsonWebKeySet(keys) : throw new FormatException("holds no key that signs tokens with RS256, PS256 or ES256");
            problem = null;
            return true;
        }
        catch (FormatException failure)
        {
            problem = failure.Message;
            return false;
        }
    }
}
