using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>What PostgreSQL's catalog says of its own types.</summary>
internal static class TypeFacts
{
    // Each goes into those behind it without a cast being written (pg_cast); the last is the preferred one.
    private static readonly string[] Numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"];

    private static readonly string[] Moments = ["date", "timestamp without time zone", "timestamp with time zone"];

    private static readonly string[] Strings = ["text", "character varying", "bpchar"];

    /// <summary>Its place among the numbers, from <c>smallint</c> on; -1 for any other.</summary>
    public static int NumberRank(DataType? type) => Rank(Numbers, type);

    public static bool IsNumber(DataType? type) => NumberRank(type) >= 0;

    public static bool IsInteger(DataType? type) => NumberRank(type) is >= 0 and <= 2;

    /// <summary>A date or a timestamp.</summary>
    public static bool IsMoment(DataType? type) => Rank(Moments, type) >= 0;

    public static bool IsString(DataType? type) => Rank(Strings, type) >= 0;

    public static bool IsBuiltin(DataType? type, string name) => type is { Schema: null, ArrayDimensions: 0 } && Plain(type).Name == name;

    public static bool IsCollatable(DataType type) => type.Schema is null && (Plain(type).Name is "text" or "character varying" or "bpchar" or "citext");

    /// <summary>Which of the two takes the other without a cast; the first where both do, null where neither does.</summary>
    public static DataType? Wider(DataType one, DataType other)
    {
        foreach (var ladder in new[] { Numbers, Moments })
        {
            if (Rank(ladder, one) is var first and >= 0 && Rank(ladder, other) is var second and >= 0)
            {
                return first >= second ? one : other;
            }
        }

        return IsString(one) && IsString(other) ? one : null;
    }

    /// <summary>Without length, precision and fields, as the engine prints it then.</summary>
    public static DataType Plain(DataType type) => type switch
    {
        { Schema: not null } => type with { Modifiers = [] },
        { Name: "character" } => type with { Name = "bpchar", Modifiers = [] },
        _ when type.Name.StartsWith("interval ", StringComparison.Ordinal) => type with { Name = "interval", Modifiers = [] },
        { Modifiers.Count: > 0 } => type with { Modifiers = [] },
        _ => type,
    };

    /// <summary>The same array or scalar, however many dimensions were written: the engine keeps none.</summary>
    public static bool AreSame(DataType one, DataType other) => Normal(Plain(one)) == Normal(Plain(other));

    /// <summary>null for what is no array.</summary>
    public static DataType? ElementOf(DataType? array) => array is { ArrayDimensions: > 0 } ? Plain(array) with { ArrayDimensions = 0 } : null;

    public static DataType ArrayOf(DataType element) => Plain(element) with { ArrayDimensions = 1 };

    private static DataType Normal(DataType type) => type.ArrayDimensions > 1 ? type with { ArrayDimensions = 1 } : type;

    private static int Rank(string[] ladder, DataType? type) => type is { Schema: null, ArrayDimensions: 0 } ? Array.IndexOf(ladder, Plain(type).Name) : -1;
}
