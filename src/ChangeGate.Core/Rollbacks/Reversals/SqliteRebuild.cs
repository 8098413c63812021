using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;
using ChangeGate.Text;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>
/// What SQLite's ALTER TABLE cannot take back: the table is copied aside, made again as it was, and filled from the copy
/// (https://sqlite.org/lang_altertable.html, section 8, without its rename, which would want every view of the schema to be whole).
/// </summary>
internal sealed class SqliteRebuild
{
    private readonly Undoing _undo;
    private readonly Table _before;
    private readonly Table _after;

    private SqliteRebuild(Undoing undo, Table before, Table after)
    {
        _undo = undo;
        _before = before;
        _after = after;
    }

    private string? Aside { get; init; }

    private string Name => _undo.Write.Name(_before.Id.Name);

    private string Copy => _undo.Write.Name(new ObjectName(null, $"{ArchiveNames.Schema}_copy_{Digest.Of(_before.Id.Name.Name.ToLowerInvariant()).Hex[..8]}"));

    private string SequenceCopy => _undo.Write.Name(new ObjectName(null, $"{ArchiveNames.Schema}_copy_sequence"));

    public static void Undo(Undoing undo, Table before, Table after)
    {
        var added = after.Columns.Where(column => before.Column(column.Name) is null).ToList();
        var left = after.Columns.Where(column => !added.Contains(column)).ToList();

        if (undo.Change is AddColumn && before.Columns.SequenceEqual(left))
        {
            undo.Run(added.Select(column => undo.Write.DropColumn(before.Id.Name, column.Name)));
            return;
        }

        new SqliteRebuild(undo, before, after).Rebuild(column => new ColumnSource(after.Column(column)?.Name, IsExact: true));
    }

    /// <summary>Several steps that put another table in the place of the old one.</summary>
    public static void Undo(Undoing undo, TableRebuild rebuild)
    {
        var origin = undo.Lineage.Of(rebuild.Before.Id.Name)?.Origin;

        var aside = rebuild.Aside is { } name && undo.After.Find<Table>(ObjectId.Table(new ObjectName(null, name))) is null ? name : null;
        var whole = new SqliteRebuild(undo, rebuild.Before, rebuild.After) { Aside = aside };

        if (origin is not null && undo.Archives.KeyOf(origin) is null && (!rebuild.CopiesEveryRow || rebuild.Columns.Count < rebuild.Before.Columns.Count(column => column.Generated == GeneratedKind.None)))
        {
            whole.FromArchive(origin);
            return;
        }

        whole.Rebuild(column => rebuild.Columns.TryGetValue(column, out var copied)
            ? new ColumnSource(copied, IsExact: true)
            : new ColumnSource(rebuild.After.Column(column)?.Name, IsExact: false));

        // The new table began to count anew.
        if (origin is not null && origin.Columns.Any(column => column.AutoIncrement) && rebuild.Before.Columns.Any(column => column.AutoIncrement))
        {
            undo.Archives.Sequence(origin.Id.Name);
            undo.Run(undo.Restore.RaiseSequence(undo.Archives.SequenceArchive, origin.Id.Name, rebuild.Before.Id.Name));
        }

        if (origin is not null && !rebuild.CopiesEveryRow)
        {
            RowReversal.RestoreMissing(undo, undo.Archives.Rows(origin));
            RowReversal.RemoveAdded(undo, rebuild.Before.Id.Name, "INSERT");
        }
    }

    // A row under a key that points at no table cannot be written while keys are looked at: a rename that took the key along left it like that.
    private bool NeedsForeignKeysOff() => IsReferenced() || _before.Constraints.Any(constraint =>
        constraint.References is { } reference && (_undo.RanWithoutForeignKeys || !_undo.Before.Contains(ObjectId.Table(reference.Table))));

    // Nothing tells the rows apart, so those that were there come back as they were.
    private void FromArchive(Table origin)
    {
        _undo.NeedsForeignKeysOff |= NeedsForeignKeysOff();
        _undo.Lose($"`{_before.Id}` was put together anew from rows without a key: what was written to it since is lost, and so are rows of others that went along.");
        _undo.Run(_undo.Write.DropTable(_before.Id.Name));
        Create();
        RowReversal.RestoreTable(_undo, _before);
        Followers();
    }

    private void Rebuild(Func<string, ColumnSource> source)
    {
        _undo.NeedsForeignKeysOff |= NeedsForeignKeysOff();
        var keepsSequence = _before.Columns.Any(column => column.AutoIncrement) && _after.Columns.Any(column => column.AutoIncrement);

        if (keepsSequence)
        {
            _undo.Run($"CREATE TABLE {SequenceCopy} AS SELECT seq FROM sqlite_sequence WHERE name = {_undo.Write.Literal(_before.Id.Name.Name)}");
        }

        var rowId = RowKey.HasHiddenRowId(_after) ? $"{_undo.Archives.Sql.RowId(_after)} AS {RowKey.RowIdColumn}, " : "";
        _undo.Run($"CREATE TABLE {Copy} AS SELECT {rowId}{_undo.Write.Names(_after.Columns.Select(column => column.Name))} FROM {Name}");
        _undo.Run(_undo.Write.DropTable(_before.Id.Name));
        Create();
        Fill(source);
        _undo.Run($"DROP TABLE {Copy}");

        if (keepsSequence)
        {
            var table = _undo.Write.Literal(_before.Id.Name.Name);
            _undo.Run($"DELETE FROM sqlite_sequence WHERE name = {table}");
            _undo.Run($"INSERT INTO sqlite_sequence (name, seq) SELECT {table}, seq FROM {SequenceCopy}");
            _undo.Run($"DROP TABLE {SequenceCopy}");
        }

        Followers();
    }

