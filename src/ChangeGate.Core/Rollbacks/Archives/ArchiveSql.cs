using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>The SQL that fills archives. The table goes by <c>live</c> in it, its archive by <c>kept</c>.</summary>
internal sealed class ArchiveSql(DdlWriter writer)
{
    private static readonly string[] RowIdNames = ["rowid", "_rowid_", "oid"];

    // Built-in types of PostgreSQL that have no operator for it, or one that means something else.
    private static readonly string[] WithoutEquality = ["json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath", "txid_snapshot", "pg_snapshot", "refcursor", "character"];

    private bool IsSqlite => writer.Dialect == Dialect.Sqlite;

    /// <summary>Nothing slips in between the copy and what destroys it. Readers are not held up.</summary>
    public string Lock(Table table) => $"LOCK TABLE {writer.Name(table.Id.Name)} IN SHARE ROW EXCLUSIVE MODE";

    public IEnumerable<string> Keep(Archive archive)
    {
        var target = archive.Use == ArchiveUse.Added ? Before(archive) : archive.Name;

        yield return $"DROP TABLE IF EXISTS {writer.Name(target)}";
        yield return $"CREATE TABLE {writer.Name(target)} AS SELECT {Selection(archive)} FROM {Source(archive)}";

        if (archive.Use == ArchiveUse.Added)
        {
            yield return $"DROP TABLE IF EXISTS {writer.Name(archive.Name)}";
            yield return $"CREATE TABLE {writer.Name(archive.Name)} AS SELECT * FROM {writer.Name(target)} WHERE 1 = 0";
        }

        // SQLite searches an unindexed table anew for each row that it compares.
        if (IsSqlite && archive.Key is { } key)
        {
            yield return $"CREATE INDEX {writer.Name(target.Name + "_key")} ON {writer.Name(target)} ({(key.IsRowId ? RowKey.RowIdColumn : writer.Names(key.Columns))})";
        }
    }

    /// <summary>Rows that are still there were not destroyed.</summary>
    public IEnumerable<string> SettleRows(Archive archive, LiveTable live) => live.Key is null
        ? []
        : [$"DELETE FROM {writer.Name(archive.Name)} AS kept WHERE EXISTS (SELECT 1 FROM {writer.Name(live.Table.Id.Name)} AS live WHERE {Match(archive, live)})"];

    /// <summary>Values that are still the same were not changed.</summary>
    public IEnumerable<string> SettleValues(Archive archive, LiveTable live)
    {
        if (live.Key is null || archive.Columns.Any(column => live.Column(column) is null))
        {
            return [];
        }

        var same = archive.Columns.Select(column => IsSqlite
            ? $"live.{writer.Name(live.Column(column)!.Name)} IS kept.{writer.Name(column)}"
            : $"live.{writer.Name(live.Column(column)!.Name)}::text IS NOT DISTINCT FROM kept.{writer.Name(column)}::text");
        var condition = string.Join(" AND ", same.Prepend(Match(archive, live)));

        return [$"DELETE FROM {writer.Name(archive.Name)} AS kept WHERE EXISTS (SELECT 1 FROM {writer.Name(live.Table.Id.Name)} AS live WHERE {condition})"];
    }

    /// <summary>What the migration made of the values.</summary>
    public IEnumerable<string> SettleLeft(Archive archive, LiveTable live)
    {
        if (archive.Watched.Count == 0)
        {
            return [];
        }

        var left = archive.Watched.Select(column => $"{column.Left} = {Comparable($"live.{writer.Name(column.Final.Name)}", column.Final)}");

        return [$"UPDATE {writer.Name(archive.Name)} AS kept SET {string.Join(", ", left)} FROM {writer.Name(live.Table.Id.Name)} AS live WHERE {Match(archive, live)}"];
    }

    /// <summary>The condition that a live value is still what the migration made of it.</summary>
    public string IsLeft(WatchedColumn watched, ColumnDefinition live) =>
        $"{Comparable($"live.{writer.Name(live.Name)}", watched.Final)} {(IsSqlite ? "IS" : "IS NOT DISTINCT FROM")} kept.{watched.Left}";

    // As text only where nothing else can be compared: the text of a time depends on settings that a script may change.
    private string Comparable(string value, ColumnDefinition column) => IsComparedAsText(column) ? $"{value}::text" : value;

    private bool IsComparedAsText(ColumnDefinition column) => !IsSqlite && (IsKeptAsText(column) || WithoutEquality.Contains(column.Type.Name));

    /// <summary>Rows that were not there before were added.</summary>
    public IEnumerable<string> SettleAdded(Archive archive, LiveTable? live)
    {
        var before = writer.Name(Before(archive));

        if (live?.Key is { } key)
        {
            var columns = archive.Key!.IsRowId
                ? $"live.{RowId(live.Table)}"
                : string.Join(", ", key.Select(pair => Stored("live", live.Table.Column(pair.Live)!)));

            yield return $"INSERT INTO {writer.Name(archive.Name)} SELECT {columns} FROM {writer.Name(live.Table.Id.Name)} AS live "
                + $"WHERE NOT EXISTS (SELECT 1 FROM {before} AS kept WHERE {Match(archive, live)})";
        }

        yield return $"DROP TABLE {before}";
    }

    public IEnumerable<string> KeepSequences(ObjectName archive, IReadOnlyCollection<ObjectName> sequences)
    {
        if (sequences.Count == 0)
        {
            return [];
        }

        var names = string.Join(", ", sequences.Select(sequence => writer.Literal(sequence.Name)));

        return IsSqlite
            ? Anew(archive, $"AS SELECT name AS sequence, seq AS last_value FROM sqlite_sequence WHERE name IN ({names})", [])
            : Anew(archive, "(sequence text PRIMARY KEY, last_value bigint NOT NULL, is_called boolean NOT NULL)", sequences.Select(sequence => $"SELECT {writer.Literal(sequence.ToString())}, last_value, is_called FROM {writer.Name(sequence)}"));
    }

