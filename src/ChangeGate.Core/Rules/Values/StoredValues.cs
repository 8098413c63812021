using System.Collections.Immutable;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rules.Values;

/// <summary>
/// Where the values are that the baseline holds, column by column, while a proposal moves and copies them. A column that is dropped after its values
/// were copied whole loses nothing; one that is dropped without, or after a copy that left rows out, does.
/// </summary>
internal sealed class StoredValues
{
    // Only what is no longer as in the baseline, where every column holds its own values.
    private readonly PersistentMap<ObjectId, ImmutableHashSet<ObjectId>> _heldAt;
    private readonly PersistentMap<ObjectId, ImmutableHashSet<ObjectId>> _placesOf;

    private StoredValues(PersistentMap<ObjectId, ImmutableHashSet<ObjectId>> heldAt, PersistentMap<ObjectId, ImmutableHashSet<ObjectId>> placesOf)
    {
        _heldAt = heldAt;
        _placesOf = placesOf;
    }

    public static StoredValues Baseline { get; } =
        new(PersistentMap<ObjectId, ImmutableHashSet<ObjectId>>.Empty, PersistentMap<ObjectId, ImmutableHashSet<ObjectId>>.Empty);

    /// <summary>The columns of the baseline whose values are all at a place.</summary>
    public ImmutableHashSet<ObjectId> HeldAt(ObjectId place, Lineage lineage)
    {
        place = Lineage.Key(place);

        return _heldAt.Find(place) ?? (lineage.IsNew(place) ? [] : [place]);
    }

    /// <summary>What would be nowhere if these places were gone.</summary>
    public List<ObjectId> OnlyAt(IReadOnlyCollection<ObjectId> places, Lineage lineage)
    {
        var going = places.Select(Lineage.Key).ToHashSet();
        var lost = new List<ObjectId>();

        foreach (var place in going)
        {
            foreach (var column in HeldAt(place, lineage))
            {
                if (PlacesOf(column).All(going.Contains) && !lost.Contains(column))
                {
                    lost.Add(column);
                }
            }
        }

        return lost;
    }

    public StoredValues Without(IEnumerable<ObjectId> places, Lineage lineage)
    {
        var (heldAt, placesOf) = (_heldAt, _placesOf);

        foreach (var place in places.Select(Lineage.Key))
        {
            foreach (var column in HeldAt(place, lineage))
            {
                placesOf = placesOf.With(column, (placesOf.Find(column) ?? [column]).Remove(place));
            }

            heldAt = heldAt.With(place, []);
        }

        return new StoredValues(heldAt, placesOf);
    }

    /// <summary>What was held at one place is now at another as well.</summary>
    public StoredValues Copy(ImmutableHashSet<ObjectId> columns, ObjectId to, Lineage lineage)
    {
        to = Lineage.Key(to);
        var placesOf = _placesOf;

        foreach (var column in columns)
        {
            placesOf = placesOf.With(column, (placesOf.Find(column) ?? [column]).Add(to));
        }

        return new StoredValues(_heldAt.With(to, HeldAt(to, lineage).Union(columns)), placesOf);
    }

    public StoredValues Move(ObjectId from, ObjectId to, Lineage lineage)
    {
        var columns = HeldAt(from, lineage);

        return Without([from, to], lineage).Copy(columns, to, lineage);
    }

    /// <summary>Whether the values of a column of the baseline are still somewhere.</summary>
    public bool Has(ObjectId column) => !PlacesOf(column).IsEmpty;

    /// <summary>A place that a statement makes holds nothing yet, whatever its name held before.</summary>
    public StoredValues Empty(IEnumerable<ObjectId> places)
    {
        var maker = new object();

        return new(places.Aggregate(_heldAt, (held, place) => held.With(Lineage.Key(place), [], maker)), _placesOf);
    }

    private ImmutableHashSet<ObjectId> PlacesOf(ObjectId column) => _placesOf.Find(column) ?? [column];
}
