using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>What is known of casts between PostgreSQL's types.</summary>
internal static partial class TypeConversion
{
    private static readonly string[] Numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"];
    private static readonly string[] Texts = ["character varying", "text", "character", "bpchar", "name"];
    private static readonly string[] Times = ["date", "timestamp without time zone", "timestamp with time zone"];
    private static readonly string[] Documents = ["json", "jsonb"];

    /// <summary>No USING, or one that only casts the column.</summary>
    public static bool IsCast(string? conversion, string column)
    {
        if (conversion is null)
        {
            return true;
        }

        var match = PlainCast().Match(conversion.Trim());
        return match.Success && match.Groups["column"].Value.Trim('"') == column;
    }

    public static bool KeepsEveryValue(DataType from, DataType to, SchemaSnapshot schema)
    {
        if (from.ArrayDimensions != to.ArrayDimensions)
        {
            return IsText(to);
        }

        if (from.Name == to.Name && from.Schema == to.Schema)
        {
            return Fits(from, to);
        }

        if (IsText(to))
        {
            // Padding of character(n) is not part of its value.
            return to.Modifiers.Count == 0 || (IsText(from) && Fits(from, to));
        }

        if (IsEnum(from, schema) || IsEnum(to, schema))
        {
            // A label that the other side lacks fails instead of being lost.
            return (IsEnum(from, schema) || IsText(from)) && (IsEnum(to, schema) || IsText(to));
        }

        return (Array.IndexOf(Numbers, from.Name), Array.IndexOf(Numbers, to.Name)) switch
        {
            ( >= 0 and < 3 and var left, >= 0 and < 3 and var right) => left < right,
            ( >= 0 and < 3, 3) => to.Modifiers.Count == 0,
            (0 or 1, 5) => true,
            (4, 5) => true,
            _ => from.Name == "date" && to.Name == "timestamp without time zone",
        };
    }

    /// <summary>The way back: whether there is one, and the USING expression where an assignment will not do.</summary>
    public static (bool Exists, string? Expression) Back(DataType from, DataType to, DdlWriter write, string column)
    {
        if (IsText(to) && to.ArrayDimensions == 0)
        {
            return (true, null);
        }

        if (from.ArrayDimensions == to.ArrayDimensions && (from.Name == to.Name && from.Schema == to.Schema || AreOf(Numbers, from, to) || AreOf(Times, from, to) || AreOf(Documents, from, to)))
        {
            return (true, null);
        }

        var isBoolean = from.Name == "boolean" && to.Name == "integer" || from.Name == "integer" && to.Name == "boolean";
        var expression = isBoolean ? $"{write.Name(column)}::{write.Type(to)}" : $"{write.Name(column)}::text{(from.ArrayDimensions > 0 && to.ArrayDimensions > 0 ? "[]" : "")}::{write.Type(to)}";

        return isBoolean || IsText(from) || from.Schema is not null || to.Schema is not null ? (true, expression) : (false, null);
    }

    private static bool IsText(DataType type) => type.Schema is null && Texts.Contains(type.Name);

    private static bool IsEnum(DataType type, SchemaSnapshot schema) =>
        SchemaLinks.OfType(type) is { } id && schema.Find<UserType>(id)?.TypeKind == UserTypeKind.Enum;

    private static bool AreOf(string[] family, DataType left, DataType right) => family.Contains(left.Name) && family.Contains(right.Name);

    // More room in each modifier, or none asked for. numeric(5,2) to numeric(6,4) leaves less room before the point.
    private static bool Fits(DataType from, DataType to)
    {
        if (to.Modifiers.Count == 0)
        {
            return true;
        }

        var left = from.Modifiers.Select(Number).ToList();
        var right = to.Modifiers.Select(Number).ToList();

        return left.Count == right.Count
            && left.Zip(right).All(pair => pair.First <= pair.Second)
            && (left.Count < 2 || left[0] - left[1] <= right[0] - right[1]);
    }

    private static int Number(string modifier) => int.TryParse(modifier, out var number) ? number : int.MaxValue;

    [GeneratedRegex("""^\(*\s*(?<column>"[^"]+"|\w+)\s*\)*(\s*::\s*[\w\s."\[\]]+(\(\s*[\d,\s]+\))?\s*\)*)*$""")]
    private static partial Regex PlainCast();
}
