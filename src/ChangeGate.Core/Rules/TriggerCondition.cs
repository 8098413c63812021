using ChangeGate.Changes;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>Whether the WHEN of a trigger is false for every row that a change reaches, as far as the two texts tell.</summary>
internal sealed class TriggerCondition
{
    private readonly IReadOnlyList<ExpressionTokens> _given;
    private readonly Dictionary<string, ExpressionTokens> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly Table? _table;

    private TriggerCondition(Change change, Table? table)
    {
        _table = table;
        _given = change switch
        {
            UpdateRows { Joins: false, Where: { } where } => ExpressionTokens.Of(where).Conjuncts(),
            DeleteRows { Joins: false, Where: { } where } => ExpressionTokens.Of(where).Conjuncts(),
            _ => [],
        };

        if (change is UpdateRows update)
        {
            for (var index = 0; index < update.Columns.Count; index++)
            {
                _written[update.Columns[index]] = ExpressionTokens.Of(index < update.Values.Count ? update.Values[index] : "?");
            }
        }
    }

    public static bool IsFalse(string condition, Change change, Table? table)
    {
        if (change is not (UpdateRows { Columns.Count: > 0 } or DeleteRows))
        {
            return false;
        }

        var known = new TriggerCondition(change, table);

        return ExpressionTokens.Of(condition).Conjuncts().Any(known.IsRefuted);
    }

    private bool IsRefuted(ExpressionTokens part)
    {
        if (part.SplitAt("=") is [var left, var right])
        {
            return right.IsConstant && IsNever(left, right);
        }

        // OLD and NEW are the same where the column is not written.
        var compared = part.SplitAt("is", "distinct", "from") is [_, _] distinct ? distinct
            : part.SplitAt("<>") is [_, _] differs ? differs
            : part.SplitAt("!=") is [_, _] other ? other
            : part.SplitAt("is", "not");

        return compared is [var one, var two] && Row(one) is { } first && Row(two) is { } second && first != second
            && string.Equals(one.AsColumn(), two.AsColumn(), StringComparison.OrdinalIgnoreCase) && Stays(one.AsColumn()!); // Row has found a column
    }

    private bool IsNever(ExpressionTokens value, ExpressionTokens constant)
    {
        if (Row(value) is not { } row || value.AsColumn() is not { } column)
        {
            return false;
        }

        if (row == "new" && !Stays(column))
        {
            return _written[column] is var written && (IsNull(written) || (written.IsConstant && Differ(column, written, constant)));
        }

        return _given.Any(given =>
            (given.SplitAt("<>") is [var a, var b] && IsOf(a, column) && b.IsSameAs(constant))
            || (given.SplitAt("!=") is [var c, var d] && IsOf(c, column) && d.IsSameAs(constant))
            || (given.SplitAt("=") is [var e, var f] && IsOf(e, column) && f.IsConstant && Differ(column, f, constant))
            || (given.Before("is", "null") is { } tested && IsOf(tested, column)));
    }

    /// <summary><c>old</c> or <c>new</c>; null where it is no column of either.</summary>
    private static string? Row(ExpressionTokens tokens) =>
        tokens.Count == 3 && tokens.AsColumn() is not null && tokens.Qualifiers().FirstOrDefault()?.ToLowerInvariant() is "old" or "new" ? tokens.Qualifiers().First().ToLowerInvariant() : null;

    private bool Stays(string column) => !_written.TryGetValue(column, out var written) || IsOf(written, column);

    // Two texts that differ in more than case and space differ under every collation that a team is likely to use, unless the column brings its own.
    private bool Differ(string column, ExpressionTokens one, ExpressionTokens other) =>
        one[0][0] == '\'' && other[0][0] == '\'' && _table?.Column(column) is { Collation: null, Type.Name: not "citext" }
        && !string.Equals(one[0].Trim(), other[0].Trim(), StringComparison.OrdinalIgnoreCase)
        && one[0].Skip(1).Concat(other[0].Skip(1)).All(static c => char.IsAsciiLetter(c) || c is '_' or '-');

    private static bool IsOf(ExpressionTokens tokens, string column) => string.Equals(tokens.AsColumn(), column, StringComparison.OrdinalIgnoreCase);

    private static bool IsNull(ExpressionTokens tokens) => tokens.Count == 1 && tokens[0] == "null";
}
