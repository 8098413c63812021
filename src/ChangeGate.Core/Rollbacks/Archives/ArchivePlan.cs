using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>Everything that one migration has to keep before it runs.</summary>
internal sealed class ArchivePlan(DdlWriter writer, SchemaSnapshot before, (Lineage Lineage, SchemaSnapshot Schema) end, Digest migration)
{
    private readonly ArchiveNames _names = new(before.Dialect, migration);
    private readonly List<Archive> _archives = [];
    private readonly List<ObjectName> _sequences = [];
    private readonly List<ObjectId> _owned = [];
    private readonly List<ObjectName> _views = [];

    public SchemaSnapshot Start { get; } = before;

    public ArchiveSql Sql { get; } = new(writer);

    /// <summary>Name, last value and whether it was called, of each sequence that is kept.</summary>
    public ObjectName SequenceArchive => _names.For("sequences", new ObjectName(null, "sequences"));

    /// <summary>Labels of enums get other names, so that the text of a value does not tell whether it is the same.</summary>
    public bool RenamesLabels { get; init; }

    /// <summary>
    /// Where the archive keeps what the migration made of a value: what clients have written since is then told from it, and left alone. null where
    /// the value is not the same at the end of the migration and where it is put back.
    /// </summary>
    public WatchedColumn? Left(Archive archive, string column, LiveTable live) =>
        FinalOf(archive)?.Column(column) is { } final && live.Column(column) is { } now && final.Type == now.Type && !(RenamesLabels && Sql.IsKeptAsText(now)) ? archive.Watch(column, final) : null;

    /// <summary>The same where the value was put together anew, so that nothing leads from the old column to the one that stands at the end.</summary>
    public WatchedColumn? LeftIn(string present, Archive archive, string column) => FinalOf(archive)?.Table.Column(present) is { } final ? archive.Watch(column, final) : null;

    private LiveTable? FinalOf(Archive archive) =>
        archive is { Use: ArchiveUse.Values, Key: not null } && LiveTable.At(archive, end.Lineage, end.Schema) is { Key: not null } last ? last : null;

    public ObjectName OwnerArchive => _names.For("owners", new ObjectName(null, "owners"));

    public ObjectName ViewArchive => _names.For("views", new ObjectName(null, "views"));

    /// <summary>What tells the rows of a table apart from the first step of the migration to its last; null when nothing does.</summary>
    public RowKey? KeyOf(Table origin)
    {
        var last = end.Lineage.NameOf(origin) is { } name ? end.Lineage.Of(name) : null;
        var key = RowKey.Of(origin, Start, column => last is null || last.NameOf(column) is not null);

        return key is { IsRowId: true } && last is { IsRebuilt: true } ? null : key;
    }

    public Archive Rows(Table origin, ArchiveFilter? filter = null, Archive? through = null)
    {
        var archive = Get(ArchiveUse.Rows, origin);
        archive.Ask(origin.Columns.Where(column => column.Generated == GeneratedKind.None).Select(column => column.Name), filter, through);
        return archive;
    }

    public Archive Values(Table origin, IEnumerable<string> columns, ArchiveFilter? filter = null, Archive? through = null)
    {
        var archive = Get(ArchiveUse.Values, origin);

        // Without a key a row is found again by all that it holds.
        archive.Ask(archive.Key is null ? origin.Columns.Select(column => column.Name) : columns, filter, through);
        return archive;
    }

    public Archive Added(Table origin)
    {
        var archive = Get(ArchiveUse.Added, origin);
        archive.Ask([], null);
        return archive;
    }

    public void Sequence(ObjectName sequence)
    {
        if (!_sequences.Contains(sequence))
        {
            _sequences.Add(sequence);
        }
    }

    public void Owner(ObjectId id)
    {
        if (!_owned.Contains(id))
        {
            _owned.Add(id);
        }
    }

