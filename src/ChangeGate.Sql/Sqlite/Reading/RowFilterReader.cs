using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Reading;

/// <summary>
/// Tells a real condition from one that is true, or false, whatever the row. A comparison of a column with itself counts as true although it leaves out NULL:
/// it spares nothing that anyone meant to spare.
/// </summary>
internal static class RowFilterReader
{
    public static RowFilter Read(Expression? where, Expression? limit)
    {
        var filter = where is null ? RowFilter.None : TruthOf(where) switch
        {
            true => RowFilter.AlwaysTrue,
            false => RowFilter.AlwaysFalse,
            null => RowFilter.Some,
        };

        return NumberOf(limit) switch
        {
            0 => RowFilter.AlwaysFalse,
            // A negative limit is no limit (lang_select.html, 7).
            < 0 => filter,
            null when limit is null => filter,
            _ => filter == RowFilter.AlwaysFalse ? filter : RowFilter.Some,
        };
    }

    /// <summary>True even where a column is NULL.</summary>
    public static bool IsAlwaysTrue(Expression where) => !ReadsColumn(where) && TruthOf(where) == true;

    private static bool ReadsColumn(Expression expression) =>
        (expression is NamePath && TruthOf(expression) is null) || expression.Operands.Any(ReadsColumn);

    /// <summary>true or false where the condition is that for every row; null where it depends on the row. NULL is not true.</summary>
    private static bool? TruthOf(Expression condition) => condition switch
    {
        Literal literal => TruthOf(literal),
        NamePath { Names: [var name] } when name.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        NamePath { Names: [var name] } when name.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        Operation operation => TruthOf(operation),
        _ => null,
    };

    private static bool? TruthOf(Literal literal) => literal.Kind switch
    {
        LiteralKind.Null => false,
        LiteralKind.Number => NumberOf(literal) is { } number ? number != 0 : null,
        LiteralKind.String => LeadingNumber(literal.Text[1..^1]) != 0,
        _ => null,
    };

    private static bool? TruthOf(Operation operation) => operation.Operator switch
    {
        "AND" => And(TruthOf(operation.Operands[0]), TruthOf(operation.Operands[1])),
        "OR" => Or(operation),
        // NOT NULL is NULL, which is not true.
        "NOT" => IsNull(operation.Operands[0]) ? false : Not(TruthOf(operation.Operands[0])),
        "+" when operation.Operands.Count == 1 => TruthOf(operation.Operands[0]),
        "=" or "<=" or ">=" or "<>" or "<" or ">" => Comparison(operation),
        "IS" => Is(operation),
        "ISNULL" => IsNull(operation.Operands[0]) ? true : operation.Operands[0] is Literal { Kind: not LiteralKind.Parameter } ? false : null,
        "NOTNULL" => IsNull(operation.Operands[0]) ? false : operation.Operands[0] is Literal { Kind: not LiteralKind.Parameter } ? true : null,
        "LIKE" or "GLOB" => MatchesAll(operation) ? !operation.Negated : null,
        "IN" => In(operation),
        "BETWEEN" => Between(operation),
        "EXISTS" => IsOneRow(operation.Query) ? true : null,
        "COLLATE" or "CAST" => TruthOf(operation.Operands[0]),
        Operation.Subquery => OnlyValue(operation.Query) is { } value ? TruthOf(value) : null,
        _ => null,
    };

    private static bool? And(bool? left, bool? right) => left == false || right == false ? false : left == true && right == true ? true : null;

    private static bool? Or(Operation operation)
    {
        var (left, right) = (operation.Operands[0], operation.Operands[1]);
        var (first, second) = (TruthOf(left), TruthOf(right));

        if (first == true || second == true || AreOpposites(left, right))
        {
            return true;
        }

        return first == false && second == false ? false : null;
    }

    /// <summary><c>x IS NULL OR x IS NOT NULL</c>.</summary>
    private static bool AreOpposites(Expression left, Expression right) =>
        NullTest(left) is { } one && NullTest(right) is { } other && one.IsNull != other.IsNull && AreSame(one.Operand, other.Operand);

    private static (Expression Operand, bool IsNull)? NullTest(Expression expression) => expression switch
    {
        Operation { Operator: "ISNULL" } test => (test.Operands[0], true),
        Operation { Operator: "NOTNULL" } test => (test.Operands[0], false),
        Operation { Operator: "IS" } test when IsNull(test.Operands[1]) => (test.Operands[0], !test.Negated),
        _ => null,
    };

    private static bool? Not(bool? truth) => truth is { } known ? !known : null;

