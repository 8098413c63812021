using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Archives;

internal enum ArchiveUse
{
    /// <summary>Whole rows that will be gone.</summary>
    Rows,

    /// <summary>Values of some columns, by the key of their row.</summary>
    Values,

    /// <summary>Keys of the rows that the migration adds.</summary>
    Added,
}

/// <summary>Which rows are kept: a condition in which the table goes by <paramref name="Alias"/>.</summary>
/// <param name="Alias">How the condition names the table.</param>
/// <param name="Condition">As written by the team, or ours.</param>
internal sealed record ArchiveFilter(string Alias, string Condition);

/// <summary>What is kept of one table, put together while the steps of a migration are taken back one by one.</summary>
internal sealed class Archive(ArchiveUse use, Table source, ObjectName name, RowKey? key)
{
    private readonly List<string> _columns = [];

    private readonly HashSet<string> _claimed = [];

    private readonly List<WatchedColumn> _watched = [];

    private bool _isAsked;

    public ArchiveUse Use { get; } = use;

    /// <summary>The table as it stood before the migration.</summary>
    public Table Source { get; } = source;

    public ObjectName Name { get; } = name;

    /// <summary>null when nothing tells the rows apart.</summary>
    public RowKey? Key { get; } = key;

    /// <summary>null keeps every row.</summary>
    public ArchiveFilter? Filter { get; private set; }

    /// <summary>The archive that <see cref="Filter"/> reads, and that must be there first.</summary>
    public Archive? Through { get; private set; }

    /// <summary>Some values are gone whether or not their row was changed (a dropped column, another type).</summary>
    public bool KeepsUnchanged { get; set; }

    /// <summary>
    /// Rows and values come back where the first of several steps took them: at a later one they might not meet what was asked of rows in
    /// between. True for that step, and false ever after.
    /// </summary>
    public bool ClaimRows() => _claimed.Add("");

    /// <summary>Those columns that no earlier step puts back.</summary>
    public List<string> ClaimColumns(IEnumerable<string> columns) => [.. columns.Where(column => _claimed.Add(column)).ToList()];

    /// <summary>Names at the start of the migration, without those of the key.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Those of the columns of which the archive also keeps what the migration made of them.</summary>
    public IReadOnlyList<WatchedColumn> Watched => _watched;

    /// <param name="column">Its name at the start of the migration.</param>
    /// <param name="final">As it stands at the end.</param>
    public WatchedColumn Watch(string column, ColumnDefinition final)
    {
        if (_watched.Find(one => one.Column == column) is { } known)
        {
            return known;
        }

        _watched.Add(new WatchedColumn(column, $"changegate_left_{_watched.Count}", final));
        return _watched[^1];
    }

    /// <summary>Two wishes for different rows of one table are met by keeping all of them.</summary>
    public void Ask(IEnumerable<string> columns, ArchiveFilter? filter, Archive? through = null)
    {
        Filter = !_isAsked || Filter == filter ? filter : null;
        Through = Filter is null ? null : through;
        _isAsked = true;
        _columns.AddRange(columns.Except(_columns).Except(Key?.Columns ?? []).ToList());
    }
}

/// <param name="Column">Its name at the start of the migration.</param>
/// <param name="Left">The name under which the archive keeps what the migration made of it.</param>
/// <param name="Final">As it stands at the end.</param>
internal sealed record WatchedColumn(string Column, string Left, ColumnDefinition Final);