    /// <summary>Keeps its definition as the engine has it.</summary>
    public void View(ObjectName view)
    {
        if (!_views.Contains(view))
        {
            _views.Add(view);
        }
    }

    public EquatableList<ArchiveTable> Tables =>
        [.. Ordered().Select(archive => new ArchiveTable(archive.Source.Id.Name, archive.Name, [.. (archive.Key?.Columns ?? []).Concat(archive.Columns)]))];

    /// <summary>Once the rows are back, nothing of ours stays.</summary>
    public IEnumerable<string> Discard()
    {
        var names = Names().ToList();

        foreach (var name in names)
        {
            yield return $"DROP TABLE IF EXISTS {writer.Name(name)}";
        }

        if (names.Count > 0 && Start.Dialect == Dialect.PostgreSql)
        {
            yield return ArchiveTable.DropEmptySchema;
        }
    }

    private IEnumerable<ObjectName> Names() =>
        [.. Ordered().Select(archive => archive.Name), .. Only(SequenceArchive, _sequences.Count), .. Only(OwnerArchive, _owned.Count), .. Only(ViewArchive, _views.Count)];

    private static IEnumerable<ObjectName> Only(ObjectName name, int count) => count > 0 ? [name] : [];

    public EquatableList<string> Preserve()
    {
        var archives = Ordered();

        if (!Names().Any())
        {
            return [];
        }

        return Start.Dialect == Dialect.Sqlite
            ? [.. archives.SelectMany(Sql.Keep), .. Sql.KeepSequences(SequenceArchive, _sequences)]
            :
            [
                $"CREATE SCHEMA IF NOT EXISTS {ArchiveNames.Schema}",
                .. archives.Select(archive => Sql.Lock(archive.Source)).Distinct(),
                .. RowSecurity(archives, "off"),
                .. archives.SelectMany(Sql.Keep),
                .. RowSecurity(archives, "DEFAULT"),
                .. Sql.KeepSequences(SequenceArchive, _sequences),
                .. Sql.KeepOwners(OwnerArchive, _owned),
                .. Sql.KeepViews(ViewArchive, _views),
            ];
    }

    public EquatableList<string> Settle() => [.. Ordered().SelectMany(Settle)];

    private IEnumerable<string> Settle(Archive archive)
    {
        var live = LiveTable.At(archive, end.Lineage, end.Schema);

        return archive.Use switch
        {
            ArchiveUse.Added => Sql.SettleAdded(archive, live),
            ArchiveUse.Rows when live is not null => Sql.SettleRows(archive, live),
            ArchiveUse.Values when live is not null => [.. archive.KeepsUnchanged ? [] : Sql.SettleValues(archive, live), .. Sql.SettleLeft(archive, live)],
            _ => [],
        };
    }

    // With row security on, the copy would silently hold only the rows that its role may see; off, the engine refuses instead.
    private static IEnumerable<string> RowSecurity(IEnumerable<Archive> archives, string value) =>
        archives.Any(archive => archive.Source.RowSecurity) ? [$"SET LOCAL row_security TO {value}"] : [];

    private List<Archive> Ordered()
    {
        var ordered = new List<Archive>();

        void Add(Archive archive)
        {
            if (archive.Through is { } through && !ordered.Contains(through))
            {
                Add(through);
            }

            if (!ordered.Contains(archive))
            {
                ordered.Add(archive);
            }
        }

        foreach (var archive in _archives.OrderBy(archive => archive.Source.Id, ObjectIdOrder.Instance).ThenBy(archive => archive.Use))
        {
            Add(archive);
        }

        return ordered;
    }

    private Archive Get(ArchiveUse use, Table origin)
    {
        var archive = _archives.Find(archive => archive.Use == use && archive.Source.Id == origin.Id);

        if (archive is null)
        {
            archive = new Archive(use, origin, _names.For(use.ToString(), origin.Id.Name), KeyOf(origin));
            _archives.Add(archive);
        }

        return archive;
    }
}
