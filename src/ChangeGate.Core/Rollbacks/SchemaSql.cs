using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Rollbacks.Reversals;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks;

/// <summary>What differs between two schemas as SQL that leads from one to the other: the structure alone, whatever the script that was written does to rows.</summary>
public static class SchemaSql
{
    /// <param name="before">From here.</param>
    /// <param name="after">To here.</param>
    /// <param name="diff">Of the two; it says what was renamed.</param>
    /// <param name="dialect">Of both.</param>
    /// <returns>Statements in their order, without semicolons.</returns>
    public static EquatableList<string> Of(SchemaSnapshot before, SchemaSnapshot after, SchemaDiff diff, ISqlDialect dialect)
    {
        var writer = new DdlWriter(dialect);
        var (renames, renamed) = Rename(before, diff, writer, dialect);
        var (labels, labelled) = AddLabels(renamed, after, writer);

        // The way back from the other side.
        var nothing = new Step(new Statement { Span = default, Kind = "", Changes = [] }, new ReadRows(), SchemaState.From(after, dialect), SchemaState.From(labelled, dialect));
        var archives = new ArchivePlan(writer, after, (Lineage.Of(after), after), Digest.Of(""));
        var undo = new Undoing(nothing, Lineage.Of(after), archives, writer) { Views = new ViewPlan([], after) };
        ObjectReversal.Undo(undo, SchemaComparison.Compare(labelled, after, dialect).Differences.Select(static difference => Whole(difference.Object)));

        return [.. renames, .. labels, .. undo.Statements.Where(IsStructure)];
    }

    private static (List<string> Statements, SchemaSnapshot Schema) Rename(SchemaSnapshot before, SchemaDiff diff, DdlWriter writer, ISqlDialect dialect)
    {
        var statements = new List<string>();
        var state = SchemaState.From(before, dialect);

        // A table first: its columns are named by its new name.
        foreach (var difference in diff.Differences.Where(static difference => difference is { Kind: DifferenceKind.Renamed, Before: not null }).OrderBy(static difference => difference.Object.Kind == ObjectKind.Table ? 0 : 1))
        {
            switch (difference)
            {
                case { Object: { Kind: ObjectKind.Table } now, Before: { } old } when now.Name.Schema == old.Name.Schema:
                    statements.Add(writer.RenameTable(old.Name, now.Name.Name));
                    state = state.Apply(new RenameTable(old.Name, now.Name.Name));
                    break;
                case { Object: { Kind: ObjectKind.Column, Part: { } now } column, Before.Part: { } old }:
                    statements.Add(writer.RenameColumn(column.Name, old, now));
                    state = state.Apply(new RenameColumn(column.Name, old, now));
                    break;
                default:
                    break;
            }
        }

        return (statements, state.Snapshot);
    }

    // A label can be added in its place, and a way back from it would have to make the type anew.
    private static (List<string> Statements, SchemaSnapshot Schema) AddLabels(SchemaSnapshot before, SchemaSnapshot after, DdlWriter writer)
    {
        var statements = new List<string>();
        var schema = before;

        foreach (var type in before.Objects.OfType<UserType>().Where(static type => type.TypeKind == UserTypeKind.Enum))
        {
            if (after.Find<UserType>(type.Id) is not { } now || now.Labels == type.Labels || !now.Labels.Where(type.Labels.Contains).SequenceEqual(type.Labels))
            {
                continue;
            }

            foreach (var (index, label) in now.Labels.Index().Where(item => !type.Labels.Contains(item.Item)))
            {
                var place = index > 0 ? $" AFTER {writer.Literal(now.Labels[index - 1])}" : type.Labels.Count > 0 ? $" BEFORE {writer.Literal(type.Labels[0])}" : "";
                statements.Add($"ALTER TYPE {writer.Name(type.Id.Name)} ADD VALUE {writer.Literal(label)}{place}");
            }

            schema = schema.With(type with { Labels = now.Labels });
        }

        return (statements, schema);
    }

    private static ObjectId Whole(ObjectId id) => id.Kind is ObjectKind.Column or ObjectKind.Constraint && id.Part is not null ? ObjectId.Table(id.Name) : id;

    // Nobody kept any row of a schema that is only compared.
    private static bool IsStructure(string sql) => !Starts(sql, "UPDATE") && !Starts(sql, "INSERT") && !Starts(sql, "DELETE") && !Starts(sql, "SELECT") && !Starts(sql, "PRAGMA") && !Starts(sql, "WITH");

    private static bool Starts(string sql, string word) => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
