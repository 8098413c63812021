namespace ChangeGate.Rehearsals.Values;

/// <summary>One table before and after, row by row: which row of now is which of then.</summary>
internal sealed class TableMatch
{
    private readonly int[] _columns;
    private readonly int[] _rows;
    private readonly List<ValueForm?[]> _then;
    private readonly List<ValueForm?[]> _now;

    public TableMatch(TableRows before, TableRows? now, bool byIdentity)
    {
        Before = before;
        Now = now;
        _columns = [.. before.Columns.Select(column => now is null ? -1 : IndexOf(now, column, byIdentity))];
        IsUnchanged = byIdentity && now is not null && Same(before, now);
        _then = IsUnchanged ? [] : Forms(before);
        _now = now is null || IsUnchanged ? [] : Forms(now);
        _rows = [.. Enumerable.Repeat(-1, before.Rows.Count)];

        if (now is not null && !IsUnchanged)
        {
            MatchByKey();
            MatchByLikeness();
        }
    }

    public TableRows Before { get; }

    public TableRows? Now { get; }

    /// <summary>Then nobody has to look at a row: most tables are none of a migration's business.</summary>
    public bool IsUnchanged { get; }

    public ValueForm?[] RowThen(int row) => _then[row];

    /// <summary>null where the row has no place in the table any more.</summary>
    public ValueForm?[]? RowNow(int row) => _rows[row] < 0 ? null : _now[_rows[row]];

    /// <summary>Where a column stands now; -1 where it does not.</summary>
    public int ColumnNow(int column) => _columns[column];

    /// <summary>What came into the table: whole rows, and values that were written over others or into new columns.</summary>
    public IEnumerable<GainedRow> Gained()
    {
        if (Now is null || IsUnchanged)
        {
            return [];
        }

        var old = _rows.Index().Where(static row => row.Item >= 0).ToDictionary(static row => row.Item, static row => row.Index);

        return Enumerable.Range(0, _now.Count).Select(row => old.TryGetValue(row, out var then) ? new GainedRow(_now[row], IsNew(then, row)) : new GainedRow(_now[row], _ => true)).Where(static row => row.Values.Any());
    }

    /// <summary>What a row holds now that it did not hold.</summary>
    public GainedRow? GainedBy(int row) => _rows[row] < 0 ? null : new GainedRow(_now[_rows[row]], IsNew(row, _rows[row]));

    private Func<int, bool> IsNew(int then, int now) => column =>
    {
        var earlier = Array.IndexOf(_columns, column);

        return earlier < 0 || _then[then][earlier]?.Canonical != _now[now][column]?.Canonical;
    };

    private void MatchByKey()
    {
        var keys = Before.Columns.Index().Where(static column => column.Item.IsKey).Select(static column => column.Index).ToList();

        if (keys.Count == 0 || keys.Exists(key => _columns[key] < 0))
        {
            return;
        }

        var places = _now.Select((row, index) => (Key: string.Join('\0', keys.Select(key => row[_columns[key]]?.Canonical)), Index: index)).GroupBy(static row => row.Key, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First().Index, StringComparer.Ordinal);

        for (var row = 0; row < _then.Count; row++)
        {
            if (places.Remove(string.Join('\0', keys.Select(key => _then[row][key]?.Canonical)), out var place))
            {
                _rows[row] = place;
            }
        }
    }

    private void MatchByLikeness()
    {
        var free = Enumerable.Range(0, _now.Count).Except(_rows).ToList();
        var pairs = Enumerable.Range(0, _then.Count).Where(row => _rows[row] < 0)
            .SelectMany(row => free.Select(place => (Row: row, Place: place, Likeness: Likeness(_then[row], _now[place]))))
            .Where(static pair => pair.Likeness > 0)
            .OrderByDescending(static pair => pair.Likeness);
        var given = new HashSet<int>();

        foreach (var (row, place, _) in pairs)
        {
            if (_rows[row] < 0 && given.Add(place))
            {
                _rows[row] = place;
            }
        }
    }

    // A value that tells is worth more than any number of those that are met by chance.
    private int Likeness(ValueForm?[] then, ValueForm?[] now)
    {
        var (equal, telling, filled) = (0, 0, 0);

        for (var column = 0; column < then.Length; column++)
        {
            if (then[column] is not { } value || _columns[column] < 0)
            {
                continue;
            }

            filled++;

            if (now[_columns[column]] is { } other && value.Same(other))
            {
                equal++;
                telling += value.IsTelling ? 1 : 0;
            }
        }

        return telling > 0 || (filled > 0 && equal * 2 > filled) ? (telling * 100) + equal : filled == 0 ? 1 : 0;
    }

    private static int IndexOf(TableRows table, RowColumn column, bool byIdentity)
    {
        for (var index = 0; index < table.Columns.Count; index++)
        {
            if (byIdentity ? table.Columns[index].Identity == column.Identity : string.Equals(table.Columns[index].Name, column.Name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Same(TableRows before, TableRows now) =>
        before.Columns == now.Columns && before.Rows.Count == now.Rows.Count && before.Rows.Zip(now.Rows).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static List<ValueForm?[]> Forms(TableRows table) => [.. table.Rows.Select(static row => row.Select(static value => value is null ? null : ValueForm.Of(value)).ToArray())];
}

/// <summary>A row that was not there, or was not so.</summary>
/// <param name="row">All that it holds.</param>
/// <param name="isNew">Which of its columns hold what they did not hold.</param>
internal sealed class GainedRow(ValueForm?[] row, Func<int, bool> isNew)
{
    public ValueForm?[] Row => row;

    public IEnumerable<(int Column, ValueForm Value)> Values { get; } = [.. row.Select(static (value, column) => (column, value)).Where(cell => cell.value is not null && isNew(cell.column)).Select(static cell => (cell.column, cell.value!))]; // filtered

    public static IEnumerable<GainedRow> Of(TableRows table) => table.Rows.Select(static row => new GainedRow([.. row.Select(static value => value is null ? null : ValueForm.Of(value))], static _ => true));
}
