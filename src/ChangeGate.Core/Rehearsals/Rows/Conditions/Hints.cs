using ChangeGate.Rehearsals.Rows.Values;
using static ChangeGate.Rehearsals.Rows.Conditions.Condition;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>Values that a condition is likely to want: its constants and their neighbours, texts of its lengths, matches of its patterns.</summary>
internal static class Hints
{
    private const int Most = 40;

    private const int Turns = 13;

    private const decimal LongestText = 5000;

    /// <summary>As the column can hold them.</summary>
    public static IEnumerable<Cell> Of(Condition condition, ValueSource source)
    {
        var constants = condition.All.OfType<Constant>().Select(constant => constant.Value).Concat(ArrayTexts(condition)).ToList();
        var wanted = source.IsText ? Texts(condition, constants) : constants.SelectMany(Neighbours);

        return wanted.Select(source.From).OfType<Cell>().DistinctBy(cell => cell.Sql).Take(Most);
    }

    private static IEnumerable<object> Neighbours(object? constant)
    {
        switch (constant)
        {
            case decimal number:
                return Math.Abs(number) > 1e27m ? [number] : [number, number + 1, number - 1];
            case string text when ConditionFunctions.Moment(text) is { } moment:
                return moment.Year is > 1 and < 9999 ? [text, moment, moment.AddDays(1), moment.AddDays(-1)] : [text, moment];
            case string text:
                return decimal.TryParse(text, out var parsed) ? [text, parsed] : [text];
            case bool truth:
                return [truth, !truth];
            default:
                return [];
        }
    }

    private static IEnumerable<object> Texts(Condition condition, List<object?> constants)
    {
        var lengths = constants.OfType<decimal>().Where(number => number is >= 0 and <= LongestText).SelectMany(number => new[] { number, number - 1, number + 1 }).Where(length => length >= 0).Distinct().Select(length => (int)length).ToList();

        return Samples(condition, lengths).Concat(constants.OfType<string>()).Concat(lengths.Select(length => new string('1', length)));
    }

    private static IEnumerable<string> Samples(Condition condition, List<int> lengths)
    {
        foreach (var pattern in condition.All.OfType<Call>().Select(Expression).OfType<string>())
        {
            var shortest = PatternSample.Of(pattern, 0);

            foreach (var turn in Enumerable.Range(0, Turns))
            {
                yield return PatternSample.Of(pattern, turn % 3, turn);
            }

            foreach (var length in lengths.Where(length => length > shortest.Length))
            {
                yield return PatternSample.Of(pattern, length - shortest.Length);
            }
        }
    }

    private static string? Expression(Call call) => call.Arguments.Count == 2 && Pattern(call.Arguments[1]) is { } pattern
        ? call.Name switch
        {
            "~" or "~*" or "regexp" => pattern,
            "like" or "ilike" or "~~" or "~~*" => Patterns.OfLike(pattern),
            "glob" => Patterns.OfGlob(pattern),
            _ => null,
        }
        : null;

    private static string? Pattern(Condition condition) => condition switch
    {
        Constant { Value: string text } => text,
        Call { Name: "cast", Arguments: [var inner, ..] } => Pattern(inner),
        _ => null,
    };

    private static IEnumerable<object?> ArrayTexts(Condition condition) =>
        condition.All.OfType<Constant>().Select(constant => constant.Value).OfType<string>().Where(text => text is ['{', .., '}']).SelectMany(text => text[1..^1].Split(',')).Select(text => text.Trim('"', ' '));
}
