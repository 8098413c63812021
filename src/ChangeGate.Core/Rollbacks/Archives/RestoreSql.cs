using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>The SQL that brings back what archives keep.</summary>
internal sealed class RestoreSql(DdlWriter writer, ArchiveSql archives, SchemaSnapshot start, SchemaSnapshot now)
{
    /// <summary>Labels of enums that the migration renamed before this point, in order.</summary>
    public IReadOnlyList<RenameEnumValue> RenamedLabels { get; init; } = [];

    /// <inheritdoc cref="ArchivePlan.Left"/>
    public required Func<Archive, string, LiveTable, WatchedColumn?> Left { get; init; }

    private bool IsSqlite => writer.Dialect == Dialect.Sqlite;

    /// <summary>Rows come back where no row has their key. What was made during the migration is left to its default.</summary>
    public string InsertMissing(Archive archive, LiveTable live)
    {
        var columns = archive.Source.Columns
            .Select(origin => (Origin: origin, Live: live.Column(origin.Name)))
            .Where(pair => pair is { Origin.Generated: GeneratedKind.None, Live.Generated: GeneratedKind.None })
            .ToList();
        var targets = columns.Select(pair => writer.Name(pair.Live!.Name));
        var values = columns.Select(pair => Value(pair.Origin, pair.Live!));

        if (IsSqlite && RowKey.HasHiddenRowId(archive.Source) && RowKey.HasHiddenRowId(live.Table))
        {
            targets = targets.Prepend(archives.RowId(live.Table));
            values = values.Prepend($"kept.{RowKey.RowIdColumn}");
        }

        var table = writer.Name(live.Table.Id.Name);
        var overriding = columns.Any(pair => pair.Live!.Identity == IdentityKind.Always) ? " OVERRIDING SYSTEM VALUE" : "";
        var missing = live.Key is null ? "" : $" WHERE NOT EXISTS (SELECT 1 FROM {table} AS live WHERE {archives.Match(archive, live)})";

        return $"INSERT INTO {table} ({string.Join(", ", targets)}){overriding} SELECT {string.Join(", ", values)} FROM {writer.Name(archive.Name)} AS kept{missing}";
    }

    /// <param name="archive">Keeps the values.</param>
    /// <param name="live">The table with the columns in place.</param>
    /// <param name="columns">Names at the start of the migration.</param>
    /// <param name="only">What else must hold of a live row and of its archive for it to be put back; null for nothing.</param>
    public string Update(Archive archive, LiveTable live, IReadOnlyList<string> columns, (string Live, string Kept)? only = null)
    {
        var table = writer.Name(live.Table.Id.Name);
        var values = columns.Select(name => $"{writer.Name(live.Column(name)!.Name)} = {Unwritten(archive, live, name)}");
        var set = $"UPDATE {table} AS live SET {string.Join(", ", values)}";

        return archive.Key is null
            ? $"{set} FROM {Numbered(archive, live, columns, only)} WHERE live.ctid = numbered.changegate_row"
            : $"{set} FROM {writer.Name(archive.Name)} AS kept WHERE {archives.Match(archive, live)}{(only is { } more ? $" AND {more.Live} AND {more.Kept}" : "")}";
    }

    public string DeleteAdded(Archive archive, LiveTable live) =>
        $"DELETE FROM {writer.Name(live.Table.Id.Name)} AS live WHERE EXISTS (SELECT 1 FROM {writer.Name(archive.Name)} AS kept WHERE {archives.Match(archive, live)})";

    /// <param name="archive">Where the sequences are kept.</param>
    /// <param name="sequence">Its name at the start; SQLite: of its table.</param>
    /// <param name="live">Its name now.</param>
    public IEnumerable<string> SetSequence(ObjectName archive, ObjectName sequence, ObjectName live)
    {
        if (IsSqlite)
        {
            yield return $"DELETE FROM sqlite_sequence WHERE name = {writer.Literal(live.Name)}";
            yield return $"INSERT INTO sqlite_sequence (name, seq) SELECT {writer.Literal(live.Name)}, last_value FROM {writer.Name(archive)} WHERE sequence = {writer.Literal(sequence.Name)}";
            yield break;
        }

        yield return $"SELECT setval({writer.Literal(writer.Name(live))}::regclass, last_value, is_called) FROM {writer.Name(archive)} WHERE sequence = {writer.Literal(sequence.ToString())}";
    }

    /// <summary>SQLite: numbers that were given out before are not given out again.</summary>
    public string RaiseSequence(ObjectName archive, ObjectName sequence, ObjectName live)
    {
        var kept = $"(SELECT last_value FROM {writer.Name(archive)} WHERE sequence = {writer.Literal(sequence.Name)})";

        return $"UPDATE sqlite_sequence SET seq = max(seq, coalesce({kept}, 0)) WHERE name = {writer.Literal(live.Name)}";
    }

