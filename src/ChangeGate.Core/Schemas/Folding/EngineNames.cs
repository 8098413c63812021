using System.Text;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>The names that PostgreSQL gives to what a statement leaves unnamed (makeObjectName and ChooseRelationName of its source).</summary>
internal static class EngineNames
{
    // NAMEDATALEN - 1.
    private const int MaximumBytes = 63;

    public static string ForIndex(SchemaEdit schema, ObjectName table, IndexDefinition index) =>
        Choose(table.Name, Addition(ColumnNames(index, schema.Dialect.Dialect)), "idx", name => IsRelation(schema, table, name));

    /// <summary>Of the index that backs a constraint, and so of the constraint.</summary>
    public static string ForIndexConstraint(SchemaEdit schema, ObjectName table, ConstraintDefinition constraint)
    {
        var columns = constraint.Kind == ConstraintKind.Exclusion ? ExclusionColumns(constraint, schema) : constraint.Columns.Concat(constraint.Include);
        var (addition, label) = constraint.Kind switch
        {
            ConstraintKind.PrimaryKey => (null, "pkey"),
            ConstraintKind.Exclusion => (Addition(columns), "excl"),
            _ => (Addition(columns), "key"),
        };

        return Choose(table.Name, addition, label, name => IsRelation(schema, table, name) || IsConstraint(schema, table, name));
    }

    public static string ForForeignKey(SchemaEdit schema, ObjectName table, ConstraintDefinition constraint, IReadOnlyCollection<string> taken) =>
        Choose(table.Name, Addition(constraint.Columns), "fkey", name => taken.Contains(name) || IsConstraint(schema, table, name));

    /// <summary>A check is named after its column where it uses exactly one.</summary>
    public static string ForCheck(SchemaEdit schema, Table table, ConstraintDefinition constraint, IReadOnlyCollection<string> taken)
    {
        var columns = table.Columns.Where(column => ColumnUse.In(constraint, column.Name, schema.Dialect.Dialect)).Take(2).ToList();
        var only = columns.Count == 1 ? columns[0].Name : null;

        return Choose(table.Id.Name.Name, only, "check", name => taken.Contains(name) || IsConstraint(schema, table.Id.Name, name));
    }

    public static string ForNotNull(SchemaEdit schema, ObjectName table, string column) =>
        Choose(table.Name, column, "not_null", name => IsConstraint(schema, table, name));

    public static string ForSequence(SchemaEdit schema, ObjectName table, string column) =>
        Choose(table.Name, column, "seq", name => IsRelation(schema, table, name));

    /// <summary>Joins the parts with underscores and shortens the longer of the first two, byte by byte, until the whole fits.</summary>
    internal static string Make(string first, string? second, string label)
    {
        var available = MaximumBytes - 1 - Encoding.UTF8.GetByteCount(label) - (second is null ? 0 : 1);
        var firstBytes = Encoding.UTF8.GetByteCount(first);
        var secondBytes = second is null ? 0 : Encoding.UTF8.GetByteCount(second);

        while (firstBytes + secondBytes > available)
        {
            if (firstBytes > secondBytes)
            {
                firstBytes--;
            }
            else
            {
                secondBytes--;
            }
        }

        return second is null
            ? $"{Clip(first, firstBytes)}_{label}"
            : $"{Clip(first, firstBytes)}_{Clip(second, secondBytes)}_{label}";
    }

    private static string Choose(string first, string? second, string label, Func<string, bool> isTaken)
    {
        var name = Make(first, second, label);

        for (var pass = 1; isTaken(name); pass++)
        {
            name = Make(first, second, $"{label}{pass}");
        }

        return name;
    }

    private static bool IsRelation(SchemaEdit schema, ObjectName table, string name) => schema.RelationAt(table with { Name = name }) is not null;

    private static bool IsConstraint(SchemaEdit schema, ObjectName table, string name) =>
        schema.Snapshot.HasReferrers(SchemaLinks.ByName(ObjectKind.Constraint, table.Schema, name));

    private static string Addition(IEnumerable<string> columns)
    {
        var text = new StringBuilder();

        foreach (var column in columns)
        {
            text.Append(text.Length > 0 ? "_" : "").Append(column);

            if (Encoding.UTF8.GetByteCount(text.ToString()) > MaximumBytes)
            {
                break;
            }
        }

        return text.ToString();
    }

    private static List<string> ColumnNames(IndexDefinition index, Dialect dialect)
    {
        var names = new List<string>();

        foreach (var element in index.Elements.Select(element => element.Column ?? ExpressionName.Of(element.Expression ?? "", dialect) ?? "expr").Concat(index.Include))
        {
            var name = element;

            for (var pass = 1; names.Contains(name); pass++)
            {
                name = $"{element}{pass}";
            }

            names.Add(name);
        }

        return names;
    }

    private static IEnumerable<string> ExclusionColumns(ConstraintDefinition constraint, SchemaEdit schema) =>
        constraint.Columns.Count > 0
            ? constraint.Columns
            : ExclusionElements.Of(constraint.Expression ?? "").Select(element => ExpressionName.Of(element, schema.Dialect.Dialect) ?? "expr");

    private static string Clip(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var length = 0;
        var used = 0;

        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;

            if (used > bytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
