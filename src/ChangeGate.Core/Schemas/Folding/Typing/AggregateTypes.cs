using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>Aggregates whose type is that of what they gather (manual, 9.21).</summary>
internal static class AggregateTypes
{
    /// <summary>null where it is none of these.</summary>
    public static Inferred? Of(SchemaTypes types, string name, IReadOnlyList<Inferred> arguments) => name switch
    {
        "min" or "max" when arguments.Count == 1 => Extreme(types, arguments[0]),
        "sum" when arguments.Count == 1 => Sum(arguments[0]),
        "avg" when arguments.Count == 1 => TypeFacts.IsBuiltin(arguments[0].Type, "interval") ? Inferred.Of("interval") : Mean(arguments[0]),
        "stddev" or "stddev_pop" or "stddev_samp" or "variance" or "var_pop" or "var_samp" when arguments.Count == 1 => Mean(arguments[0]),
        "array_agg" when arguments.Count == 1 => Gathered(types, arguments[0]),
        _ => null,
    };

    private static Inferred Extreme(SchemaTypes types, Inferred argument)
    {
        if (argument.Type is not { } type)
        {
            return Inferred.Unknown;
        }

        if (TypeFacts.IsBuiltin(type, "character varying"))
        {
            return Inferred.From(DataType.Simple("text"), [argument]);
        }

        var isOrdered = TypeFacts.IsNumber(type) || types.IsEnum(type) || (type is { Schema: null, ArrayDimensions: 0 } && type.Name is
            "text" or "bpchar" or "date" or "timestamp without time zone" or "timestamp with time zone" or "time without time zone" or "time with time zone" or "interval" or "money" or "oid" or "inet");

        return isOrdered ? Inferred.From(type, types.IsEnum(type) ? [] : [argument]) : Inferred.Unknown;
    }

    private static Inferred Sum(Inferred argument) => argument.Type switch
    {
        { Schema: null, ArrayDimensions: 0, Name: "smallint" or "integer" } => Inferred.Of("bigint"),
        { Schema: null, ArrayDimensions: 0, Name: "bigint" or "numeric" } => Inferred.Of("numeric"),
        { Schema: null, ArrayDimensions: 0, Name: "real" or "double precision" or "interval" or "money" } type => new Inferred(type),
        _ => Inferred.Unknown,
    };

    private static Inferred Mean(Inferred argument) => TypeFacts.NumberRank(argument.Type) switch
    {
        < 0 => Inferred.Unknown,
        <= 3 => Inferred.Of("numeric"),
        _ => Inferred.Of("double precision"),
    };

    private static Inferred Gathered(SchemaTypes types, Inferred argument) => argument switch
    {
        { IsLiteral: true } => Inferred.Of("text") with { Type = TypeFacts.ArrayOf(DataType.Simple("text")) },
        { Type: { } type } when type.Schema is null || types.IsEnum(type) => Inferred.From(type.ArrayDimensions > 0 ? type : TypeFacts.ArrayOf(type), types.IsEnum(type) ? [] : [argument]),
        _ => Inferred.Unknown,
    };
}
