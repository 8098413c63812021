using System.Collections;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Each value once, in the order of the text. Most statements have a few, where looking through them is cheaper than a table.</summary>
internal sealed class DistinctList<T> : IReadOnlyList<T>
    where T : notnull
{
    private const int Few = 16;

    private readonly List<T> _values = [];
    private readonly Dictionary<T, int> _places = [];

    public int Count => _values.Count;

    public T this[int index] => _values[index];

    /// <summary>-1 where it is not there.</summary>
    public int IndexOf(T value) => _values.Count < Few ? _values.IndexOf(value) : _places.GetValueOrDefault(value, -1);

    /// <summary>False where it was there already.</summary>
    public bool Add(T value)
    {
        if (IndexOf(value) >= 0)
        {
            return false;
        }

        _values.Add(value);

        if (_values.Count == Few)
        {
            for (var index = 0; index < Few; index++)
            {
                _places[_values[index]] = index;
            }
        }
        else if (_values.Count > Few)
        {
            _places[value] = _values.Count - 1;
        }

        return true;
    }

    public void RemoveLast()
    {
        _places.Remove(_values[^1]);
        _values.RemoveAt(_values.Count - 1);
    }

    public void Clear()
    {
        _values.Clear();
        _places.Clear();
    }

    public IEnumerator<T> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
