using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Text;

internal sealed class PersistentMapTests
{
    [Test]
    public void It_holds_what_a_dictionary_would_hold() => Prop.ForAll<(byte Key, bool Remove)[], byte>(HoldsAll).QuickCheckThrowOnFailure();

    [Test]
    public void What_one_maker_changes_in_place_was_not_there_before_it() => Prop.ForAll<(byte Key, bool Remove)[], byte, byte>(KeepsWhatWasHandedOn).QuickCheckThrowOnFailure();

    private static bool KeepsWhatWasHandedOn((byte Key, bool Remove)[] steps, byte spread, byte run)
    {
        var map = PersistentMap<Key, string>.Empty;
        var expected = new Dictionary<byte, string>();
        var handedOn = new List<(PersistentMap<Key, string> Map, string Values)>();

        foreach (var some in steps.Index().Chunk((run % 7) + 1))
        {
            handedOn.Add((map, Sorted(expected.Values)));
            var maker = new object();

            foreach (var (step, (key, remove)) in some)
            {
                map = remove ? map.Without(new Key(key, spread), maker) : map.With(new Key(key, spread), $"{key} at {step}", maker);
                _ = remove ? expected.Remove(key) : (expected[key] = $"{key} at {step}") is not null;
            }
        }

        return Sorted(map) == Sorted(expected.Values) && map.Count == expected.Count && handedOn.TrueForAll(static one => Sorted(one.Map) == one.Values && one.Map.Count == one.Map.Select(static value => value).Count());
    }

    private static bool HoldsAll((byte Key, bool Remove)[] steps, byte spread)
    {
        var map = PersistentMap<Key, string>.Empty;
        var expected = new Dictionary<byte, string>();
        var holds = true;

        foreach (var (step, (key, remove)) in steps.Index())
        {
            var (before, values) = (map, Sorted(expected.Values));

            if (remove)
            {
                map = map.Without(new Key(key, spread));
                expected.Remove(key);
            }
            else
            {
                map = map.With(new Key(key, spread), $"{key} at {step}");
                expected[key] = $"{key} at {step}";
            }

            holds &= map.Count == expected.Count && Sorted(map) == Sorted(expected.Values) && Sorted(before) == values
                && Enumerable.Range(0, 256).All(one => map.Find(new Key((byte)one, spread)) == expected.GetValueOrDefault((byte)one));
        }

        return holds;
    }

    private static string Sorted(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));

    /// <summary>Few hashes, and such that differ only in their last bits: keys meet at every level.</summary>
    private sealed record Key(byte Value, byte Spread)
    {
        public override int GetHashCode() => (Spread % 4) switch
        {
            0 => Value,
            1 => Value << 24,
            2 => Value % 3,
            _ => 7,
        };
    }
}
