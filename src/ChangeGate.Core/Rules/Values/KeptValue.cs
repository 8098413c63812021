using System.Globalization;
using ChangeGate.Changes;

namespace ChangeGate.Rules.Values;

/// <summary>
/// Whether the value of a column of PostgreSQL can still be told from what an expression makes of it. Only a few plain shapes are known; whatever else is
/// taken for a computation that keeps nothing.
/// </summary>
internal sealed class KeptValue
{
    private readonly string _column;
    private readonly DataType _type;
    private readonly RuleContext _context;
    private readonly bool _unchanged;

    private KeptValue(string column, DataType type, RuleContext context, bool unchanged)
    {
        _column = column;
        _type = context.BaseOf(type);
        _context = context;
        _unchanged = unchanged;
    }

    /// <summary>The type in which an expression delivers the value, perhaps scaled or moved to another zone; null where it does not deliver it.</summary>
    public static DataType? TypeOf(string expression, (string Name, DataType Type) column, RuleContext context) =>
        new KeptValue(column.Name, column.Type, context, unchanged: false).Trace(Read(expression, context), []);

    /// <summary>What an UPDATE writes back into the column holds the value that was there.</summary>
    /// <param name="where">The condition of the UPDATE as written.</param>
    public static bool IsWrittenBack(string expression, (string Name, DataType Type) column, string? where, RuleContext context) =>
        new KeptValue(column.Name, column.Type, context, unchanged: true).Trace(Read(expression, context), where is null ? [] : Read(where, context).Conjuncts()) is not null;

    /// <summary>The column, cast or not: that says no more than the type alone.</summary>
    public static bool IsCast(string expression, string column, RuleContext context)
    {
        var tokens = Read(expression, context);

        while (tokens.AsCast() is { } cast)
        {
            tokens = cast.Inner;
        }

        return string.Equals(tokens.AsColumn(), column, StringComparison.Ordinal);
    }

    private static ExpressionTokens Read(string expression, RuleContext context) => ExpressionTokens.Of(context.Scene.Sql.Canonicalize(expression));

    /// <param name="given">Conditions that hold wherever the expression is used.</param>
    private DataType? Trace(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given)
    {
        if (IsColumn(tokens))
        {
            return _type;
        }

        if (tokens.ArgumentsOf("coalesce") is [var first, ..])
        {
            return Trace(first, given);
        }

        if (tokens.AsCase() is { } choice)
        {
            return Choice(choice, given);
        }

        if (_type is { Name: "jsonb", ArrayDimensions: 0 } && JsonEdit.Keeps(tokens, given, part => Trace(part, given) is not null, IsColumn))
        {
            return _type;
        }

        if (_type.ArrayDimensions > 0 && (tokens.SplitAtLast("||") is [var array, _] || tokens.ArgumentsOf("array_append", "array_cat") is [var grown, _] && (array = grown) is not null) && Trace(array, given) is { ArrayDimensions: > 0 } same)
        {
            return same;
        }

        return Cast(tokens, given) ?? (_unchanged ? null : Scaled(tokens, given) ?? Instant(tokens, given) ?? Wrapped(tokens, given));
    }

    private DataType? Choice(CaseExpression choice, IReadOnlyList<ExpressionTokens> given)
    {
        // Without ELSE the rest becomes NULL.
        if (choice.Else is not { } rest || Trace(rest, given) is not { } type)
        {
            return null;
        }

        foreach (var (when, then) in choice.Branches)
        {
            var conditions = choice.Subject is null ? when.Conjuncts() : [];
            var isSame = choice.Subject is { } subject ? IsColumn(subject) && when.IsConstant && when.IsSameAs(then) : conditions.Any(condition => Equals(condition, then));
            var isNull = conditions.Any(condition => condition.Before("is", "null") is { } tested && IsColumn(tested));

            if (!isSame && !isNull && Trace(then, [.. given, .. conditions]) is null)
            {
                return null;
            }
        }

        return type;
    }

