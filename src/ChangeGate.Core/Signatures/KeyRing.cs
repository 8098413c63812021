using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>Keys that somebody trusts to sign, and from when to when where one took the place of another.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what it says.")]
[CollectionBuilder(typeof(KeyRing), nameof(Create))]
public sealed class KeyRing : IReadOnlyCollection<PublicKey>
{
    private readonly EquatableList<PublicKey> _keys;

    private readonly EquatableList<KeyRotation> _rotations;

    private KeyRing(EquatableList<PublicKey> keys, EquatableList<KeyRotation> rotations) => (_keys, _rotations) = (keys, rotations);

    public int Count => _keys.Count;

    public static KeyRing Create(ReadOnlySpan<PublicKey> keys) => new([.. keys], []);

    /// <summary>With the keys that took the place of these, one after the other, in whatever order the rotations come.</summary>
    public KeyRing With(IEnumerable<KeyRotation> rotations)
    {
        var waiting = rotations.ToList();
        var (keys, used) = (_keys.ToList(), _rotations.ToList());

        while (waiting.Find(rotation => keys.Contains(rotation.From)) is { } next)
        {
            if (used.Exists(rotation => rotation.From == next.From))
            {
                throw new GateException($"The key {next.From.Fingerprint.Short} is replaced twice.", "Find out which of the rotations is true: whoever holds a key can replace it.");
            }

            waiting.Remove(next);
            used.Add(next);

            if (!keys.Contains(next.To))
            {
                keys.Add(next.To);
            }
        }

        return waiting.Count == 0 ? new KeyRing([.. keys], [.. used]) : throw new GateException(
            $"The key {waiting[0].To.Fingerprint.Short} takes the place of {waiting[0].From.Fingerprint.Short}, which is not trusted.",
            "Give the key that was trusted first with --key, and every rotation since then.");
    }

    /// <summary>The key and those whose place it took, one after the other: what it may go on from.</summary>
    public static KeyRing Behind(PublicKey key, IEnumerable<KeyRotation> rotations)
    {
        var all = rotations.ToList();
        var keys = new List<PublicKey> { key };

        for (var index = 0; index < keys.Count; index++)
        {
            keys.AddRange(all.Where(rotation => rotation.To == keys[index] && !keys.Contains(rotation.From)).Select(static rotation => rotation.From).Distinct());
        }

        return [.. keys];
    }

    /// <summary>Why a key of the ring cannot have signed what was recorded at a time; null where it can.</summary>
    public string? ProblemWith(PublicKey key, DateTimeOffset at)
    {
        if (_rotations.FirstOrDefault(rotation => rotation.From == key) is { } replaced && at > replaced.At)
        {
            return $"is signed by a key that was replaced at {Timestamp.Write(replaced.At)}, and recorded after that";
        }

        return _rotations.FirstOrDefault(rotation => rotation.To == key) is { } young && at < young.At
            ? $"is signed by a key that is trusted from {Timestamp.Write(young.At)} on, and recorded before that"
            : null;
    }

    public IEnumerator<PublicKey> GetEnumerator() => _keys.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
