using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Values;

/// <summary>
/// Finds out what became of every value of a shadow: still in its place, moved elsewhere, or nowhere. Only what is certainly nowhere is lost, and only
/// what was certainly found again is kept; between the two nothing is said.
/// </summary>
public sealed class ValueComparison
{
    private readonly ShadowRows _before;
    private readonly ShadowRows _after;
    private readonly Dictionary<string, HashSet<string>> _renamedLabels;
    private readonly List<GainedRow> _gained = [];

    private ValueComparison(ShadowRows before, ShadowRows after)
    {
        _before = before;
        _after = after;
        _renamedLabels = before.Labels
            .Where(label => after.Labels.TryGetValue(label.Key, out var now) && now != label.Value)
            .GroupBy(static label => label.Value, label => after.Labels[label.Key], StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    public static ValueFates Compare(ShadowRows before, ShadowRows after) => new ValueComparison(before, after).Compare();

    private ValueFates Compare()
    {
        var matches = _before.Tables.Select(Match).ToList();
        var taken = matches.Select(static match => match.Now).OfType<TableRows>().ToHashSet(ReferenceEqualityComparer.Instance);
        _gained.AddRange(matches.SelectMany(static match => match.Gained()));
        _gained.AddRange(_after.Tables.Where(table => !taken.Contains(table)).SelectMany(GainedRow.Of));

        var fates = matches.ConvertAll(match => (match.Before, Lost: LostOf(match, out var settled), Settled: settled));

        return new ValueFates(
            [.. fates.SelectMany(static fate => fate.Lost).OrderBy(static lost => lost.Table.ToString(), StringComparer.Ordinal).ThenBy(static lost => lost.Column, StringComparer.Ordinal)],
            Names(fates.Where(static fate => fate.Settled && fate.Before.Rows.Count > 0).Select(static fate => fate.Before)),
            Names(fates.Where(static fate => !fate.Settled || fate.Before.Rows.Count == 0).Select(static fate => fate.Before)));
    }

    private static EquatableList<ObjectName> Names(IEnumerable<TableRows> tables) => [.. tables.Select(static table => table.Name).OrderBy(static name => name.ToString(), StringComparer.Ordinal)];

    // The same table under whatever name; where it was made anew, the one that has its name now.
    private TableMatch Match(TableRows table)
    {
        var same = _after.Tables.FirstOrDefault(other => other.Identity == table.Identity);
        var now = same ?? _after.Tables.FirstOrDefault(other => other.Name == table.Name && _before.Tables.All(earlier => earlier.Identity != other.Identity));

        return new TableMatch(table, now, byIdentity: same is not null);
    }

    private List<LostValues> LostOf(TableMatch match, out bool settled)
    {
        var search = new ValueSearch(match, _gained, _renamedLabels);
        var fates = match.IsUnchanged ? null : search.Fates();

        if (fates is null || fates.All(static row => row.All(static fate => fate is Fate.Kept or Fate.Null)))
        {
            settled = true;
            return [];
        }

        settled = false;
        var table = match.Before;
        var gone = fates.Select(static (row, index) => (Row: row, Index: index)).Where(one => IsGone(match, one.Index, one.Row)).Select(static one => one.Index).ToHashSet();
        var lost = new List<LostValues>();

        if (gone.Count > 0)
        {
            lost.Add(new LostValues(table.Name, null, gone.Count, table.Rows.Count));
        }

        for (var column = 0; column < table.Columns.Count; column++)
        {
            var count = fates.Where((row, index) => !gone.Contains(index) && row[column] == Fate.Gone).Count();

            if (count > 0)
            {
                lost.Add(new LostValues(table.Name, table.Columns[column].Name, count, fates.Count(row => row[column] != Fate.Null)));
            }
        }

        return lost;
    }

    // A row without a place of its own, of which nothing was found.
    private static bool IsGone(TableMatch match, int index, Fate[] row) =>
        match.RowNow(index) is null && row.Any(static fate => fate == Fate.Gone) && row.All(static fate => fate is not Fate.Kept);
}

/// <summary>What became of one value. The zero value says nothing.</summary>
internal enum Fate
{
    Unclear,
    Null,
    Kept,
    Gone,
}
