using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ChangeGate.Text;

/// <summary>
/// A map that stays as it is: with another entry it is a new map, which shares all but a few nodes with the old one. A hash array mapped trie
/// (Bagwell, "Ideal Hash Trees", 2001), four levels deep where a balanced tree has fourteen. Enumerated in no particular order.
/// </summary>
/// <remarks>
/// Several changes in a row may have one maker, any object of their own: nodes that it made itself it changes in their places, so the maps between
/// do not stay as they were, and only the last one may be kept.
/// </remarks>
internal sealed class PersistentMap<TKey, TValue> : IEnumerable<TValue>
    where TKey : class
    where TValue : class
{
    private readonly Node _root;

    private PersistentMap(Node root, int count)
    {
        _root = root;
        Count = count;
    }

    public static PersistentMap<TKey, TValue> Empty { get; } = new(new Node(0, [], null), 0);

    public int Count { get; }

    public TValue? Find(TKey key)
    {
        for (var entry = EntriesOf((uint)key.GetHashCode()); entry is not null; entry = entry.Next)
        {
            if (entry.Key.Equals(key))
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>The value of a key with this hash that matches what is sought, where no key need be made to ask for it.</summary>
    public TValue? Find<TSought>(int hash, TSought sought, Func<TKey, TSought, bool> matches)
    {
        for (var entry = EntriesOf((uint)hash); entry is not null; entry = entry.Next)
        {
            if (matches(entry.Key, sought))
            {
                return entry.Value;
            }
        }

        return null;
    }

    public bool Contains(TKey key) => Find(key) is not null;

    public PersistentMap<TKey, TValue> With(TKey key, TValue value, object? maker = null)
    {
        var old = Find(key);

        return ReferenceEquals(old, value) ? this : new(_root.With(new Entry(key, value, null), 0, maker), old is null ? Count + 1 : Count);
    }

    public PersistentMap<TKey, TValue> Without(TKey key, object? maker = null) => Contains(key) ? new(_root.Without(key, 0, maker), Count - 1) : this;

    public IEnumerator<TValue> GetEnumerator() => _root.Values().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The list of all entries with this hash, and perhaps of one with another.
    private Entry? EntriesOf(uint hash)
    {
        object node = _root;

        while (node is Node branch)
        {
            if (!branch.TryGet(hash, out var item))
            {
                return null;
            }

            node = item;
            hash = BitOperations.RotateRight(hash, Node.Bits);
        }

        return (Entry)node;
    }

    /// <summary>Entries whose keys have the same hash are a list.</summary>
    private sealed record Entry(TKey Key, TValue Value, Entry? Next)
    {
        public uint Hash => (uint)Key.GetHashCode();

        public Entry With(Entry entry) => entry with { Next = Without(entry.Key) };

        public Entry? Without(TKey key) => Key.Equals(key) ? Next : this with { Next = Next?.Without(key) };
    }

    /// <summary>A bit for each of the 16 places that are taken, and the items of these: entries, or nodes of the next level.</summary>
    private sealed class Node(uint taken, object[] items, object? maker)
    {
        public const int Bits = 4;

        private readonly object? _maker = maker;
        private uint _taken = taken;
        private object[] _items = items;

        public bool TryGet(uint hash, [NotNullWhen(true)] out object? item)
        {
            var bit = 1u << (int)(hash & 15);
            item = (_taken & bit) == 0 ? null : _items[BitOperations.PopCount(_taken & (bit - 1))];

            return item is not null;
        }

        public Node With(Entry entry, int level, object? maker)
        {
            var (bit, index) = PlaceOf(entry.Hash, level);

            if ((_taken & bit) == 0)
            {
                var more = new object[_items.Length + 1];
                Array.Copy(_items, more, index);
                more[index] = entry;
                Array.Copy(_items, index, more, index + 1, _items.Length - index);

                return Made(_taken | bit, more, maker);
            }

            return Replaced(index, maker, _items[index] switch
            {
                Node node => node.With(entry, level + 1, maker),
                Entry other when other.Hash == entry.Hash => other.With(entry),
                var other => new Node(0, [], maker).With((Entry)other, level + 1, maker).With(entry, level + 1, maker),
            });
        }

        public Node Without(TKey key, int level, object? maker)
        {
            var (bit, index) = PlaceOf((uint)key.GetHashCode(), level);
            object? left = _items[index] is Node node ? node.Without(key, level + 1, maker) : ((Entry)_items[index]).Without(key);

            // A node that holds one entry alone is that entry: the same entries make the same trie, whatever was there before.
            if (left is Node { _items: [Entry only] })
            {
                left = only;
            }

            if (left is not null)
            {
                return Replaced(index, maker, left);
            }

            var fewer = new object[_items.Length - 1];
            Array.Copy(_items, fewer, index);
            Array.Copy(_items, index + 1, fewer, index, fewer.Length - index);

            return Made(_taken & ~bit, fewer, maker);
        }

        public IEnumerable<TValue> Values()
        {
            foreach (var item in _items)
            {
                if (item is Node node)
                {
                    foreach (var value in node.Values())
                    {
                        yield return value;
                    }
                }

                for (var entry = item as Entry; entry is not null; entry = entry.Next)
                {
                    yield return entry.Value;
                }
            }
        }

        private (uint Bit, int Index) PlaceOf(uint hash, int level)
        {
            var bit = 1u << (int)(BitOperations.RotateRight(hash, level * Bits) & 15);

            return (bit, BitOperations.PopCount(_taken & (bit - 1)));
        }

        private Node Replaced(int index, object? maker, object item)
        {
            if (ReferenceEquals(_items[index], item))
            {
                return this;
            }

            var items = IsOf(maker) ? _items : (object[])_items.Clone();
            items[index] = item;

            return Made(_taken, items, maker);
        }

        private Node Made(uint taken, object[] items, object? maker)
        {
            if (!IsOf(maker))
            {
                return new Node(taken, items, maker);
            }

            (_taken, _items) = (taken, items);

            return this;
        }

        private bool IsOf(object? maker) => maker is not null && ReferenceEquals(_maker, maker);
    }
}
