using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>An index in a line, for a person; never for running.</summary>
internal static class IndexText
{
    public static string Of(IndexDefinition index)
    {
        var include = index.Include.Count == 0 ? "" : $" include ({string.Join(", ", index.Include)})";
        var options = index.Options.Count == 0 ? "" : $" with ({string.Join(", ", index.Options)})";
        var where = index.Where is null ? "" : $" where {index.Where}";
        var unique = (index.Unique ? "unique " : "") + (index.NullsNotDistinct ? "nulls not distinct " : "");

        return $"{unique}on {index.Table} using {index.Method} ({string.Join(", ", index.Elements.Select(Of))}){include}{options}{where}";
    }

    private static string Of(IndexElement element)
    {
        var collation = element.Collation is null ? "" : $" collate {element.Collation}";
        var nulls = element.NullsFirst switch { true => " nulls first", false => " nulls last", null => "" };

        return $"{element.Column ?? $"({element.Expression})"}{collation}{(element.OperatorClass is null ? "" : $" {element.OperatorClass}")}{(element.Descending ? " desc" : "")}{nulls}";
    }
}
