using ChangeGate.Text;
using static ChangeGate.Rehearsals.Rows.Conditions.Condition;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>What a condition comes to for one row; NULL is null, and what is not known is <see cref="Unknown"/>.</summary>
internal sealed class Evaluation(Func<string, object?> column)
{
    // Somewhere between the ordinary days of the past and those of the future; see TimeValues.
    private static readonly DateTime Present = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private const decimal Farthest = 100;

    public object? Of(Condition condition) => condition switch
    {
        Constant constant => constant.Value,
        ColumnValue value => column(value.Name),
        Case cases => OfCase(cases),
        Call call => OfCall(call),
        _ => Unknown.Value,
    };

    /// <summary>How much of a check has to change until it holds; 0 where it does, or where nobody knows.</summary>
    /// <param name="condition">The check.</param>
    /// <param name="most">Nobody asks how much more than this it is.</param>
    public int DistanceOf(Condition condition, int most) => condition switch
    {
        Call { Name: "and" } call => OfBoth(DistanceOf(call.Arguments[0], most), call.Arguments[1], most),
        Call { Name: "or" } call => OfEither(DistanceOf(call.Arguments[0], most), call.Arguments[1], most),
        _ when Of(condition) is not (false or 0m) => 0,
        Call { Name: "=", Arguments: [Call { Name: "num_nonnulls" or "num_nulls" } count, var wanted] } when (Of(count), Of(wanted)) is (decimal left, decimal right) => (int)Math.Min(Math.Abs(left - right), Farthest),
        _ => 1,
    };

    private int OfBoth(int left, Condition right, int most) => left >= most ? left : left + DistanceOf(right, most - left);

    private int OfEither(int left, Condition right, int most) => left == 0 ? 0 : Math.Min(left, DistanceOf(right, Math.Min(left, most)));

    private object? OfCase(Case cases)
    {
        for (var at = 0; at + 1 < cases.Branches.Count; at += 2)
        {
            switch (Truth(Of(cases.Branches[at])))
            {
                case true:
                    return Of(cases.Branches[at + 1]);
                case Unknown:
                    return Unknown.Value;
            }
        }

        return Of(cases.Otherwise);
    }

    private object? OfCall(Call call) => call.Name switch
    {
        "and" => And(Truth(Of(call.Arguments[0])), () => Truth(Of(call.Arguments[1]))),
        "or" => Negated(And(Negated(Truth(Of(call.Arguments[0]))), () => Negated(Truth(Of(call.Arguments[1]))))),
        "= any" => Any(call, "=", isAll: false),
        "<> all" => Any(call, "<>", isAll: true),
        "coalesce" => Coalesce(call),
        "now" => Present,
        "num_nonnulls" => Count(call, isNull: false),
        "num_nulls" => Count(call, isNull: true),
        _ => Strict(call.Name, Values(call.Arguments)),
    };

    private object? Any(Call call, string sign, bool isAll)
    {
        var left = Of(call.Arguments[0]);

        if (Items(call.Arguments[1]) is not { } items)
        {
            return Unknown.Value;
        }

        object? result = isAll;

        foreach (var item in items)
        {
            var one = Strict(sign, [left, item]);
            result = isAll ? And(result, () => one) : Negated(And(Negated(result), () => Negated(one)));
        }

        return result;
    }

    private IEnumerable<object?>? Items(Condition list) => list switch
    {
        Elements elements => elements.Items.Select(Of),
        Call { Name: "cast" } cast when cast.Arguments[0] is Constant { Value: string text } => text.Length > 1 && text[0] == '{' ? text[1..^1].Split(',').Select(one => (object?)one.Trim('"', ' ')) : null,
        Call { Name: "cast" } cast => Items(cast.Arguments[0]),
        _ => null,
    };

    // Asked for every try of every row.
    private object?[] Values(EquatableList<Condition> arguments)
    {
        var values = new object?[arguments.Count];

        for (var at = 0; at < values.Length; at++)
        {
            values[at] = Of(arguments[at]);
        }

        return values;
    }

    private decimal Count(Call call, bool isNull)
    {
        var count = 0m;

        foreach (var argument in call.Arguments)
        {
            count += Of(argument) is null == isNull ? 1 : 0;
        }

        return count;
    }

    private object? Coalesce(Call call)
    {
        foreach (var argument in call.Arguments)
        {
            if (Of(argument) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static object? Strict(string name, object?[] values) => (name, values) switch
    {
        ("is null" or "is unknown", [var value]) => value is null,
        ("is not null", [var value]) => value is not null,
        ("is true" or "is false", [Unknown]) => Unknown.Value,
        ("is true", [var value]) => Truth(value) is true,
        ("is false", [var value]) => Truth(value) is false,
        ("is distinct", [null, null]) => false,
        ("is distinct", [null, _]) or ("is distinct", [_, null]) => true,
        ("is distinct", [var left, var right]) => Strict("<>", [left, right]),
        ("nullif", [var left, var right]) => Strict("=", [left, right]) is true ? null : left,
        _ when Array.IndexOf(values, null) >= 0 => name is "greatest" or "least" or "concat" ? Unknown.Value : null,
        ("+" or "-", [DateTime moment, Unknown]) => moment,
        ("cast", [Unknown, _]) => Unknown.Value,
        _ when Array.Exists(values, static value => value is Unknown) => Unknown.Value,
        _ => ConditionFunctions.Of(name, values),
    };

    private static object? And(object? left, Func<object?> right) => left is false ? false : (left, right()) switch
    {
        (_, false) => false,
        (Unknown, _) or (_, Unknown) => Unknown.Value,
        (null, _) or (_, null) => null,
        _ => true,
    };

    private static object? Negated(object? truth) => truth is bool value ? !value : truth;

    // Numbers are conditions in SQLite.
    private static object? Truth(object? value) => value switch
    {
        decimal number => number != 0,
        bool or null => value,
        _ => Unknown.Value,
    };
}