    /// <summary>The owner is known only to the engine, so the statement is made there.</summary>
    public string SetOwner(ObjectName archive, ObjectId id, ObjectId live) =>
        $"""
        DO $changegate$ BEGIN EXECUTE (SELECT format({writer.Literal($"ALTER {writer.Reference(live).Replace("%", "%%", StringComparison.Ordinal)} OWNER TO %I")}, owner) FROM {writer.Name(archive)} WHERE object = {writer.Literal(id.ToString())}); END $changegate$
        """;

    /// <summary>Its columns are known only to the engine, so the statement is made there.</summary>
    /// <param name="archive">Where the definition is kept.</param>
    /// <param name="view">As it was named.</param>
    /// <param name="head">What creates it, up to its name.</param>
    public string CreateView(ObjectName archive, ObjectName view, string head) =>
        $"DO $changegate$ BEGIN EXECUTE (SELECT {writer.Literal(head + " ")} || definition FROM {writer.Name(archive)} WHERE view = {writer.Literal(view.ToString())}); END $changegate$";

    // What clients wrote since is newer than what was kept.
    private string Unwritten(Archive archive, LiveTable live, string name)
    {
        var column = live.Column(name)!;
        var value = Value(archive.Source.Column(name)!, column);

        return Left(archive, name, live) is { } left ? $"CASE WHEN {archives.IsLeft(left, column)} THEN {value} ELSE live.{writer.Name(column.Name)} END" : value;
    }

    private string Value(ColumnDefinition origin, ColumnDefinition live)
    {
        var value = Labelled($"kept.{writer.Name(origin.Name)}", origin, live);

        return !IsSqlite && (archives.IsKeptAsText(origin) || origin.Type != live.Type) ? $"{value}::{writer.Type(live.Type)}" : value;
    }

    // Labels are kept by name, and a name may have changed since: an enum then has as many labels as before, in the same order, or is another type.
    private string Labelled(string value, ColumnDefinition origin, ColumnDefinition live)
    {
        if (LabelsOf(start, origin) is not { } old || LabelsOf(now, live) is not { } present || old == present || origin.Type.ArrayDimensions > 0)
        {
            return value;
        }

        var labels = old.Count == present.Count ? present : [.. old.Select(label => present.Contains(label) ? label : Renamed(label, live.Type))];
        var cases = old.Zip(labels).Where(pair => pair.First != pair.Second).Select(pair => $" WHEN {writer.Literal(pair.First)} THEN {writer.Literal(pair.Second)}").ToList();
        return cases.Count == 0 ? value : $"(CASE {value}{string.Concat(cases)} ELSE {value} END)";
    }

    private string Renamed(string label, DataType type) =>
        RenamedLabels.Where(rename => rename.Type.Name == type.Name).Aggregate(label, (name, rename) => name == rename.Value ? rename.NewValue : name);

    private static EquatableList<string>? LabelsOf(SchemaSnapshot schema, ColumnDefinition column) =>
        SchemaLinks.OfType(column.Type) is { } id && schema.Find<UserType>(id) is { TypeKind: UserTypeKind.Enum } type ? type.Labels : null;

    // Rows that are the same in all other columns are interchangeable: pairing them off in any order gives back the same rows.
    private string Numbered(Archive archive, LiveTable live, IReadOnlyList<string> columns, (string Live, string Kept)? only)
    {
        var others = archive.Columns.Except(columns).Where(name => live.Column(name) is { Generated: GeneratedKind.None }).ToList();
        var liveText = $"ROW({string.Join(", ", others.Select(name => "live." + writer.Name(live.Column(name)!.Name)))})::text";
        var keptText = $"ROW({string.Join(", ", others.Select(name => "kept." + writer.Name(name)))})::text";
        var (whereLive, whereKept) = only is { } condition ? ($" WHERE {condition.Live}", $" WHERE {condition.Kept}") : ("", "");

        return $"(SELECT live.ctid AS changegate_row, {liveText} AS changegate_text, row_number() OVER (PARTITION BY {liveText}) AS changegate_number FROM {writer.Name(live.Table.Id.Name)} AS live{whereLive}) AS numbered "
            + $"JOIN (SELECT kept.*, {keptText} AS changegate_text, row_number() OVER (PARTITION BY {keptText}) AS changegate_number FROM {writer.Name(archive.Name)} AS kept{whereKept}) AS kept "
            + "USING (changegate_text, changegate_number)";
    }
}