    // What followed the old table to the name under which it was dropped follows it back.
    private void Create()
    {
        if (Aside is null || !_undo.After.Referrers(ObjectId.Table(new ObjectName(null, Aside))).Any())
        {
            _undo.Run(_undo.Write.CreateTable(_before));
            return;
        }

        var aside = new ObjectName(null, Aside);
        _undo.Run(_undo.Write.CreateTable(_before with { Id = ObjectId.Table(aside) }));
        _undo.Run($"ALTER TABLE {_undo.Write.Name(aside)} RENAME TO {Name}");
    }

    private void Followers()
    {
        var followers = _undo.Before.Referrers(_before.Id).Where(value => value is Index { Constraint: null } or Trigger && OwnerOf(value) == _before.Id.Name);
        new Recreation(_undo, followers).Write();
    }

    private void Fill(Func<string, ColumnSource> source)
    {
        var columns = _before.Columns.Where(column => column.Generated == GeneratedKind.None).ToList();
        var lineage = _undo.Lineage.Of(_before.Id.Name);
        var lost = columns.Where(column => !source(column.Name).IsWhole).Select(column => lineage?.OriginOf(column.Name)).OfType<string>().ToList();
        var archive = lost.Count > 0 && lineage?.Origin is { } origin && IsFoundAgain(_undo.Archives.KeyOf(origin), lineage, source) ? _undo.Archives.Values(origin, lost) : null;

        if (archive is not null)
        {
            archive.KeepsUnchanged = true;
        }

        var targets = columns.Select(column => _undo.Write.Name(column.Name));
        var values = columns.Select(column => Value(column, source(column.Name), archive is null || lineage?.OriginOf(column.Name) is not { } kept ? null : (archive, kept)));

        if (RowKey.HasHiddenRowId(_before) && RowKey.HasHiddenRowId(_after))
        {
            targets = targets.Prepend(_undo.Archives.Sql.RowId(_before));
            values = values.Prepend($"live.{RowKey.RowIdColumn}");
        }

        var join = archive is null ? "" : $" LEFT JOIN {_undo.Write.Name(archive.Name)} AS kept ON {Match(archive, source)}";
        _undo.Run($"INSERT INTO {Name} ({string.Join(", ", targets)}) SELECT {string.Join(", ", values)} FROM {Copy} AS live{join}");
    }

    // Where another key took the place of the old one, no row can be paired with what was kept of it.
    private bool IsFoundAgain(RowKey? key, TableLineage lineage, Func<string, ColumnSource> source)
    {
        if (key is not { IsRowId: false } || key.Columns.All(column => lineage.NameOf(column) is { } name && source(name).Live is not null))
        {
            return true;
        }

        _undo.Lose($"Rows of `{_before.Id}` cannot be found again by their key, so values that were kept do not come back.");
        return false;
    }

    // A row written since has nothing in the archive: it takes what stands there now, or the default. So does a value that was written since.
    private string Value(ColumnDefinition column, ColumnSource source, (Archive Archive, string Column)? kept)
    {
        var live = source.Live is { } name ? $"live.{_undo.Write.Name(name)}" : column.Default is { } value ? $"({value})" : "NULL";

        if (source.IsWhole || kept is not { } old)
        {
            return live;
        }

        var newer = source.Live is { } present && _undo.IsLastWrite && _undo.Archives.LeftIn(present, old.Archive, old.Column) is { } left ? $" OR {live} IS NOT kept.{left.Left}" : "";
        return $"CASE WHEN kept.rowid IS NULL{newer} THEN {live} ELSE kept.{_undo.Write.Name(old.Column)} END";
    }

    private string Match(Archive archive, Func<string, ColumnSource> source)
    {
        if (archive.Key!.IsRowId)
        {
            return $"kept.{RowKey.RowIdColumn} = live.{RowKey.RowIdColumn}";
        }

        var lineage = _undo.Lineage.Of(_before.Id.Name)!;
        return string.Join(" AND ", archive.Key.Columns.Select(column => $"kept.{_undo.Write.Name(column)} IS live.{_undo.Write.Name(source(lineage.NameOf(column)!).Live!)}"));
    }

    private bool IsReferenced() => _undo.After
        .Referrers(_before.Id)
        .OfType<Table>()
        .Append(_after)
        .Any(table => table.Constraints.Any(constraint => constraint.References is { } reference && string.Equals(reference.Table.Name, _before.Id.Name.Name, StringComparison.OrdinalIgnoreCase)));

    private static ObjectName OwnerOf(SchemaObject value) => value is Index index ? index.Definition.Table : value.Id.Name;

    /// <summary>Where the value of an old column stands now.</summary>
    /// <param name="Live">Its column in the present table; null where it has none.</param>
    /// <param name="IsExact">The value is the very one that was copied.</param>
    private readonly record struct ColumnSource(string? Live, bool IsExact)
    {
        public bool IsWhole => IsExact && Live is not null;
    }
}
