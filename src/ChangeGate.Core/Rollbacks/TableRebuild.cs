using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks;

/// <summary>
/// SQLite's way of changing a table (https://sqlite.org/lang_altertable.html, section 8): a new one is made, filled from the old one, and takes
/// its name. Taken back step by step it would lose what was written since; taken back as one, it does not.
/// </summary>
/// <param name="Before">The table as it was.</param>
/// <param name="After">What stands in its place.</param>
/// <param name="Steps">Numbers of the steps that belong to it, in order.</param>
/// <param name="Columns">New columns by the names of the old ones that were copied into them as they are.</param>
internal sealed partial record TableRebuild(Table Before, Table After, IReadOnlyList<int> Steps, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Each row was copied, and no other was made.</summary>
    public required bool CopiesEveryRow { get; init; }

    /// <summary>What the old table was called when it was dropped, where it gave its name up before: foreign keys and views may have followed it.</summary>
    public string? Aside { get; init; }

    public int First => Steps[0];

    public int Last => Steps[^1];

    public static IReadOnlyList<TableRebuild> In(IReadOnlyList<Step> steps, Func<Statement, string> textOf)
    {
        if (steps.Count == 0 || steps[0].Before.Snapshot.Dialect != Dialect.Sqlite)
        {
            return [];
        }

        var found = new List<TableRebuild>();

        for (var index = 0; index < steps.Count; index++)
        {
            if (steps[index].Change is DropTable drop && Of(steps, index, drop, textOf) is { } rebuild && !found.Exists(other => other.Steps.Intersect(rebuild.Steps).Any()))
            {
                found.Add(rebuild);
            }
        }

        return [.. found.Select(rebuild => rebuild with { Before = found.Aggregate(rebuild.Before, (table, other) => IsAround(other, rebuild) ? Following(table, other) : table) })];
    }

    // Taken back before the inner one, it has its own name again when the inner one is made.
    private static bool IsAround(TableRebuild outer, TableRebuild inner) => outer.Aside is not null && outer.First < inner.First && inner.Last < outer.Last;

    private static Table Following(Table table, TableRebuild other) => table with
    {
        Constraints = [.. table.Constraints.Select(constraint => constraint.References is { } reference && Same(reference.Table.Name, other.Aside!)
            ? constraint with { References = reference with { Table = other.Before.Id.Name } }
            : constraint)],
    };

    private static TableRebuild? Of(IReadOnlyList<Step> steps, int dropped, DropTable drop, Func<Statement, string> textOf)
    {
        // Either the new table takes the name after the drop, or the old one gave it up before.
        var renames = Enumerable.Range(0, steps.Count)
            .Where(index => steps[index].Change is RenameTable rename && Same(rename.NewName, drop.Table.Name))
            .Select(index => (Index: index, From: ((RenameTable)steps[index].Change).Table.Name))
            .ToList();

        if (renames.Find(rename => rename.Index > dropped) is { From: { } later } after)
        {
            return Build(steps, (drop.Table.Name, later), (dropped, after.Index), textOf);
        }

        return renames.FindLast(rename => rename.Index < dropped) is { From: { } earlier } before
            ? Build(steps, (drop.Table.Name, earlier), (before.Index, dropped), textOf)
            : null;
    }

    private static TableRebuild? Build(IReadOnlyList<Step> steps, (string Old, string New) names, (int From, int To) range, Func<Statement, string> textOf)
    {
        var made = Enumerable.Range(0, range.To).LastOrDefault(index => steps[index].Change is CreateTable create && Same(create.Table.Name, names.New), -1);
        var filled = Enumerable.Range(0, range.To).LastOrDefault(index => steps[index].Change is InsertRows { Query: not null } insert && Same(insert.Table.Name, names.New) && insert.Reads.Any(read => Same(read.Name, names.Old)), -1);
        var first = Math.Min(made, range.From);

        if (made < 0 || filled < made)
        {
            return null;
        }

        var last = steps[range.To].After.Snapshot;
        var finalName = steps[range.To].Change is RenameTable rename ? rename.NewName : names.New;

        if (steps[first].Before.Snapshot.Find<Table>(Id(finalName)) is not { } old || last.Find<Table>(Id(finalName)) is not { } now)
        {
            return null;
        }

        var members = Enumerable.Range(first, range.To - first + 1).Where(index => Concerns(steps[index], names.Old) || Concerns(steps[index], names.New)).ToList();
        var insert = (InsertRows)steps[filled].Change;
        var (columns, isWhole) = Mapping(insert, old, steps[filled].Before.Snapshot.Find<Table>(Id(insert.Table.Name))!);
        var changed = members.Select(index => steps[index].Change).OfType<UpdateRows>().SelectMany(update => update.Columns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var writesMore = members.Exists(index => index != filled && steps[index].Change is InsertRows or DeleteRows);

        return new TableRebuild(old, now, members, columns.Where(pair => now.Column(pair.Value) is { Generated: GeneratedKind.None } && !changed.Contains(pair.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase))
        {
            CopiesEveryRow = isWhole && !writesMore && PlainInsert().IsMatch(textOf(steps[filled].Statement)),
            Aside = Same(finalName, names.Old) ? null : names.Old,
        };
    }

    private static (Dictionary<string, string> Columns, bool IsWhole) Mapping(InsertRows insert, Table old, Table made)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var targets = insert.Columns.Count > 0 ? [.. insert.Columns] : made.Columns.Where(column => column.Generated == GeneratedKind.None).Select(column => column.Name).ToList();
        var select = Select().Match(insert.Query!);

        if (!select.Success)
        {
            return (columns, false);
        }

        var items = select.Groups["items"].Value.Trim() == "*" ? [.. old.Columns.Select(column => column.Name)] : Items(select.Groups["items"].Value);

        foreach (var (item, target) in items.Zip(targets))
        {
            if (item is not null && old.Column(item) is { } source)
            {
                columns.TryAdd(source.Name, target);
            }
        }

        return (columns, items.Count == targets.Count && select.Groups["rest"].Value.Trim().TrimEnd(';').Length == 0);
    }

    // null for an item that is more than a column.
    private static List<string?> Items(string text)
    {
        var items = new List<string?>();
        var depth = 0;
        var start = 0;

        for (var index = 0; index <= text.Length; index++)
        {
            var letter = index == text.Length ? ',' : text[index];
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;

            if (letter == ',' && (depth == 0 || index == text.Length))
            {
                var match = PlainColumn().Match(text[start..index]);
                items.Add(match.Success ? match.Groups["name"].Value.Trim('"', '`', '[', ']').Replace("\"\"", "\"", StringComparison.Ordinal) : null);
                start = index + 1;
            }
        }

        return items;
    }

    private static bool Concerns(Step step, string table) => step.Change switch
    {
        CreateIndex create => Same(create.Index.Table.Name, table),
        DropIndex drop => step.Before.Snapshot.Find<Index>(new ObjectId(ObjectKind.Index, drop.Index)) is { } index && Same(index.Definition.Table.Name, table),
        CreateTrigger create => Same(create.Table.Name, table),
        DropTrigger drop => step.Before.Snapshot.Referrers(Id(table)).OfType<Trigger>().Any(trigger => trigger.Id.Part is { } part && Same(part, drop.Name)),
        { Subject: { Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Constraint } subject } => Same(subject.Name.Name, table),
        _ => false,
    };

    private static ObjectId Id(string table) => ObjectId.Table(new ObjectName(null, table));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^\s*SELECT\s+(?!DISTINCT\b)(?<items>.*?)\s+FROM\s+("[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)(?<rest>.*)$""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""^\s*(?:(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)\s*\.\s*)?(?<name>"(?:[^"]|"")+"|`[^`]+`|\[[^\]]+\]|[A-Za-z_]\w*)\s*$""")]
    private static partial Regex PlainColumn();

    [GeneratedRegex(@"^\s*INSERT\s+INTO\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlainInsert();
}