    // `column = 'x'`, and what stands for it is 'x' again.
    private bool Equals(ExpressionTokens condition, ExpressionTokens then) =>
        condition.SplitAt("=") is [var left, var right] && IsColumn(left) && right.IsConstant && right.IsSameAs(then);

    private DataType? Cast(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given)
    {
        if (tokens.AsCast() is not { } cast || Trace(cast.Inner, given) is not { } from)
        {
            return null;
        }

        var to = _context.BaseOf(cast.Type);

        return (_unchanged ? to == from : TypeConversion.Keeps(from, to, _context)) ? to : null;
    }

    /// <summary>In another shape that can be opened again: JSON of it, an array that holds it, its bytes as text.</summary>
    private DataType? Wrapped(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given)
    {
        if (tokens.ArgumentsOf("to_jsonb", "to_json") is [var inner])
        {
            return Trace(inner, given) is { Name: "text" or "character varying" or "integer" or "bigint" or "smallint" or "boolean" or "uuid" or "jsonb" } ? DataType.Simple(tokens[0] == "to_json" ? "json" : "jsonb") : null;
        }

        if (tokens.ArgumentsOf("encode") is [var bytes, { Count: 1 } format] && format[0] is "'hex" or "'base64")
        {
            return Trace(bytes, given) is { Name: "bytea", ArrayDimensions: 0 } ? DataType.Simple("text") : null;
        }

        return tokens.AsArrayOfOne() is { } element && Trace(element, given) is { ArrayDimensions: 0 } one ? one with { ArrayDimensions = 1 } : null;
    }

    /// <summary>Multiplied until nothing stands behind the point: cents from an amount.</summary>
    private DataType? Scaled(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given)
    {
        if (tokens.ArgumentsOf("round", "trunc", "floor", "ceil", "ceiling") is [var rounded])
        {
            return Trace(rounded, given) is { } whole && IsWhole(whole) ? whole : null;
        }

        if (tokens.SplitAt("*") is not [var left, var right])
        {
            return null;
        }

        var (value, factor) = Factor(right) is { } behind ? (left, behind) : (right, Factor(left) ?? 0);

        if (factor <= 0 || Trace(value, given) is not { } type || !(IsWhole(type) || type is { Name: "numeric", Modifiers.Count: 2 }))
        {
            return null;
        }

        var scale = IsWhole(type) ? 0 : int.Parse(type.Modifiers[1], CultureInfo.InvariantCulture);

        while (scale > 0 && factor % 10 == 0)
        {
            (factor, scale) = (factor / 10, scale - 1);
        }

        return scale > 0 ? null : DataType.Simple("numeric") with { Modifiers = ["38", "0"] };
    }

    /// <summary>A wall clock in UTC names one instant, and one instant has one wall clock there; other zones repeat an hour each year.</summary>
    private DataType? Instant(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given)
    {
        if (tokens.ArgumentsOf("to_timestamp") is [var seconds])
        {
            return Trace(seconds, given) is { } type && IsWhole(type) ? DataType.Simple("timestamp with time zone") : null;
        }

        return tokens.ArgumentsOf("timezone") is [{ Count: 1 } zone, var value] && zone[0].ToUpperInvariant() is "'UTC" or "'ETC/UTC" or "'GMT"
            ? Trace(value, given)?.Name switch
            {
                "timestamp without time zone" => DataType.Simple("timestamp with time zone"),
                "timestamp with time zone" => DataType.Simple("timestamp without time zone"),
                _ => null,
            }
            : null;
    }

    private bool IsColumn(ExpressionTokens tokens) => string.Equals(tokens.AsColumn(), _column, StringComparison.Ordinal);

    private static bool IsWhole(DataType type) => type.ArrayDimensions == 0 && (type.Name is "smallint" or "integer" or "bigint" || type is { Name: "numeric", Modifiers: [_, "0"] });

    private static long? Factor(ExpressionTokens tokens) => tokens.Count == 1 && long.TryParse(tokens[0], NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : null;
}