    private static bool? Comparison(Operation operation)
    {
        var (left, right) = (operation.Operands[0], operation.Operands[1]);

        if (IsNull(left) || IsNull(right))
        {
            return false;
        }

        if (AreSame(left, right))
        {
            return operation.Operator is "=" or "<=" or ">=";
        }

        return Order(left, right) is { } order ? Holds(operation.Operator, order) : null;
    }

    private static bool Holds(string @operator, int order) => @operator switch
    {
        "=" => order == 0,
        "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static bool? Is(Operation operation)
    {
        var (left, right) = (operation.Operands[0], operation.Operands[1]);

        if (AreSame(left, right) || (IsNull(left) && IsNull(right)))
        {
            return !operation.Negated;
        }

        if (IsNull(left) || IsNull(right))
        {
            var other = IsNull(left) ? right : left;
            return other is Literal { Kind: not LiteralKind.Parameter } ? operation.Negated : null;
        }

        // 1 IS TRUE asks for truth, not for equality.
        var asked = right is NamePath ? TruthOf(right) : null;
        var answer = asked is { } truth ? TruthOf(left) is { } known ? known == truth : null : Order(left, right) is { } order ? order == 0 : (bool?)null;
        return operation.Negated ? Not(answer) : answer;
    }

    private static bool MatchesAll(Operation operation) =>
        operation.Operands is [_, Literal { Kind: LiteralKind.String } pattern]
        && pattern.Text.Length > 2
        && pattern.Text[1..^1].All(c => c == (operation.Operator == "LIKE" ? '%' : '*'));

    private static bool? In(Operation operation)
    {
        var (left, list) = (operation.Operands[0], operation.Operands.Skip(1).ToList());

        if (operation.Query is not null || operation.Table is not null)
        {
            return null;
        }

        var found = list.Exists(one => !IsNull(one) && (AreSame(left, one) || Order(left, one) == 0));

        if (found || list.Count == 0)
        {
            return found != operation.Negated;
        }

        return list.TrueForAll(one => Order(left, one) is not null) ? operation.Negated : null;
    }

    private static bool? Between(Operation operation)
    {
        var low = Order(operation.Operands[0], operation.Operands[1]);
        var high = Order(operation.Operands[0], operation.Operands[2]);
        return low is null || high is null ? null : (low >= 0 && high <= 0) != operation.Negated;
    }

    /// <summary>The query delivers a row whatever the database holds.</summary>
    private static bool IsOneRow(Query? query) =>
        query is { Cores: [{ From.Count: 0, Where: null, IsGrouped: false }], Limit: null };

    private static Expression? OnlyValue(Query? query) =>
        IsOneRow(query) && query!.Cores[0].Items is [{ Value: { } value }] ? value : null;

    private static bool IsNull(Expression expression) => expression is Literal { Kind: LiteralKind.Null };

    private static int? Order(Expression left, Expression right)
    {
        if (NumberOf(left) is { } one && NumberOf(right) is { } other)
        {
            return one.CompareTo(other);
        }

        return (left, right) switch
        {
            (Literal { Kind: LiteralKind.String } first, Literal { Kind: LiteralKind.String } second) => string.CompareOrdinal(first.Text, second.Text),
            _ => null,
        };
    }

    private static double? NumberOf(Expression? expression) => expression switch
    {
        Literal { Kind: LiteralKind.Number } literal => Number(literal.Text),
        Operation { Operator: "-", Operands: [var operand] } => -NumberOf(operand),
        Operation { Operator: "+", Operands: [var operand] } => NumberOf(operand),
        _ => null,
    };

    private static double? Number(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);

        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // A string in the place of a truth is the number it begins with (lang_expr.html, 'boolean expressions').
    private static double LeadingNumber(string text)
    {
        var trimmed = text.TrimStart();
        var length = 0;

        while (length < trimmed.Length && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] is '.' || (length == 0 && trimmed[length] is '-' or '+')))
        {
            length++;
        }

        return double.TryParse(trimmed.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The same value for every row, written twice: a column, or a literal. Calls may answer differently each time.</summary>
    private static bool AreSame(Expression left, Expression right) => (left, right) switch
    {
        (NamePath one, NamePath other) => one.Column.Equals(other.Column, StringComparison.OrdinalIgnoreCase)
            && (one.Qualifier is null || other.Qualifier is null || one.Qualifier.Equals(other.Qualifier, StringComparison.OrdinalIgnoreCase)),
        (Literal one, Literal other) => one.Kind == other.Kind && one.Kind is LiteralKind.Number or LiteralKind.String or LiteralKind.Blob && one.Text == other.Text,
        _ => false,
    };
}
