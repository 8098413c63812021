using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>What the engine's operators give (manual, chapter 9), for operands of its own types.</summary>
internal static class OperatorTypes
{
    private const string Date = "date";
    private const string Interval = "interval";
    private const string Timestamp = "timestamp without time zone";
    private const string TimestampZone = "timestamp with time zone";
    private const string Time = "time without time zone";

    public static Inferred Of(SchemaTypes types, string sign, IReadOnlyList<Inferred> operands)
    {
        if (operands.Count == 0 || types.HasOwnOperators)
        {
            return Inferred.Unknown;
        }

        var plain = operands.Select(types.Flat).ToList();

        return plain.Count == 1 ? Prefix(sign, plain[0]) : plain.Skip(1).Aggregate(plain[0], (left, right) => Binary(sign, left, right));
    }

    private static Inferred Prefix(string sign, Inferred operand) => sign switch
    {
        "-" or "+" when TypeFacts.IsNumber(operand.Type) || TypeFacts.IsBuiltin(operand.Type, Interval) && sign == "-" => operand,
        "@" when TypeFacts.IsNumber(operand.Type) => operand,
        "~" when TypeFacts.IsInteger(operand.Type) => operand,
        "|/" or "||/" when TypeFacts.IsNumber(operand.Type) => Inferred.Of("double precision"),
        _ => Inferred.Unknown,
    };

    private static Inferred Binary(string sign, Inferred left, Inferred right)
    {
        if (left.IsUnknown || right.IsUnknown || (left.IsLiteral && right.IsLiteral && sign != "||"))
        {
            return Inferred.Unknown;
        }

        return sign switch
        {
            "||" => Concatenated(left, right),
            "->" or "#>" or "#-" => IsJson(left) ? new Inferred(left.Type) : Inferred.Unknown,
            "->>" or "#>>" => IsJson(left) ? Inferred.Of("text") : Inferred.Unknown,
            "~" or "~*" or "!~" or "!~*" or "~~" or "!~~" or "~~*" or "!~~*" or "^@" => TypeFacts.IsString(left.Type) || TypeFacts.IsString(right.Type) ? Inferred.Of("boolean") : Inferred.Unknown,
            "@>" or "<@" or "?" or "?|" or "?&" => IsJson(left) || left.Type is { ArrayDimensions: > 0 } ? Inferred.Of("boolean") : Inferred.Unknown,
            "&&" => left.Type is { ArrayDimensions: > 0 } ? Inferred.Of("boolean") : Inferred.Unknown,
            "@@" => TypeFacts.IsBuiltin(left.Type, "tsvector") && TypeFacts.IsBuiltin(right.Type, "tsquery") ? Inferred.Of("boolean") : Inferred.Unknown,
            "+" or "-" or "*" or "/" or "%" or "^" or "&" or "|" or "#" or "<<" or ">>" => Calculated(sign, left, right),
            _ => Inferred.Unknown,
        };
    }

    private static bool IsJson(Inferred value) => TypeFacts.IsBuiltin(value.Type, "json") || TypeFacts.IsBuiltin(value.Type, "jsonb");

    private static Inferred Concatenated(Inferred left, Inferred right)
    {
        var (one, other) = (left.Type ?? right.Type, right.Type ?? left.Type);

        if (one is null || other is null)
        {
            return Inferred.Of("text");
        }

        if (one.ArrayDimensions > 0 || other.ArrayDimensions > 0)
        {
            return TypeFacts.AreSame(one, other) && !left.IsLiteral && !right.IsLiteral ? Inferred.From(TypeFacts.Plain(one), [left, right]) : Inferred.Unknown;
        }

        // text || anything of the engine's own that has no operator of this name itself; a literal beside such is text.
        if ((TypeFacts.IsString(one) && IsScalar(other)) || (TypeFacts.IsString(other) && IsScalar(one)) || ((left.IsLiteral || right.IsLiteral) && IsScalar(one)))
        {
            return Inferred.From(DataType.Simple("text"), [left, right]);
        }

        return one == other && one.Schema is null && one.Name is "jsonb" or "bytea" or "tsvector" ? new Inferred(one) : Inferred.Unknown;
    }

    private static bool IsScalar(DataType type) => TypeFacts.IsNumber(type) || TypeFacts.IsString(type) || (type.Schema is null && type.Name is Date or Timestamp or TimestampZone or Interval or "boolean" or "uuid");

    private static Inferred Calculated(string sign, Inferred left, Inferred right)
    {
        // A literal is taken for what the other operand is (manual, 10.2, step 2a).
        var one = left.Type ?? right.Type;
        var other = right.Type ?? left.Type;

        if (TypeFacts.NumberRank(one) is var first and >= 0 && TypeFacts.NumberRank(other) is var second and >= 0)
        {
            return OfNumbers(sign, first, second, one!, other!);
        }

        return one is { Schema: null, ArrayDimensions: 0 } && other is { Schema: null, ArrayDimensions: 0 } && OfTimes(sign, one, other) is { } type ? Inferred.Of(type) : Inferred.Unknown;
    }

    private static Inferred OfNumbers(string sign, int first, int second, DataType one, DataType other)
    {
        var wider = first >= second ? one : other;
        var isWhole = first <= 2 && second <= 2;
        var isExact = first <= 3 && second <= 3;

        return sign switch
        {
            "&" or "|" or "#" => isWhole ? new Inferred(wider) : Inferred.Unknown,
            "<<" or ">>" => isWhole && second <= 1 ? new Inferred(one) : Inferred.Unknown,
            "%" => isExact ? new Inferred(wider) : Inferred.Unknown,
            "^" => isExact && !isWhole ? Inferred.Of("numeric") : Inferred.Of("double precision"),
            _ when isExact || first == second => new Inferred(wider),
            // There is real with real and double precision with double precision, and both with each other.
            _ => Inferred.Of("double precision"),
        };
    }

    private static string? OfTimes(string sign, DataType one, DataType other) => (one.Name, sign, other.Name) switch
    {
        (Date, "-", Date) => "integer",
        (Date, "+" or "-", "smallint" or "integer") or ("smallint" or "integer", "+", Date) => Date,
        (Date, "+" or "-", Interval) or (Interval, "+", Date) => Timestamp,
        (Date, "+", Time) or (Time, "+", Date) => Timestamp,
        (Timestamp, "+" or "-", Interval) or (Interval, "+", Timestamp) => Timestamp,
        (TimestampZone, "+" or "-", Interval) or (Interval, "+", TimestampZone) => TimestampZone,
        (Timestamp, "-", Timestamp) or (TimestampZone, "-", TimestampZone) => Interval,
        (TimestampZone, "-", Timestamp or Date) or (Timestamp or Date, "-", TimestampZone) or (Timestamp, "-", Date) or (Date, "-", Timestamp) => Interval,
        (Time, "+" or "-", Interval) or (Interval, "+", Time) => Time,
        (Time, "-", Time) => Interval,
        (Interval, "+" or "-", Interval) => Interval,
        (Interval, "*" or "/", _) when TypeFacts.IsNumber(other) => Interval,
        (_, "*", Interval) when TypeFacts.IsNumber(one) => Interval,
        _ => null,
    };
}
