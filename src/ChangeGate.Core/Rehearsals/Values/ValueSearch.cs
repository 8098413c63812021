namespace ChangeGate.Rehearsals.Values;

/// <summary>Looks for the values of one table: in their places, elsewhere in their rows, and in what other tables gained.</summary>
internal sealed class ValueSearch(TableMatch match, IReadOnlyList<GainedRow> gained, IReadOnlyDictionary<string, HashSet<string>> renamedLabels)
{
    private readonly int _columns = match.Before.Columns.Count;

    /// <summary>For each row and column.</summary>
    public List<Fate[]> Fates()
    {
        var fates = Enumerable.Range(0, match.Before.Rows.Count).Select(row => Enumerable.Range(0, _columns).Select(column => InPlace(row, column)).ToArray()).ToList();

        for (var column = 0; column < _columns; column++)
        {
            LookElsewhere(fates, column);
        }

        for (var row = 0; row < fates.Count; row++)
        {
            FollowWholeRow(fates[row], row);
        }

        return fates;
    }

    private Fate InPlace(int row, int column)
    {
        if (match.RowThen(row)[column] is not { } value)
        {
            return Fate.Null;
        }

        return match.ColumnNow(column) is var place and >= 0 && match.RowNow(row)?[place] is { } now && (now.Holds(value) || IsRenamed(match.Before.Rows[row][column], now)) ? Fate.Kept : Fate.Gone;
    }

    private bool IsRenamed(string? label, ValueForm now) => label is not null && renamedLabels.TryGetValue(label, out var others) && others.Contains(now.Canonical);

    private void LookElsewhere(List<Fate[]> fates, int column)
    {
        var missing = Enumerable.Range(0, fates.Count).Where(row => fates[row][column] == Fate.Gone).ToList();

        if (missing.Count == 0)
        {
            return;
        }

        if (IsRecoded(missing, column))
        {
            missing.ForEach(row => fates[row][column] = Fate.Unclear);
            return;
        }

        var carriers = Carriers(missing, column);

        foreach (var row in missing)
        {
            fates[row][column] = Elsewhere(row, column, carriers);
        }
    }

    private Fate Elsewhere(int row, int column, List<int> carriers)
    {
        var value = match.RowThen(row)[column]!; // not NULL: it is missing

        if (carriers.Count > 0 || (value.IsTelling && match.GainedBy(row)?.Values.Any(cell => cell.Value.Holds(value)) == true))
        {
            return Fate.Kept;
        }

        if (value.IsTelling ? gained.Any(other => other.Values.Any(cell => cell.Value.Holds(value))) : gained.Any(other => Belongs(other, row, column) && other.Values.Any(cell => cell.Value.Holds(value))))
        {
            return Fate.Kept;
        }

        return IsTakenApart(row, value) ? Fate.Unclear : Fate.Gone;
    }

    // Short values are met by chance: a column carries them when it holds every one of them in its own row.
    private List<int> Carriers(List<int> missing, int column)
    {
        var rows = missing.ConvertAll(match.GainedBy);

        if (rows.Contains(null))
        {
            return [];
        }

        return [.. rows[0]!.Values.Select(static cell => cell.Column).Where(place => missing.Zip(rows).All(pair => pair.Second!.Values.Any(cell => cell.Column == place && cell.Value.Holds(match.RowThen(pair.First)[column]!))))]; // none is null
    }

    // Another row is this one's when it holds its key, or something of it that is not met by chance.
    private bool Belongs(GainedRow other, int row, int column) =>
        match.RowThen(row).Index().Any(cell => cell.Index != column && cell.Item is { } value
            && ((value.IsTelling && other.Row.Any(now => now?.Holds(value) == true)) || (match.Before.Columns[cell.Index].IsKey && other.Row.Any(now => now?.Same(value) == true))));

    /// <summary>Its words are all there, in the cells that its row gained or in rows that belong to it: what was one value is several.</summary>
    private bool IsTakenApart(int row, ValueForm value)
    {
        var words = value.Words;

        return words.Count > 1 && words.All(word =>
            match.GainedBy(row)?.Values.Any(cell => cell.Value.Mentions(word)) == true
            || (word.Length > 2 && gained.Any(other => other.Values.Any(cell => cell.Value.Mentions(word)))));
    }

    // A row of short values alone is followed as a whole; so is what is short in a row that was found otherwise.
    private void FollowWholeRow(Fate[] fates, int row)
    {
        var then = match.RowThen(row);

        if (match.RowNow(row) is not null || fates.All(static fate => fate != Fate.Gone))
        {
            return;
        }

        var values = then.OfType<ValueForm>().ToList();

        if (gained.Any(other => IsCopy(values, other)))
        {
            Array.ForEach([.. Enumerable.Range(0, _columns)], column => fates[column] = fates[column] == Fate.Gone ? Fate.Kept : fates[column]);
        }
        else if (fates.Contains(Fate.Kept))
        {
            // A key that only numbered the row may be another where it is now.
            foreach (var column in Enumerable.Range(0, _columns).Where(column => match.Before.Columns[column].IsKey && fates[column] == Fate.Gone && then[column] is { IsTelling: false }))
            {
                fates[column] = Fate.Unclear;
            }
        }
    }

    // Cell by cell, or as members of one document.
    private static bool IsCopy(List<ValueForm> values, GainedRow other)
    {
        var left = other.Values.Select(static cell => cell.Value.Canonical).ToList();

        return values.TrueForAll(value => left.Remove(value.Canonical)) || (values.Count > 1 && other.Values.Any(cell => values.TrueForAll(cell.Value.Holds)));
    }

    /// <summary>Every value was written over by another in one and the same way, and can be told from it: other labels, another unit.</summary>
    private bool IsRecoded(List<int> missing, int column)
    {
        var pairs = missing.ConvertAll(row => (Then: match.RowThen(row)[column]!, Now: match.ColumnNow(column) is var place and >= 0 ? match.RowNow(row)?[place] : null)); // missing ones are not NULL

        if (pairs.Exists(static pair => pair.Now is null))
        {
            return false;
        }

        var map = pairs.Select(static pair => (pair.Then.Canonical, Now: pair.Now!.Canonical)).Distinct().ToList();
        var isOneToOne = map.Count > 1 && map.Select(static pair => pair.Canonical).Distinct().Count() == map.Count && map.Select(static pair => pair.Now).Distinct().Count() == map.Count;

        return isOneToOne && (map.Count * 2 <= pairs.Count || IsLinear([.. pairs.Select(static pair => (pair.Then.Number, pair.Now!.Number)).Distinct()]));
    }

    private static bool IsLinear(List<(decimal? Then, decimal? Now)> pairs)
    {
        if (pairs.Count < 3 || pairs.Exists(static pair => pair.Then is not { } then || pair.Now is not { } now || Math.Abs(then) > 1e12m || Math.Abs(now) > 1e12m))
        {
            return false;
        }

        var (x, y) = (pairs[0].Then!.Value, pairs[0].Now!.Value);
        var (rise, run) = (pairs[1].Now!.Value - y, pairs[1].Then!.Value - x);

        return rise != 0 && pairs.TrueForAll(pair => (pair.Now!.Value - y) * run == (pair.Then!.Value - x) * rise); // checked above
    }
}