    public IEnumerable<string> KeepOwners(ObjectName archive, IReadOnlyCollection<ObjectId> objects) => objects.Count == 0
        ? []
        : Anew(archive, "(object text PRIMARY KEY, owner text NOT NULL)", objects.Select(id => $"SELECT {writer.Literal(id.ToString())}, pg_get_userbyid({OwnerQuery(id)})"));

    /// <summary>With columns where the text has <c>*</c>: those that the view had when it was made, which its tables may have outgrown since (manual, CREATE VIEW).</summary>
    public IEnumerable<string> KeepViews(ObjectName archive, IReadOnlyCollection<ObjectName> views) => views.Count == 0
        ? []
        : Anew(archive, "(view text PRIMARY KEY, definition text NOT NULL)", views.Select(view =>
            $"SELECT {writer.Literal(view.ToString())}, coalesce('WITH (' || array_to_string(reloptions, ', ') || ') ', '') || 'AS ' || rtrim(pg_get_viewdef(oid), ';') "
            + $"|| CASE WHEN relispopulated THEN '' ELSE ' WITH NO DATA' END FROM pg_class WHERE oid = to_regclass({writer.Literal(writer.Name(view))})"));

    // An attempt before this one may have left it.
    private IEnumerable<string> Anew(ObjectName archive, string definition, IEnumerable<string> rows)
    {
        var name = writer.Name(archive);

        return [$"DROP TABLE IF EXISTS {name}", $"CREATE TABLE {name} {definition}", .. rows.Select(row => $"INSERT INTO {name} {row}")];
    }

    /// <summary>The condition that finds the kept row of a live one.</summary>
    public string Match(Archive archive, LiveTable live)
    {
        if (archive.Key!.IsRowId)
        {
            return $"live.{RowId(live.Table)} = kept.{RowKey.RowIdColumn}";
        }

        return string.Join(" AND ", live.Key!.Select(pair =>
        {
            var origin = archive.Source.Column(pair.Kept)!;
            var column = live.Table.Column(pair.Live)!;
            var (left, right) = ($"live.{writer.Name(pair.Live)}", $"kept.{writer.Name(pair.Kept)}");

            // A key may be NULL in SQLite: PRIMARY KEY does not forbid it there.
            return IsSqlite
                ? $"{left} IS {right}"
                : IsKeptAsText(origin) || origin.Type != column.Type ? $"{left}::text = {right}::text" : $"{left} = {right}";
        }));
    }

    /// <summary>
    /// A type of the team's own is kept as text: an archive that used the type would stand in the way of dropping or changing it.
    /// </summary>
    public bool IsKeptAsText(ColumnDefinition column) => !IsSqlite && (column.Type.Schema is not null || !BuiltInTypes.Contains(column.Type.Name));

    public string RowId(Table table) => writer.Name(RowIdNames.First(name => table.Column(name) is null));

    private static ObjectName Before(Archive archive) => archive.Name with { Name = archive.Name.Name + "_before" };

    private string Selection(Archive archive)
    {
        var alias = archive.Filter?.Alias ?? "live";
        var columns = (archive.Key?.Columns ?? []).Concat(archive.Columns).Select(name => Stored(alias, archive.Source.Column(name)!));
        var needsRowId = IsSqlite && (archive.Key is { IsRowId: true } || (archive.Use == ArchiveUse.Rows && RowKey.HasHiddenRowId(archive.Source)));

        columns = columns.Concat(archive.Watched.Select(column => $"NULL{(IsSqlite ? "" : $"::{(IsComparedAsText(column.Final) ? "text" : writer.Type(column.Final.Type))}")} AS {column.Left}"));

        return string.Join(", ", needsRowId ? columns.Prepend($"{writer.Name(alias)}.{RowId(archive.Source)} AS {RowKey.RowIdColumn}") : columns);
    }

    private string Source(Archive archive)
    {
        // Rows of inheriting tables are rows of their own; those of partitions are the parent's.
        var only = !IsSqlite && archive.Source.PartitionBy is null ? "ONLY " : "";
        var source = $"{only}{writer.Name(archive.Source.Id.Name)} AS {writer.Name(archive.Filter?.Alias ?? "live")}";

        return archive.Filter is { } filter ? $"{source} WHERE ({filter.Condition})" : source;
    }

    private string Stored(string alias, ColumnDefinition column)
    {
        var name = writer.Name(column.Name);
        var value = $"{writer.Name(alias)}.{name}";

        if (IsKeptAsText(column))
        {
            return $"{value}::text AS {name}";
        }

        return !IsSqlite && column.Collation is not null ? $"({value} COLLATE \"default\") AS {name}" : $"{value} AS {name}";
    }

    private string OwnerQuery(ObjectId id)
    {
        var name = writer.Literal(id.Kind == ObjectKind.Function ? $"{writer.Name(id.Name)}({id.Part})" : writer.Name(id.Name));

        return id.Kind switch
        {
            ObjectKind.Function => $"(SELECT proowner FROM pg_proc WHERE oid = {name}::regprocedure)",
            ObjectKind.Type => $"(SELECT typowner FROM pg_type WHERE oid = {name}::regtype)",
            ObjectKind.Schema => $"(SELECT nspowner FROM pg_namespace WHERE nspname = {writer.Literal(id.Name.Name)})",
            _ => $"(SELECT relowner FROM pg_class WHERE oid = {name}::regclass)",
        };
    }
}
